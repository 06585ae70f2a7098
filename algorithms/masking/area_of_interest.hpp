#pragma once

#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// Marks with PixelFlag::outside the pixels of `mask` (which covers `grid`) whose centre lies in no polygon (covered_pixels).
void mark_outside(Mask& mask, const Grid& grid, const std::vector<Polygon>& area);

/// The smallest window of `grid` that holds every pixel centre inside the extent of `area`; empty (rows = 0) when it
/// misses the grid.
Window window_of(const Grid& grid, const std::vector<Polygon>& area);

}  // namespace tasi
