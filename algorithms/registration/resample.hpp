#pragma once

#include <functional>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// Where a map position of the target grid lies in the CRS of the source.
using ToSource = std::function<Point(const Point&)>;

/// `source` (on `source_grid`) as it looks on the pixels of `target`: interpolated linearly between pixel centres, and where the target
/// pixels are larger, the mean of such values at places spread evenly over each of them. A linear ramp comes out exact whatever the
/// two lattices, so nothing moves. NaN where a source pixel with a weight is not finite or has a flag in `mask` (which may be
/// empty), or lies outside. `to_source` is asked every 16 pixels and interpolated between (map projections are straight to millimetres
/// over that).
Pixels resampled(const Pixels& source, const Mask& mask, const Grid& source_grid, const Grid& target, const ToSource& to_source);

}  // namespace tasi
