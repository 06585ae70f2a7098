#include "algorithms/rates/theil_sen.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "algorithms/rates/middle_value.hpp"

namespace tasi {
namespace {

std::vector<double> pair_slopes(std::span<const double> t_yr, std::span<const double> x_m)
{
    std::vector<double> slopes;
    slopes.reserve(t_yr.size() * (t_yr.size() - 1) / 2);
    for (std::size_t i = 0; i < t_yr.size(); ++i)
        for (std::size_t j = i + 1; j < t_yr.size(); ++j)
            if (t_yr[j] > t_yr[i]) slopes.push_back((x_m[j] - x_m[i]) / (t_yr[j] - t_yr[i]));
    return slopes;
}

double nth_smallest(std::vector<double>& values, double rank)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}  // namespace

TheilSen theil_sen(std::span<const double> t_yr, std::span<const double> x_m, double half_width)
{
    std::vector<double> slopes = pair_slopes(t_yr, x_m);
    const double n = static_cast<double>(slopes.size());
    const double low = std::max(std::nearbyint((n - half_width) / 2) - 1, 0.0);
    const double high = std::min(std::nearbyint((n + half_width) / 2), n - 1);
    return {middle_value(slopes), nth_smallest(slopes, low), nth_smallest(slopes, high)};
}

double theil_sen_slope(std::span<const double> t_yr, std::span<const double> x_m) { return middle_value(pair_slopes(t_yr, x_m)); }

}  // namespace tasi
