#pragma once

#include <cstdint>

#include "src/core/pixels.hpp"

namespace tasi {

/// `mask` with `bits` also set on every pixel whose centre lies within `radius_px` pixels of the centre of a pixel that
/// has one of `bits`. The test is on whole numbers (drow^2 + dcol^2 <= radius^2), so the result does not depend on how
/// an image is cut into tiles, given a halo of `radius_px`. UsageError unless 0 <= radius <= 30000 pixels.
Mask dilated(const Mask& mask, std::uint8_t bits, double radius_px);

/// 1 on every pixel that has a flagged pixel in the square of 2 `pixels` + 1 pixels around it, else 0.
Mask near_missing(const Mask& mask, int pixels = 1);

}  // namespace tasi
