#include "algorithms/rates/regressor.hpp"

#include <algorithm>

namespace tasi {

std::optional<double> Regressor::at(double at_year) const
{
    const auto after = std::lower_bound(year.begin(), year.end(), at_year);
    if (after == year.end()) return std::nullopt;
    const auto i = static_cast<std::size_t>(after - year.begin());
    if (*after == at_year) return value[i];
    if (i == 0 || year[i] - year[i - 1] > longest_gap_yr) return std::nullopt;
    const double share = (at_year - year[i - 1]) / (year[i] - year[i - 1]);
    return value[i - 1] + share * (value[i] - value[i - 1]);
}

}  // namespace tasi
