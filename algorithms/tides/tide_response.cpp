#include "algorithms/tides/tide_response.hpp"

#include <cmath>
#include <numbers>

#include <Eigen/Dense>

#include "algorithms/rates/significance.hpp"

namespace tasi {
namespace {

constexpr std::size_t least_rows = 20;
constexpr long least_dates = 30;
constexpr double least_level_sd_m = 0.05, confidence_pct = 95;
constexpr int freed_of = 4;  ///< mean, trend, cos and sin of the year

/// What is left of movement (column 0) and level (column 1), metres of level both.
Eigen::MatrixXd residuals(const std::vector<const Position*>& rows)
{
    const auto n = static_cast<Eigen::Index>(rows.size());
    Eigen::MatrixXd design(n, freed_of), both(n, 2);
    const double t0 = rows.front()->date.julian_year();
    for (Eigen::Index i = 0; i < n; ++i) {
        const Position& p = *rows[static_cast<std::size_t>(i)];
        const double t_yr = p.date.julian_year(), turn = 2 * std::numbers::pi * t_yr;
        design.row(i) << 1, t_yr - t0, std::cos(turn), std::sin(turn);
        both.row(i) << -*p.raw_m * *p.slope, *p.tide_m;
    }
    const Eigen::MatrixXd fitted = design * design.colPivHouseholderQr().solve(both);
    return both - fitted;
}

}  // namespace

void TideResponseSums::add(const std::vector<Position>& positions)
{
    std::vector<const Position*> rows;
    for (const Position& p : positions) {
        if (!rows.empty() && rows.front()->transect != p.transect) {
            add_transect(rows);
            rows.clear();
        }
        if (p.raw_m && p.tide_m && p.slope) rows.push_back(&p);
    }
    add_transect(rows);
}

void TideResponseSums::add_transect(const std::vector<const Position*>& rows)
{
    if (rows.size() < least_rows) return;
    const Eigen::MatrixXd left = residuals(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Sum& sum = dates_[rows[i]->date.milliseconds];
        sum.moved_m += left(static_cast<Eigen::Index>(i), 0);
        sum.level_m += left(static_cast<Eigen::Index>(i), 1);
        ++sum.n;
    }
}

std::optional<TideResponse> TideResponseSums::response() const
{
    const auto dates = static_cast<long>(dates_.size());
    if (dates < least_dates) return std::nullopt;
    double zz = 0, yz = 0, yy = 0;
    for (const auto& [date, sum] : dates_) {
        const double y = sum.moved_m / static_cast<double>(sum.n), z = sum.level_m / static_cast<double>(sum.n);
        zz += z * z, yz += y * z, yy += y * y;
    }
    if (std::sqrt(zz / static_cast<double>(dates)) < least_level_sd_m) return std::nullopt;
    const auto freedom = static_cast<double>(dates - freed_of - 1);
    const double ratio = yz / zz, unexplained = std::max(0.0, yy - ratio * yz);
    const double half = two_sided_student_quantile(confidence_pct, freedom) * std::sqrt(unexplained / freedom / zz);
    return TideResponse{ratio, ratio - half, ratio + half, dates};
}

}  // namespace tasi
