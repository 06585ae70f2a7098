#pragma once

#include <string>

#include "algorithms/indices/water_index.hpp"
#include "algorithms/thresholds/otsu.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// When a threshold is refused; see METHOD of `choose_threshold`.
struct ThresholdOptions {
    int bins = 256;
    TieRule tie = TieRule::mid_edge;
    double min_valid_share = 0.05;   ///< of the pixels inside the area of interest
    double min_separability = 0.65;  ///< 0..1
    double min_valley = 0.20;        ///< 0..1
    long min_class_pixels = 50;
    double min_class_share = 0.01;  ///< of the sample

    void validate() const;  ///< UsageError naming the option and its range
};

/// The cut between land (<= value) and water (> value), and what speaks for it.
struct Threshold {
    double value;
    std::string rule;     ///< as asked for: `otsu`, or the number
    double separability;  ///< 0..1
    double valley;        ///< 0..1
    double valid_share;   ///< 0..1 of the pixels inside the area of interest
    long land, water;     ///< pixels of each class in the sample
};

/// The threshold by `rule`: `otsu` or a number. `image` and `mask` (PixelFlag; may be empty) as in Sample.
///
/// NoResultError where the data hold no answer: NO-VALID-PIXELS (none, or fewer than `min_valid_share`), CONSTANT, or
/// NOT-BIMODAL (one mode only: both separability and the depth of the valley are judged, since a split of pure noise
/// already has a separability of 0.64; or one class is too small). The same holds for a given number.
/// UsageError for an unknown rule.
Threshold choose_threshold(const std::string& rule, const IndexImage& image, const Mask& mask, const ThresholdOptions& options = {});

}  // namespace tasi
