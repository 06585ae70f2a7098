#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "algorithms/rates/history.hpp"

namespace tasi::testing {

/// The moment of a decimal Julian year, to the millisecond.
inline Instant instant_of_year(double year)
{
    return {std::int64_t{946728000000} + std::llround((year - 2000) * seconds_per_julian_year * 1000), false};
}

inline History history_of(const std::vector<double>& years, const std::vector<double>& x_m, const std::vector<double>& u_m = {})
{
    History history;
    for (std::size_t i = 0; i < years.size(); ++i)
        history.push_back({instant_of_year(years[i]), x_m[i], u_m.empty() ? std::numeric_limits<double>::quiet_NaN() : u_m[i]});
    return history;
}

}  // namespace tasi::testing
