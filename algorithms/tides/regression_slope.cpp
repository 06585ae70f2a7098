#include <cmath>
#include <numbers>

#include <Eigen/Dense>

#include "algorithms/rates/significance.hpp"
#include "algorithms/tides/estimate_slope.hpp"

namespace tasi {
namespace {

constexpr int columns = 7, level_column = 6;
constexpr double weak_share = 0.5;  ///< of the tide's movement in all else

Eigen::MatrixXd design_of(std::span<const LevelledPosition> series)
{
    double mean_t = 0, mean_z = 0;
    for (const LevelledPosition& p : series) {
        mean_t += p.t_yr / static_cast<double>(series.size());
        mean_z += p.level_m / static_cast<double>(series.size());
    }
    Eigen::MatrixXd design(static_cast<Eigen::Index>(series.size()), columns);
    for (std::size_t i = 0; i < series.size(); ++i) {
        const double turn = 2 * std::numbers::pi * series[i].t_yr;
        design.row(static_cast<Eigen::Index>(i)) << 1, series[i].t_yr - mean_t, std::cos(turn), std::sin(turn), std::cos(2 * turn),
            std::sin(2 * turn), series[i].level_m - mean_z;
    }
    return design;
}

double level_sd(const Eigen::MatrixXd& design)
{
    return std::sqrt(design.col(level_column).squaredNorm() / static_cast<double>(design.rows()));
}

}  // namespace

SlopeEstimate regression_slope(std::span<const LevelledPosition> series, const SlopeOptions& options)
{
    SlopeEstimate estimate;
    const Eigen::MatrixXd design = design_of(series);
    Eigen::VectorXd x(design.rows());
    for (Eigen::Index i = 0; i < x.size(); ++i) x[i] = series[static_cast<std::size_t>(i)].x_m;
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(design);
    const auto freedom = static_cast<double>(design.rows() - columns);
    if (qr.rank() < columns || freedom < 1) {
        estimate.flags = {"not identifiable"};
        return estimate;
    }
    const Eigen::VectorXd fitted = qr.solve(x);
    const double sigma = std::sqrt((x - design * fitted).squaredNorm() / freedom);
    const Eigen::MatrixXd inverse = (design.transpose() * design).ldlt().solve(Eigen::MatrixXd::Identity(columns, columns));
    const double run = -fitted[level_column];
    const double half =
        two_sided_student_quantile(options.confidence_pct, freedom) * sigma * std::sqrt(inverse(level_column, level_column));
    estimate.run_m_per_m = run;
    if (run - half <= 0) {
        estimate.flags = {run + half < 0 ? "wrong sign" : "not identifiable"};
        return estimate;
    }
    estimate.slope = 1 / run;
    estimate.lower = 1 / (run + half);
    estimate.upper = 1 / (run - half);
    if (level_sd(design) * run < weak_share * sigma) estimate.flags.push_back("weak tide signal");
    return estimate;
}

}  // namespace tasi
