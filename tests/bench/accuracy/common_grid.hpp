#pragma once

#include <vector>

#include "scenes/synthetic/measured/measured_scene.hpp"

namespace tasi::bench {

/// Bands of a scene on one grid.
struct CommonGrid {
    Grid grid;
    Reflectance reflectance;
    Mask mask;
};

/// On the grid of the coarsest of `bands`, finer bands as means of the pixels that each pixel covers.
CommonGrid averaged_to_common_grid(const scenes::measured::MeasuredScene& scene, const std::vector<Band>& bands);

/// On the grid of the finest layer, coarser bands bilinear between pixel centres, as most systems do.
CommonGrid interpolated_to_common_grid(const scenes::measured::MeasuredScene& scene, const std::vector<Band>& bands);

}  // namespace tasi::bench
