#pragma once

#include <array>
#include <optional>
#include <vector>

#include "algorithms/shorelines/fraction.hpp"

namespace tasi {

/// How edges are fitted across a line; lengths in pixels unless said otherwise.
struct ProfileOptions {
    FractionOptions fraction;                       ///< of the line to start from
    std::array<double, 3> half_widths_px{6, 4, 3};  ///< across the line; the first with an accepted fit counts
    double alongshore_px = 1.5;                     ///< to either side
    double smoothing_px = 5;                        ///< chord for the direction of the line
    double blur_px = 0.53;                          ///< 1 sigma of the edge's blur
    bool fit_blur = false;                          ///< fit the blur too, within least_blur_px to most_blur_px
    double least_blur_px = 0.35, most_blur_px = 1.2;
    double most_shift_px = 1.5;             ///< from the line of fractions
    double most_level_error = 0.2;          ///< of the fraction fitted to water from 1, and to land from 0
    double least_contrast = 5;              ///< step at the edge over the standard deviation of residuals
    double least_runs_probability = 0.001;  ///< of as few runs of residuals of one sign
    double least_radius_px = 5;             ///< no fit where the line turns more sharply

    void validate() const;  ///< UsageError naming the option and its range
};

/// The waterline with every vertex placed by a fit of an edge a + b Phi((x - x0) / s) to the water fractions of the pixels on
/// either side, x along the local normal of the line of `trace_fraction`, from which it starts.
///
/// A fit is accepted where it converged, moved by no more than most_shift_px, rises seaward from about 0 to about 1, has enough contrast
/// and residuals in random order; else, and where the land at the line is not what lies behind it (FractionOptions::third_fraction), the
/// vertex stays on the line of fractions. Distances follow the curve of the line. `contour_m` of a fitted vertex is the formal error of x0
/// with s^2 / (2 R) added in squares (R radius of the curve); its `threshold_m` is 0, because a and b are found with it. Flags: those of
/// `trace_fraction`; `no fit` where more than a tenth of the vertices have none. Nothing where `trace_fraction` gives nothing.
std::optional<TracedShoreline> trace_profile(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                             const ProfileOptions& options = {});

}  // namespace tasi
