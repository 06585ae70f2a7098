#pragma once

#include <string>
#include <vector>

#include "src/core/date.hpp"

namespace tasi::bench {

/// A position of one date on one crossline, tide taken off.
struct DatedFix {
    Instant date;
    double x_m;          ///< where the image says; NaN missing
    double placed_x_m;   ///< after coregistration
    double placed_sd_m;  ///< 1 sigma of it, of all its parts
};

/// A rate, and how sure it says that it is.
struct Trend {
    double rate_m_per_yr;  ///< NaN where there are too few positions
    double half_width_90_m_per_yr;
};

/// A way from positions to a rate.
struct Treatment {
    std::string name, doc;
    bool ours;  ///< what the program offers beyond plain least squares; not what others do
    Trend (*trend)(const std::vector<DatedFix>&);
};

const std::vector<Treatment>& treatments();

}  // namespace tasi::bench
