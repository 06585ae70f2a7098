#pragma once

#include "src/core/pixels.hpp"

namespace tasi {

/// How strongly an image changes per pixel: the length of its Sobel gradient, in the unit of `values` per pixel, >= 0.
/// NaN where a pixel of the 3 x 3 neighbourhood is not finite, has a flag in `mask` (which may be empty) or lies outside.
/// Edges stay where they are when light, haze or sensor change what the image is worth.
Pixels edge_strength(const Pixels& values, const Mask& mask);

}  // namespace tasi
