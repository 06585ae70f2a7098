#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "src/core/date.hpp"
#include "src/core/geometry.hpp"

namespace tasi {

/// The shoreline of one scene or survey in a projected CRS. Lines have water on their right-hand side where they were
/// extracted by us; lines from elsewhere run as they come. NaN is missing.
struct Shoreline {
    std::string scene_id;
    Instant date;
    std::string sensor;
    std::string index;
    std::string method;
    double threshold = std::numeric_limits<double>::quiet_NaN();
    double separability = std::numeric_limits<double>::quiet_NaN();  ///< 0..1
    double cloud_pct = std::numeric_limits<double>::quiet_NaN();
    double uncertainty_m = std::numeric_limits<double>::quiet_NaN();  ///< 1 sigma
    std::vector<std::string> flags;
    std::vector<Polyline> lines;
    double shift_e_m =
        std::numeric_limits<double>::quiet_NaN();  ///< by which the image lay too far east and was moved back; NaN: not moved
    double shift_n_m = std::numeric_limits<double>::quiet_NaN();  ///< the same north
};

}  // namespace tasi
