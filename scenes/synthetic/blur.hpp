#pragma once

#include <vector>

#include "scenes/synthetic/ground.hpp"

namespace tasi::scenes {

/// Blur of a straight edge as a sensor sees it, in pixels (1 sigma of a Gaussian: optics, detector and resampling together).
/// Working values: 0.53 for bands of 30 m and 10 m, 0.45 for bands of 20 m.
double edge_blur_pixels(double pixel_m);

/// The share of each material in each pixel of `grid` as seen through a Gaussian of `blur_pixels` (at least 0.2): exact areas on cells of a
/// fifth of a pixel, then the blur, sampled at the pixel's centre.
std::vector<Pixels> seen_shares(const std::vector<PaintedArea>& areas, int land, std::size_t materials, const Grid& grid,
                                double blur_pixels);

}  // namespace tasi::scenes
