#pragma once

#include "scenes/synthetic/measured/measured_scene.hpp"

namespace tasi::bench {

/// The least standard deviation (Cramer and Rao) that any unbiased method can have at one station, in pixels of the finest layer, from
/// the pixels of one row across the waterline: what meets at the waterline is known, and so is where everything else lies.
///
/// Information of a layer = integral of d' C(x)^-1 d (phi(x/s)/s)^2 dx / p, with d the contrast of the surfaces that meet at the
/// waterline under the mean opacity of thin cloud, s the blur, p the pixel, and C(x) the covariance of the bands there: noise, independent;
/// texture of either surface in proportion to its share, common to all bands; glint. Layers add; a row of a coarser layer counts for the
/// rows of the finest that it covers. Texture is taken as independent from pixel to pixel.
double attainable_error_px(const scenes::measured::MeasuredScene& scene, const scenes::measured::CoastKind& coast,
                           const scenes::measured::SensorKind& sensor, const scenes::measured::Nuisance& nuisance);

}  // namespace tasi::bench
