#include "algorithms/rates/autocorrelation.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "algorithms/rates/middle_value.hpp"

namespace tasi {
namespace {

std::vector<double> gaps_between_days(std::span<const double> t_yr, std::span<const long long> days)
{
    std::vector<double> gaps;
    for (std::size_t i = 1, first_of_day = 0; i < t_yr.size(); ++i) {
        if (days[i] == days[first_of_day]) continue;
        gaps.push_back(t_yr[i] - t_yr[first_of_day]);
        first_of_day = i;
    }
    return gaps;
}

bool is_even(const std::vector<double>& gaps, double median_gap)
{
    return std::all_of(gaps.begin(), gaps.end(), [&](double gap) { return std::fabs(gap - median_gap) <= 0.1 * median_gap; });
}

/// Weighted products of neighbours, of the residuals and of the rows of the hat matrix of the line.
struct NeighbourSums {
    double product = 0, weight = 0, hat = 0;
};

/// The hat matrix of a straight line: h_ij = 1/n + (t_i - mean)(t_j - mean) / S_tt.
struct Hat {
    double mean_t_yr = 0, s_tt = 1, one_over_n = 0;
    double operator()(double a_yr, double b_yr) const { return one_over_n + (a_yr - mean_t_yr) * (b_yr - mean_t_yr) / s_tt; }
};

NeighbourSums next_in_line(std::span<const double> t_yr, std::span<const double> r, const Hat& hat)
{
    NeighbourSums sums;
    for (std::size_t i = 0; i + 1 < r.size(); ++i) {
        sums.product += r[i] * r[i + 1];
        sums.hat += hat(t_yr[i], t_yr[i + 1]);
    }
    sums.weight = static_cast<double>(r.size());  // the sum of squares has n terms
    return sums;
}

NeighbourSums at_lag(double lag, std::span<const double> t_yr, std::span<const double> r, const Hat& hat)
{
    const double width = lag / 2, reach = lag + 5 * width;
    NeighbourSums sums;
    for (std::size_t i = 0; i < r.size(); ++i)
        for (std::size_t j = i + 1; j < r.size() && t_yr[j] - t_yr[i] <= reach; ++j) {
            const double off = (t_yr[j] - t_yr[i] - lag) / width;
            const double w = std::exp(-off * off / 2);
            sums.product += w * r[i] * r[j];
            sums.weight += w;
            sums.hat += w * hat(t_yr[i], t_yr[j]);
        }
    return sums;
}

struct Neighbours {
    double r1 = 0;       ///< as measured
    double without = 0;  ///< expected where there is no memory
    std::size_t days = 0;
};

Neighbours neighbours_of(std::span<const double> t_yr, std::span<const long long> days, std::span<const double> r, Hat hat)
{
    double sum_of_squares = 0;
    for (const double value : r) sum_of_squares += value * value;
    const std::vector<double> gaps = gaps_between_days(t_yr, days);
    if (gaps.size() < 2 || sum_of_squares == 0) return {};

    const double n = static_cast<double>(r.size()), lag = middle_value(gaps);
    hat.one_over_n = 1 / n;
    const bool one_a_day = gaps.size() + 1 == r.size();
    const NeighbourSums sums = one_a_day && is_even(gaps, lag) ? next_in_line(t_yr, r, hat) : at_lag(lag, t_yr, r, hat);
    return {sums.product / sums.weight / (sum_of_squares / n), -sums.hat / sums.weight * n / (n - 2), gaps.size() + 1};
}

constexpr std::size_t enough_to_see_memory = 10;

}  // namespace

double neighbour_correlation(std::span<const double> t_yr, std::span<const long long> days, std::span<const double> residuals)
{
    return neighbours_of(t_yr, days, residuals, {}).r1;
}

double memory_of_residuals(std::span<const double> t_yr, std::span<const long long> days, std::span<const double> residuals,
                           double mean_t_yr, double s_tt)
{
    const Neighbours seen = neighbours_of(t_yr, days, residuals, {mean_t_yr, s_tt});
    if (seen.days < enough_to_see_memory) return std::max(seen.r1, 0.0);
    const double above_none = seen.r1 - seen.without;
    return std::max(above_none + 4 * std::clamp(above_none, 0.0, 1.0) / static_cast<double>(residuals.size()), 0.0);
}

double effective_number(double n, double r1)
{
    const double r = std::clamp(r1, 0.0, 0.99);
    return n * (1 - r) / (1 + r);
}

}  // namespace tasi
