#include "tests/bench/accuracy/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tasi::bench {

double percentile(std::vector<double> values, double p)
{
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::sort(values.begin(), values.end());
    const double rank = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(rank), above = std::min(below + 1, values.size() - 1);
    return values[below] + (rank - std::floor(rank)) * (values[above] - values[below]);
}

Statistics statistics(const std::vector<StationError>& errors)
{
    Statistics result;
    double sum = 0, squares = 0;
    std::vector<double> sizes;
    for (const StationError& e : errors) {
        if (std::isnan(e.error_px)) continue;
        const double size = std::abs(e.error_px);
        sum += e.error_px;
        squares += size * size;
        sizes.push_back(size);
        if (std::isnan(e.sigma_px)) continue;
        ++result.stated;
        result.sigma += e.sigma_px * e.sigma_px;
        result.within_1 += size <= e.sigma_px;
        result.within_2 += size <= 2 * e.sigma_px;
    }
    const auto all = static_cast<double>(errors.size()), found = static_cast<double>(sizes.size());
    result.stations = static_cast<long>(errors.size());
    result.missing = (all - found) / all;
    result.bias = sum / found;
    result.rmse = std::sqrt(squares / found);
    result.cost = std::sqrt((squares + (all - found) * search_px * search_px) / all);
    result.p95 = percentile(std::move(sizes), 0.95);
    result.sigma = std::sqrt(result.sigma / static_cast<double>(result.stated));
    result.within_1 /= static_cast<double>(result.stated);
    result.within_2 /= static_cast<double>(result.stated);
    return result;
}

}  // namespace tasi::bench
