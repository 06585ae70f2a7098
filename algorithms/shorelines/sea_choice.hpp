#pragma once

#include <vector>

#include "algorithms/shorelines/bodies.hpp"
#include "algorithms/shorelines/sea.hpp"
#include "src/core/grid.hpp"

namespace tasi {

/// Which bodies of a map are the sea.
struct SeaChoice {
    std::vector<bool> sea;           ///< by label
    long small_waters_left_out = 0;  ///< sea points in water below the least size
    long points_on_no_water = 0;     ///< sea points on land, on narrow water, on missing data or outside
    long across_gaps = 0;            ///< of the chosen, those found by what they face
    bool guessed = false;
};

/// See find_sea. `least_water_px` is the least size of a body in pixels.
SeaChoice choose_sea(const SurfaceMap& map, Bodies& bodies, const Grid& grid, const SeaOptions& options, double least_water_px);

}  // namespace tasi
