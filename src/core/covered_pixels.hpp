#pragma once

#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// 1 on every pixel of `window` of `grid` whose centre lies in one of `polygons` (in the CRS of the grid), else 0. Even-odd rule within
/// each polygon, holes included, with half-open edges, so that a centre on a shared edge belongs to exactly one of two neighbours; polygons
/// that overlap cover together. A pixel gets the same answer whatever the window.
Mask covered_pixels(const Grid& grid, const Window& window, const std::vector<Polygon>& polygons);

}  // namespace tasi
