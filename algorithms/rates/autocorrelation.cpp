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

double lag_one(std::span<const double> r, double sum_of_squares)
{
    double product = 0;
    for (std::size_t i = 0; i + 1 < r.size(); ++i) product += r[i] * r[i + 1];
    return product / sum_of_squares;
}

double kernel_at(double lag, std::span<const double> t_yr, std::span<const double> r, double variance)
{
    const double width = lag / 2, reach = lag + 5 * width;
    double product = 0, weight = 0;
    for (std::size_t i = 0; i < r.size(); ++i)
        for (std::size_t j = i + 1; j < r.size() && t_yr[j] - t_yr[i] <= reach; ++j) {
            const double off = (t_yr[j] - t_yr[i] - lag) / width;
            const double w = std::exp(-off * off / 2);
            product += w * r[i] * r[j];
            weight += w;
        }
    return product / weight / variance;
}

}  // namespace

double neighbour_correlation(std::span<const double> t_yr, std::span<const long long> days, std::span<const double> residuals)
{
    double sum_of_squares = 0;
    for (const double r : residuals) sum_of_squares += r * r;
    const std::vector<double> gaps = gaps_between_days(t_yr, days);
    if (gaps.size() < 2 || sum_of_squares == 0) return 0;

    const double lag = middle_value(gaps);
    const bool one_a_day = gaps.size() + 1 == residuals.size();
    if (one_a_day && is_even(gaps, lag)) return lag_one(residuals, sum_of_squares);
    return kernel_at(lag, t_yr, residuals, sum_of_squares / static_cast<double>(residuals.size()));
}

double effective_number(double n, double r1)
{
    const double r = std::clamp(r1, 0.0, 0.99);
    return n * (1 - r) / (1 + r);
}

}  // namespace tasi
