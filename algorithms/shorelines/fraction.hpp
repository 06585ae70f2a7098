#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/trace.hpp"
#include "src/core/reflectance.hpp"

namespace tasi {

/// More pixels than this share that are no mixture of water and land make a `third material`.
inline constexpr double third_material_share = 0.20;

/// The smallest error that noise allows for a contrast of 20 and a blur of 0.53 pixels: 1.883 / 20 sqrt(0.53), in pixels.
inline constexpr double least_contour_error_px = 0.0685;

/// How water fractions are found; distances are from the line.
struct FractionOptions {
    std::vector<Band> bands{Band::green, Band::nir, Band::swir1};  ///< those present are used
    double spacing_m = 300;                                        ///< between the places where the colours of water and land are taken
    double reach_m = 450;                     ///< alongshore, to either side of such a place; doubled once where pixels are few
    double nearest_px = 2;                    ///< pixels of pure water lie at this distance ...
    double farthest_px = 8;                   ///< ... to this
    double land_nearest_px = 2;               ///< pixels of pure land lie at this distance ...
    double land_farthest_px = 8;              ///< ... to this
    double beach_nearest_px = 0.4;            ///< where that land is not what meets the water, the colour of the beach is taken here ...
    double beach_farthest_px = 1.0;           ///< ... to here
    double blur_px = 0.53;                    ///< 1 sigma of the edge's blur: water spread into pixels of land is taken out of their colour
    int beach_rounds = 3;                     ///< with the colour of the beach
    int min_pixels = 15;                      ///< of each of water and land
    int few_pixels = 5;                       ///< of each, for a line that has not so many: an islet, or a piece between gaps
    int third_min_pixels = 10;                ///< just landward of the line around a place, to judge the beach there
    double third_fraction = 0.05;             ///< median water fraction of these from which the beach is a material of its own
    double band_px = 3;                       ///< half width of the strip in which the line is sought
    std::optional<double> min_length_m = {};  ///< shorter lines are dropped; default 5 pixels
    int keep_out = 1;                         ///< pixels from missing data within which a vertex is dropped

    void validate() const;  ///< UsageError naming the option and its range
};

/// The line where pixels are half water, from the reflectances of `scene[0]` on either side of `preliminary` (which
/// must have water on its right-hand side; pixels within 11 of it are needed). Coarser entries of `scene` are not used.
///
/// The contour of a ratio at one threshold lies seaward of the waterline by up to a pixel, by more the brighter the land:
/// a mixed pixel looks like land until it is mostly water. Reflectance itself mixes linearly, so a pixel near the line
/// is unmixed with the colours of pure water and land nearby, and the fraction f = 0.5 is traced, linear in the normal
/// quantile of f, which is exact on a straight edge blurred by a Gaussian. Done twice, the second time from the line of the first. On
/// stretches where the land at the line has another colour than the land farther off (a beach before scrub), it is done again with the
/// colour of the beach at the line, less the water blurred into it. Linear mixtures: Settle & Drake 1993, doi:10.1080/01431169308904402.
///
/// The result keeps the counts of `preliminary`; `gradient_per_m` is that of f, `sigma_contour_m` the formal error of
/// the line, `sigma_threshold_m` the effect of half the change of colours between neighbouring places; `errors` has both for
/// every vertex, where the line is not that of `preliminary`.
/// Flags: those of the preliminary line but `threshold sensitive`; `no endmember` where a line had too few pure pixels
/// and stays as it was; `narrow land` where the land of a line (an islet, a spit) has too few pixels away from it, and the colour of
/// its beach is used; `third material` where more than 20 % of the pixels on the line are no mixture of the two; `parts lost`
/// where less than 90 % of its length is left.
/// Nothing when no band of the options is there, no line has endmembers, or none is left.
std::optional<TracedShoreline> trace_fraction(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                              const FractionOptions& options = {});

/// The same from whole images.
std::optional<TracedShoreline> trace_fraction(const Reflectance& reflectance, const Mask& mask, const Grid& grid,
                                              const TracedShoreline& preliminary, const FractionOptions& options = {});

}  // namespace tasi
