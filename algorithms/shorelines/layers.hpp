#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/shore_priors.hpp"
#include "algorithms/shorelines/trace.hpp"

namespace tasi {

/// How the strips of ground along a waterline are modelled. Lengths in px are pixels of the finest grid.
struct LayerOptions {
    double stretch_px = 14;                   ///< half the length alongshore over which colours and widths are taken as one
    double reach_px = 8;                      ///< across the shore, to either side
    double along_px = 1.2;                    ///< 1 sigma of the weight of pixels alongshore at one place
    double first_smoothing_px = 1.5;          ///< 1 sigma along the line of what the first round starts from
    double smoothing_px = 0.8;                ///< and of the later ones
    int most_rounds = 4;                      ///< from two on, rounds end when the line moves no more
    int min_pixels = 15;                      ///< of each of water and land
    std::optional<double> min_length_m = {};  ///< shorter lines are dropped; default 5 pixels
    ShorePriors priors{};

    void validate() const;  ///< UsageError naming the option and its range
};

/// 1 sigma of the blur of an edge in pixels of `pixel_m`: 0.45 for the 20 m bands of Sentinel-2, else 0.53 (docs/methods/shorelines.md).
double usual_blur_px(double pixel_m);

/// The waterline as the edge between water (with its white water) and land (with its wet sand), by fitting the strips of ground along
/// `preliminary` (water on its right-hand side) to the pixels of all bands of `scene` (finest grid first; pixels within 13 of the
/// finest grid are needed).
///
/// A pixel near the shore sees up to five strips: water, white water, wet sand, dry sand, what lies behind. Blur mixes them, so no single
/// pixel tells where one ends. Along a stretch of some 28 pixels, though, pixels lie at all distances from the line: together they show the
/// profile across the shore far more finely than one pixel, in every band. Colours, widths, blur and the shifts of bands
/// against each other are fitted to it together, for every choice of strips that the data can support, and weighed by
/// evidence; then the stretch's profile is moved to fit the pixels around every vertex.
///
/// `errors` has 1 sigma of each vertex: `contour_m` of noise and texture at the place, `threshold_m` of what the stretch leaves
/// undecided (widths, colours, which strips there are). Flags, beside those of the preliminary line but `threshold sensitive`: `white
/// water`, `wet sand`, `narrow beach` where more than a fifth of the stretches show one; `no endmember` where a stretch had too
/// few pixels, or could not be explained, and the preliminary line stays, with an error of 0.5 pixel. Lines do not cross, are
/// not joined, and keep their order and direction. The same bytes with any number of threads.
/// Nothing when no stretch could be explained, or no line is left.
std::optional<TracedShoreline> trace_layers(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                            const LayerOptions& options = {});

}  // namespace tasi
