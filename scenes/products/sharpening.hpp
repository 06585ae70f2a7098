#pragma once

#include "scenes/products/pan_lattice.hpp"

namespace tasi::scenes {

/// How detail of the panchromatic band enters a band of twice its pixel size. Fine bands lie on a PanLattice over coarse ones.
struct SharpenOptions {
    /// 1 sigma, in small pixels, of the Gaussian by which the large pixels see more blurred than the small ones. Default: both have an edge
    /// blur of 0.53 of their own pixel, so sqrt(1.06^2 - 0.53^2).
    double blur_px = 0.918;
    /// A contrast of the panchromatic band that is no more than this (reflectance, 1 sigma within the window) counts little: it may be
    /// noise.
    double least_contrast = 0.002;
};

constexpr int blur_reach = 2;   ///< small pixels: the Gaussian ends there, at 2.2 sigma
constexpr int gain_reach = 1;   ///< large pixels: the gain is that of a window of 3 x 3
constexpr int least_pairs = 5;  ///< with fewer usable pixels in the window the gain is 0

/// The panchromatic band as the large pixels of `coarse` would see it; `pan` holds lattice.seen_from(coarse, blur_reach). The ends are
/// continued by their outermost pixels. NaN where a pixel with weight is missing.
Pixels seen_coarsely(const Pixels& pan, const PanLattice& lattice, const Window& coarse, const SharpenOptions& options = {});

/// The same for flags: those of every small pixel that has a weight.
Mask seen_coarsely(const Mask& pan, const PanLattice& lattice, const Window& coarse);

/// Change of the band per change of the panchromatic one around each large pixel of `coarse`: covariance over variance in 3 x 3 pixels,
/// with the square of the least contrast added to the variance. `band` and `low` hold lattice.widened(coarse, gain_reach); pixels that are
/// NaN in either take no part.
Pixels detail_gain(const Pixels& band, const Pixels& low, const PanLattice& lattice, const Window& coarse,
                   const SharpenOptions& options = {});

/// The band at the small pixels of `fine`: interpolated, plus gain times what the panchromatic band has and its coarse view lacks. `pan`
/// holds fine; `band`, `low` and `gain` hold lattice.between(fine). NaN where a pixel with weight is.
/// Regression-based injection with a filter matched to the blur: Aiazzi et al. 2006, doi:10.14358/PERS.72.5.591; Vivone et al. 2015,
/// doi:10.1109/TGRS.2014.2361734.
Pixels sharpened(const Pixels& band, const Pixels& pan, const Pixels& low, const Pixels& gain, const PanLattice& lattice,
                 const Window& fine);

}  // namespace tasi::scenes
