#pragma once

#include "src/core/pixels.hpp"

namespace tasi {

/// Pixels of rows or columns that a block must hold beyond those asked for: see `border_zone`.
constexpr int border_zone_halo(int reach_px) { return reach_px + 1; }

/// The zone along the border of two classes: `mask` with PixelFlag::outside added wherever not both classes lie within
/// `reach_px` rows and columns of the pixel. Classes are `values` > `level` and the rest, each pixel taken as most of its
/// 3 x 3 usable neighbours are (itself included; ties are its own), so that single noisy pixels make no border. Missing pixels (NaN or
/// flags of `mask`, which may be empty) have no class.
///
/// Local: of a part of an image, every pixel that is `border_zone_halo(reach_px)` or more from the edges of the part that are not
/// edges of the image comes out as of the whole image. BugError when sizes differ, UsageError unless reach >= 1.
Mask border_zone(const Pixels& values, const Mask& mask, double level, int reach_px);

}  // namespace tasi
