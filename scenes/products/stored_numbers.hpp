#pragma once

#include "scenes/products/product.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes {

/// Mean reflectance of the stored numbers in each pixel of `mean`, `finer` of them along each axis; the flags of every unusable one (fill,
/// saturated, not finite) are added to those of its pixel.
void average_into(Pixels& mean, Mask& flags, const Pixels& numbers, const BandLayer& layer, int finer);

}  // namespace tasi::scenes
