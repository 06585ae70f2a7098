#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "src/core/date.hpp"

namespace tasi {

/// Where one shoreline stood on one transect. A missing position has no `distance_m` and says why in `flags`.
struct Position {
    std::string transect;
    Instant date;
    std::optional<double> distance_m;     ///< metres from the landward end, seaward positive
    std::optional<double> uncertainty_m;  ///< 1 sigma
    std::optional<double> raw_m;          ///< before tidal correction
    std::optional<double> tide_m;
    std::optional<double> slope;
    std::string sensor;
    std::string scene_id;
    int crossings = 0;
    std::vector<std::string> flags;
};

}  // namespace tasi
