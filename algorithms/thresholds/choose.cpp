#include "algorithms/thresholds/choose.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "algorithms/thresholds/sample.hpp"
#include "algorithms/thresholds/search.hpp"
#include "algorithms/thresholds/separability.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

/// The share of usable pixels, or a refusal.
double valid_share(const Sample& sample, const ThresholdOptions& options)
{
    const long inside = sample.inside(), valid = sample.valid();
    if (valid == 0)
        throw NoResultError("NO-VALID-PIXELS", "", "no valid pixels: all are masked, missing or outside the area",
                            "choose another scene or area");
    const double share = static_cast<double>(valid) / static_cast<double>(inside);
    if (share < options.min_valid_share)
        throw NoResultError("NO-VALID-PIXELS", "",
                            fmt::format("too few valid pixels ({:.2g} % of the area, at least {:.2g} % are needed)", 100 * share,
                                        100 * options.min_valid_share),
                            "choose another scene or area");
    return share;
}

void require_values(const ValueRange& range)
{
    if (range.count == 0)
        throw NoResultError("NOT-BIMODAL", "",
                            "every valid pixel was set to water by rule (negative reflectance): not bimodal, separability unknown",
                            "use a linear index such as awei-nsh, or check the offset of the scene");
    if (!(range.min < range.max))
        throw NoResultError("CONSTANT", "", "the index is constant (" + format_number(range.min) + "): not bimodal, separability 0",
                            "choose another index or area");
}

void require_two_classes(const Threshold& t, const ThresholdOptions& options)
{
    const long least =
        std::max(options.min_class_pixels, static_cast<long>(std::ceil(options.min_class_share * static_cast<double>(t.land + t.water))));
    const bool small = std::min(t.land, t.water) < least;
    const bool single = !(t.separability >= options.min_separability) || !(t.valley >= options.min_valley);
    if (!small && !single) return;
    throw NoResultError(
        "NOT-BIMODAL", "",
        fmt::format("the index is not bimodal (unimodal or one class too small): separability {:.3f} (at least {:.2f}), valley {:.3f} "
                    "(at least {:.2f}), {} land and {} water pixels (at least {} each) at threshold {}",
                    t.separability, options.min_separability, t.valley, options.min_valley, t.land, t.water, least, format_number(t.value)),
        "restrict the area to the coast, or choose another index or scene");
}

}  // namespace

namespace {

void say_where(Threshold& threshold, const NamedMask& mask)
{
    threshold.sample = threshold.sample == Threshold{}.sample ? mask.name : threshold.sample + ", of " + mask.name;
}

}  // namespace

void ThresholdOptions::validate() const
{
    const auto require = [](bool ok, const char* what, const char* range) {
        if (!ok) throw UsageError("THRESHOLD", "", what, range);
    };
    require(bins >= 2 && bins <= 1 << 20, "the number of bins is out of range", "give 2 to 1048576");
    require(min_valid_share >= 0 && min_valid_share <= 1, "the least valid share is out of range", "give 0 to 1");
    require(min_separability >= 0 && min_separability <= 1, "the least separability is out of range", "give 0 to 1");
    require(min_valley >= 0 && min_valley <= 1, "the least valley is out of range", "give 0 to 1");
    require(min_class_pixels >= 0, "the least class size is negative", "give 0 or more pixels");
    require(min_class_share >= 0 && min_class_share <= 0.5, "the least class share is out of range", "give 0 to 0.5");
    require(!natural_cut || std::isfinite(*natural_cut), "the natural cut is not finite", "give a number or none");
    require(border_reach_px >= 1 && border_reach_px <= 1000, "the reach of the border zone is out of range", "give 1 to 1000 pixels");
    require(max_border_share > 0 && max_border_share <= 1, "the largest border share is out of range", "give a share above 0, up to 1");
}

Threshold judged_threshold(const ThresholdChoice& choice, const IndexImage& image, const Mask& mask, const ThresholdOptions& options)
{
    return judged_threshold(choice, Sample(image, mask), options);
}

Threshold judged_threshold(const ThresholdChoice& choice, const Sample& sample, const ThresholdOptions& options)
{
    const double share = valid_share(sample, options);
    const ValueRange range = sample.range();
    require_values(range);

    const HistogramOf histogram = [&](int bins) { return sample.histogram(range.min, range.max, bins); };
    const double value = choice.rule ? choice.rule->value(histogram, {options.bins, options.tie, choice.number}) : choice.number;
    const Separability classes = separability(sample, value);
    const Threshold threshold{.value = value,
                              .rule = choice.text,
                              .separability = classes.separability,
                              .valley = classes.valley,
                              .valid_share = share,
                              .land = classes.land,
                              .water = classes.water,
                              .mean_land = classes.mean_land,
                              .mean_water = classes.mean_water};
    require_two_classes(threshold, options);
    return threshold;
}

Threshold choose_threshold(const std::string& rule, const IndexImage& image, const Mask& mask, const ThresholdOptions& options)
{
    options.validate();
    const ThresholdChoice choice = threshold_choice(rule);
    Threshold threshold = choice.automatic ? search_threshold(image, mask, options) : judged_threshold(choice, image, mask, options);
    threshold.rule = choice.text;
    return threshold;
}

Threshold choose_threshold(const std::string& rule, const IndexRows& rows, const Mask& mask, const ThresholdOptions& options)
{
    options.validate();
    const ThresholdChoice choice = threshold_choice(rule);
    if (!choice.automatic) return judged_threshold(choice, Sample(rows, mask), options);
    try {
        Threshold threshold = judged_threshold(threshold_choice("otsu"), Sample(rows, mask), options);
        threshold.rule = choice.text;
        if (is_settled(threshold, options)) return threshold;
    } catch (const NoResultError& error) {
        if (error.name() != "NOT-BIMODAL") throw;
    }
    return choose_threshold(rule, image_of(rows), mask, options);
}

namespace {

template <class Image>
Threshold choose_in(const std::string& rule, const Image& image, const std::vector<NamedMask>& masks, const ThresholdOptions& options)
{
    for (std::size_t i = 0; i + 1 < masks.size(); ++i) {
        try {
            Threshold threshold = choose_threshold(rule, image, *masks[i].mask, options);
            say_where(threshold, masks[i]);
            return threshold;
        } catch (const NoResultError&) {  // the next one holds more
        }
    }
    Threshold threshold = choose_threshold(rule, image, *masks.back().mask, options);
    say_where(threshold, masks.back());
    return threshold;
}

}  // namespace

Threshold choose_threshold_in(const std::string& rule, const IndexImage& image, const std::vector<NamedMask>& masks,
                              const ThresholdOptions& options)
{
    return choose_in(rule, image, masks, options);
}

Threshold choose_threshold_in(const std::string& rule, const IndexRows& rows, const std::vector<NamedMask>& masks,
                              const ThresholdOptions& options)
{
    return choose_in(rule, rows, masks, options);
}

}  // namespace tasi
