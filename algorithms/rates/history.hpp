#pragma once

#include <limits>
#include <vector>

#include "src/core/date.hpp"

namespace tasi {

/// Where the shoreline of one moment stood on a transect.
struct Observation {
    Instant date;
    double x_m = 0;                                         ///< from the landward end, seaward positive
    double u_m = std::numeric_limits<double>::quiet_NaN();  ///< 1 sigma; NaN: not stated
};

/// The observations of one transect, in order of time.
using History = std::vector<Observation>;

/// No distance along a transect is longer; a longer one is something else.
inline constexpr double farthest_position_m = 1e12;

}  // namespace tasi
