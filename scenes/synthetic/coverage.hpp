#pragma once

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes {

/// The share (0..1) of each cell of `grid` that lies inside the closed ring, whichever way it runs: the exact area, not a count of
/// sample points. Parts of the ring outside the grid are allowed.
Pixels area_fraction(const Polyline& ring, const Grid& grid);

}  // namespace tasi::scenes
