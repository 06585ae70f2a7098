#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/trace.hpp"

namespace tasi {

/// How the place of the steepest fall is found.
struct LaplaceOptions {
    Band band = Band::swir1;          ///< from the first entry of the scene that has it
    int patch = 5;                    ///< pixels, rows and columns: 5 or 7
    double smoothing_px = 5;          ///< chord for the direction of the line
    double most_shift_px = 2;         ///< from the preliminary line
    double least_fall_per_px = 0.01;  ///< of reflectance, seaward
    double least_contrast = 2;        ///< fall per pixel over the standard deviation of residuals

    void validate() const;  ///< UsageError naming the option and its range
};

/// The waterline where reflectance in one band changes from falling ever faster to ever slower: the zero of the Laplacian of a
/// cubic surface through the pixels around each vertex of `preliminary`, on its normal (see `find_inflection`). Patches every half pixel
/// along the normal are tried; the steepest fall counts, and is found once more around its own place. Needs neither threshold nor colours
/// of water and land, but contrast in the band; on wet flats the steepest fall is not the waterline.
///
/// A vertex without such a place keeps its own. `contour_m` of a moved vertex has the formal error and that the surface
/// pulls the place towards the pixel's middle (0.07 pixels); its `threshold_m` is 0.
/// Flags: those of the preliminary line but `threshold sensitive`; `no fit` where more than a tenth of the vertices keep their place,
/// `no contrast` where more than a tenth lack the fall seaward.
/// Nothing where no entry of `scene` has the band, or no vertex is moved.
std::optional<TracedShoreline> trace_laplace(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                             const LaplaceOptions& options = {});

}  // namespace tasi
