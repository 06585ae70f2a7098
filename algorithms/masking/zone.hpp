#pragma once

#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// PixelFlag::outside on every pixel whose centre lies farther than `buffer_m` from every line of `reference` (in the CRS
/// of `grid`, metres), 0 elsewhere. UsageError unless buffer > 0; UnsafeError on a vertex that is not finite; NoResultError
/// when no pixel is inside, i.e. the reference lies elsewhere.
Mask zone_within(const Grid& grid, const std::vector<Polyline>& reference, double buffer_m);

}  // namespace tasi
