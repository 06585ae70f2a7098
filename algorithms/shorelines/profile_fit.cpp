#include "algorithms/shorelines/profile_fit.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <vector>

#include <Eigen/Dense>

#include "src/core/error.hpp"

namespace tasi {
namespace {

constexpr int most_parameters = 4;
enum Parameter { before, step, place, blur };
using Parameters = Eigen::Vector4d;
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_parameters, most_parameters>;
using Column = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, most_parameters, 1>;

constexpr double converged_step = 1e-7;  // of x0, in blurs
constexpr double first_damping = 1e-3, least_damping = 1e-12, most_damping = 1e10;

struct Data {
    std::span<const double> x, y;
    int parameters;
};

double distribution(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }
double density(double z) { return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2; }

double residual(const Data& data, const Parameters& p, std::size_t i)
{
    return data.y[i] - p[before] - p[step] * distribution((data.x[i] - p[place]) / p[blur]);
}

double sum_of_squares(const Data& data, const Parameters& p)
{
    double sum = 0;
    for (std::size_t i = 0; i < data.x.size(); ++i) sum += residual(data, p, i) * residual(data, p, i);
    return sum;
}

/// J'J and J'r.
struct NormalEquations {
    Matrix matrix;
    Column right;

    NormalEquations(const Data& data, const Parameters& p)
        : matrix(Matrix::Zero(data.parameters, data.parameters)), right(Column::Zero(data.parameters))
    {
        for (std::size_t i = 0; i < data.x.size(); ++i) {
            const double z = (data.x[i] - p[place]) / p[blur], slope = -p[step] * density(z) / p[blur];
            const Parameters full{1, distribution(z), slope, z * slope};
            const Column row = full.head(data.parameters);
            matrix += row * row.transpose();
            right += row * residual(data, p, i);
        }
    }
};

Parameters start_of(const Data& data, const ProfileFitOptions& options)
{
    std::vector<std::size_t> order(data.x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return data.x[a] < data.x[b]; });
    const std::size_t quarter = std::max<std::size_t>(1, order.size() / 4);
    double first = 0, last = 0;
    for (std::size_t i = 0; i < quarter; ++i) {
        first += data.y[order[i]] / static_cast<double>(quarter);
        last += data.y[order[order.size() - 1 - i]] / static_cast<double>(quarter);
    }
    const double a = options.start_before.value_or(first);
    return {a, options.start_step.value_or(last - a), 0, options.blur};
}

/// Steps down until x0 stands still; nothing when it never does.
std::optional<Parameters> minimum(const Data& data, const ProfileFitOptions& options)
{
    Parameters p = start_of(data, options);
    double squares = sum_of_squares(data, p), damping = first_damping;
    for (int iteration = 0; iteration < options.most_iterations && damping < most_damping; ++iteration) {
        const NormalEquations equations(data, p);
        Matrix damped = equations.matrix;
        damped.diagonal() *= 1 + damping;
        const Column change = damped.ldlt().solve(equations.right);
        if (!change.allFinite()) return std::nullopt;
        Parameters next = p;
        next.head(data.parameters) += change;
        if (data.parameters == most_parameters) next[blur] = std::clamp(next[blur], *options.least_blur, *options.most_blur);
        const double next_squares = sum_of_squares(data, next), moved = std::abs(next[place] - p[place]);
        if (next_squares <= squares) {
            p = next, squares = next_squares;
            damping = std::max(least_damping, damping / 10);
            if (moved < converged_step * options.blur) return p;
        } else {
            if (moved < converged_step * options.blur) return p;  // rounding alone keeps it from falling
            damping *= 10;
        }
    }
    return std::nullopt;
}

double runs_probability(const Data& data, const Parameters& p)
{
    std::vector<std::size_t> order(data.x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return data.x[a] < data.x[b]; });
    int runs = 0, positive = 0;
    bool last = false;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool up = residual(data, p, order[i]) >= 0;
        runs += i == 0 || up != last;
        positive += up;
        last = up;
    }
    return fewer_runs_probability(runs, positive, static_cast<int>(order.size()) - positive);
}

double log_choose(int n, int k) { return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0); }

}  // namespace

double fewer_runs_probability(int runs, int positive, int negative)
{
    if (positive < 1 || negative < 1) return 1;
    const double all = log_choose(positive + negative, positive);
    const auto ways = [&](int of_positive, int of_negative) {
        if (of_positive < 1 || of_negative < 1 || of_positive > positive || of_negative > negative) return 0.0;
        return std::exp(log_choose(positive - 1, of_positive - 1) + log_choose(negative - 1, of_negative - 1) - all);
    };
    double sum = 0;
    for (int r = 2; r <= runs; ++r) sum += r % 2 == 0 ? 2 * ways(r / 2, r / 2) : ways(r / 2, r / 2 + 1) + ways(r / 2 + 1, r / 2);
    return std::min(1.0, sum);
}

std::optional<ProfileFit> fit_profile(std::span<const double> distances, std::span<const double> values, const ProfileFitOptions& options)
{
    if (distances.size() != values.size()) throw BugError("SIZE", "", "distances and values differ in number", "report this");
    const bool fits_blur = options.least_blur && options.most_blur;
    const Data data{distances, values, fits_blur ? most_parameters : most_parameters - 1};
    const auto freedom = static_cast<double>(values.size()) - data.parameters;
    if (freedom < 1) return std::nullopt;
    const auto p = minimum(data, options);
    if (!p) return std::nullopt;
    const Matrix inverse = NormalEquations(data, *p).matrix.inverse();
    const double variance = sum_of_squares(data, *p) / freedom, place_variance = variance * inverse(place, place);
    if (!std::isfinite(place_variance) || place_variance < 0) return std::nullopt;
    return ProfileFit{
        (*p)[before], (*p)[step], (*p)[place], (*p)[blur], std::sqrt(place_variance), std::sqrt(variance), runs_probability(data, *p)};
}

}  // namespace tasi
