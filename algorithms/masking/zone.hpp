#pragma once

#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// Pixels within this distance of a reference coast give the threshold; the line is drawn in a wider buffer.
inline constexpr double threshold_zone_m = 100;

/// PixelFlag::outside on every pixel whose centre lies farther than `buffer_m` from every line of `reference` (in the CRS
/// of `grid`, metres), 0 elsewhere. Of a part of an image (`Grid::crop`) it is that part of the whole. UsageError unless
/// buffer > 0; UnsafeError on a vertex that is not finite.
Mask near_lines(const Grid& grid, const std::vector<Polyline>& reference, double buffer_m);

/// The same of a whole image: NoResultError when no pixel is inside, i.e. the reference lies elsewhere.
Mask zone_within(const Grid& grid, const std::vector<Polyline>& reference, double buffer_m);

}  // namespace tasi
