#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/indices/index_rows.hpp"
#include "algorithms/indices/water_index.hpp"
#include "algorithms/thresholds/rules.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

class Sample;

/// When a threshold is refused; see `choose_threshold`.
struct ThresholdOptions {
    int bins = 256;
    TieRule tie = TieRule::mid_edge;
    double min_valid_share = 0.05;   ///< of the pixels inside the area of interest
    double min_separability = 0.65;  ///< 0..1
    double min_valley = 0.20;        ///< 0..1
    long min_class_pixels = 50;
    double min_class_share = 0.01;           ///< of the sample
    std::optional<double> natural_cut = {};  ///< between land and water by the authors of the index; only `auto` asks for it
    int border_reach_px = 10;                ///< `auto`: half-width of the zone along the border of a first cut
    double max_border_share = 0.5;           ///< `auto`: of the sample; noise has borders everywhere

    void validate() const;  ///< UsageError naming the option and its range
};

/// The cut between land (<= value) and water (> value), and what speaks for it.
struct Threshold {
    double value;
    std::string rule;                                   ///< as asked for: `auto`, `otsu`, ..., or the number
    double separability;                                ///< 0..1
    double valley;                                      ///< 0..1
    double valid_share;                                 ///< 0..1 of the pixels inside the area of interest
    long land, water;                                   ///< pixels of each class in the sample
    double mean_land, mean_water;                       ///< of the sample
    std::string sample = "all pixels inside the area";  ///< of which pixels the figures are, in words

    /// |mean_water - mean_land|: the scale of the index in this scene.
    double contrast() const { return mean_water > mean_land ? mean_water - mean_land : mean_land - mean_water; }
};

/// The threshold by `rule`, one of `threshold_choice`. `image` and `mask` (PixelFlag; may be empty) as in Sample.
///
/// NoResultError where the data hold no answer: NO-VALID-PIXELS (none, or fewer than `min_valid_share`), CONSTANT, or
/// NOT-BIMODAL (one mode only: both separability and the depth of the valley are judged, since a split of pure noise
/// already has a separability of 0.64; or one class is too small). The same holds for a given number.
/// `auto` is `otsu`, and `search_threshold` where that fails. UsageError for an unknown rule.
Threshold choose_threshold(const std::string& rule, const IndexImage& image, const Mask& mask, const ThresholdOptions& options = {});

/// The same of an image that comes by rows; all of it is brought into memory only where `auto` has to search along a border.
Threshold choose_threshold(const std::string& rule, const IndexRows& rows, const Mask& mask, const ThresholdOptions& options = {});

/// The threshold inside the narrowest zone that has an answer: `masks` from the narrow to the wide, each with the words that
/// `Threshold::sample` says of it. Beside a reference coast that has moved the narrow one may hold a single class. Throws what the
/// last one does.
struct NamedMask {
    const Mask* mask;
    std::string name;
};
Threshold choose_threshold_in(const std::string& rule, const IndexImage& image, const std::vector<NamedMask>& masks,
                              const ThresholdOptions& options = {});
Threshold choose_threshold_in(const std::string& rule, const IndexRows& rows, const std::vector<NamedMask>& masks,
                              const ThresholdOptions& options = {});

/// One choice, judged; `auto` is plain Otsu here.
Threshold judged_threshold(const ThresholdChoice& choice, const IndexImage& image, const Mask& mask, const ThresholdOptions& options);
Threshold judged_threshold(const ThresholdChoice& choice, const Sample& sample, const ThresholdOptions& options);

}  // namespace tasi
