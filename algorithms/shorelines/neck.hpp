#pragma once

#include <vector>

#include "algorithms/shorelines/surface_map.hpp"

namespace tasi {

/// `map` with its inland water parted where a disk of `neck_px` pixels across does not pass (erosion): what is too near to a run of
/// `closing` becomes narrow water, the rest stays. Missing pixels and the edge of the image close nothing: what lies there is not known.
/// A channel along rows or columns is cut when it is at most `neck_px` pixels wide, for an odd `neck_px` when it is less.
SurfaceMap cut_necks(const SurfaceMap& map, const std::vector<bool>& closing, int neck_px);

/// The sea of a cut map grown back into the narrow water that the disk covers from it (together an opening), and from there by half of
/// `neck_px` pixel steps along sides within narrow water. What remains of narrow water is inland water.
SurfaceMap regrown_sea(const SurfaceMap& map, int neck_px);

/// A neck in whole pixels, rounded up.
int neck_pixels(double neck_m, double pixel_m);

}  // namespace tasi
