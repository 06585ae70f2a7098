#include "algorithms/shorelines/profile_fit.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <vector>

#include <Eigen/Dense>
#include <boost/math/special_functions/gamma.hpp>

#include "src/core/error.hpp"

namespace tasi {
namespace {

enum Parameter { before, step, place, blur };
using Parameters = Eigen::Vector4d;

constexpr double converged_step = 1e-7;  // of x0, in blurs
constexpr double first_damping = 1e-6, least_damping = 1e-12, most_damping = 1e10;
constexpr double farthest_z = 8.3;  // beyond, the distribution is 0 or 1 in double precision

struct Data {
    std::span<const double> x, y;
};

double distribution(double z) { return z > farthest_z ? 1 : z < -farthest_z ? 0 : 0.5 * std::erfc(-z / std::numbers::sqrt2); }
double density(double z) { return std::abs(z) > farthest_z ? 0 : std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2; }

double residual(const Data& data, const Parameters& p, std::size_t i)
{
    return data.y[i] - p[before] - p[step] * distribution((data.x[i] - p[place]) / p[blur]);
}

/// J'J, J'r and r'r for the first `count` parameters.
template <int count>
struct NormalEquations {
    using Matrix = Eigen::Matrix<double, count, count>;
    using Column = Eigen::Matrix<double, count, 1>;
    Matrix matrix = Matrix::Zero();
    Column right = Column::Zero();
    double squares = 0;

    NormalEquations(const Data& data, const Parameters& p)
    {
        for (std::size_t i = 0; i < data.x.size(); ++i) {
            const double z = (data.x[i] - p[place]) / p[blur], share = distribution(z), slope = -p[step] * density(z) / p[blur];
            const Parameters full{1, share, slope, z * slope};
            const Column row = full.head<count>();
            const double off = data.y[i] - p[before] - p[step] * share;
            matrix.noalias() += row * row.transpose();
            right += off * row;
            squares += off * off;
        }
    }
};

Parameters start_of(const Data& data, const ProfileFitOptions& options)
{
    Parameters start{0, 0, 0, options.blur};
    if (options.start_before && options.start_step) {
        start[before] = *options.start_before, start[step] = *options.start_step;
        return start;
    }
    std::vector<std::size_t> order(data.x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return data.x[a] < data.x[b]; });
    const std::size_t quarter = std::max<std::size_t>(1, order.size() / 4);
    double first = 0, last = 0;
    for (std::size_t i = 0; i < quarter; ++i) {
        first += data.y[order[i]] / static_cast<double>(quarter);
        last += data.y[order[order.size() - 1 - i]] / static_cast<double>(quarter);
    }
    start[before] = options.start_before.value_or(first);
    start[step] = options.start_step.value_or(last - start[before]);
    return start;
}

template <int count>
struct Minimum {
    Parameters parameters;
    NormalEquations<count> equations;
};

/// Steps down until x0 stands still; nothing when it never does.
template <int count>
std::optional<Minimum<count>> minimum(const Data& data, const ProfileFitOptions& options)
{
    Parameters p = start_of(data, options);
    NormalEquations<count> equations(data, p);
    double damping = first_damping;
    for (int iteration = 0; iteration < options.most_iterations && damping < most_damping; ++iteration) {
        auto damped = equations.matrix;
        damped.diagonal() *= 1 + damping;
        const typename NormalEquations<count>::Column change = damped.ldlt().solve(equations.right);
        if (!change.allFinite()) return std::nullopt;
        Parameters next = p;
        next.head<count>() += change;
        if (count == 4) next[blur] = std::clamp(next[blur], *options.least_blur, *options.most_blur);
        const NormalEquations<count> at_next(data, next);
        const bool still = std::abs(next[place] - p[place]) < converged_step * options.blur;
        if (at_next.squares <= equations.squares) {
            p = next, equations = at_next;
            damping = std::max(least_damping, damping / 10);
        } else {
            damping *= 100;
        }
        if (still) return Minimum<count>{p, equations};  // also where rounding alone keeps the sum from falling
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

double log_factorial(int n)
{
    static const std::vector<double> small = [] {
        std::vector<double> sums{0.0};
        for (int i = 1; i < 512; ++i) sums.push_back(sums.back() + std::log(i));
        return sums;
    }();
    return n < static_cast<int>(small.size()) ? small[static_cast<std::size_t>(n)] : boost::math::lgamma(n + 1.0);
}

double log_choose(int n, int k) { return log_factorial(n) - log_factorial(k) - log_factorial(n - k); }

template <int count>
std::optional<ProfileFit> fit(const Data& data, const ProfileFitOptions& options)
{
    const auto freedom = static_cast<double>(data.x.size()) - count;
    if (freedom < 1) return std::nullopt;
    const auto found = minimum<count>(data, options);
    if (!found) return std::nullopt;
    const Parameters& p = found->parameters;
    const typename NormalEquations<count>::Matrix inverse = found->equations.matrix.inverse();
    const double variance = found->equations.squares / freedom, place_variance = variance * inverse(place, place);
    if (!std::isfinite(place_variance) || place_variance < 0) return std::nullopt;
    return ProfileFit{p[before], p[step], p[place], p[blur], std::sqrt(place_variance), std::sqrt(variance), runs_probability(data, p)};
}

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
    const Data data{distances, values};
    return options.least_blur && options.most_blur ? fit<4>(data, options) : fit<3>(data, options);
}

}  // namespace tasi
