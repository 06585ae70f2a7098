#include "algorithms/rates/averages.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tasi {
namespace {

double mean_of(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

double independent_transects(std::span<const double> u)
{
    const std::size_t count = u.size();
    const double n = static_cast<double>(count), mean = mean_of(u);
    double total = 0, sum = 0;
    for (const double value : u) total += (value - mean) * (value - mean);
    if (total == 0) return count == 0 ? 0 : 1;  // all alike: nothing shows that they are independent
    for (std::size_t lag = 1; lag < count; ++lag) {
        double product = 0;
        for (std::size_t i = 0; i + lag < count; ++i) product += (u[i] - mean) * (u[i + lag] - mean);
        const double r = product / total;
        if (r <= 0) break;
        sum += (n - static_cast<double>(lag) + 1) * r;
    }
    return std::clamp(1 / (1 / n + 2 / (n * n) * sum), 1.0, n);
}

std::optional<AverageRate> average_rate(const std::vector<std::optional<double>>& rates,
                                        const std::vector<std::optional<double>>& uncertainties)
{
    std::vector<double> rate, u;
    for (std::size_t i = 0; i < rates.size(); ++i)
        if (rates[i] && uncertainties[i]) {
            rate.push_back(*rates[i]);
            u.push_back(*uncertainties[i]);
        }
    if (rate.empty()) return std::nullopt;
    AverageRate average{rate.size(), mean_of(rate), 0, independent_transects(u), 0};
    double squares = 0;
    for (const double value : rate) squares += (value - average.mean_m_per_yr) * (value - average.mean_m_per_yr);
    if (rate.size() > 1) average.spread_m_per_yr = std::sqrt(squares / static_cast<double>(rate.size() - 1));
    average.uncertainty_m_per_yr = mean_of(u) / std::sqrt(average.n_independent);
    return average;
}

std::optional<AverageRate> average_of(const std::vector<AverageRate>& stretches)
{
    AverageRate all;
    double n = 0, rate = 0, u = 0, squares = 0;
    for (const AverageRate& one : stretches) {
        const double count = static_cast<double>(one.n);
        n += count;
        all.n += one.n;
        all.n_independent += one.n_independent;
        rate += count * one.mean_m_per_yr;
        u += count * one.uncertainty_m_per_yr * std::sqrt(one.n_independent);
    }
    if (all.n == 0) return std::nullopt;
    all.mean_m_per_yr = rate / n;
    for (const AverageRate& one : stretches) {
        const double off = one.mean_m_per_yr - all.mean_m_per_yr, count = static_cast<double>(one.n);
        squares += (count - 1) * one.spread_m_per_yr * one.spread_m_per_yr + count * off * off;
    }
    if (all.n > 1) all.spread_m_per_yr = std::sqrt(squares / (n - 1));
    all.uncertainty_m_per_yr = u / n / std::sqrt(all.n_independent);
    return all;
}

}  // namespace tasi
