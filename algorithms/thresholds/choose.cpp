#include "algorithms/thresholds/choose.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "algorithms/thresholds/separability.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

struct Rule {
    std::string name;
    std::function<double(const Sample&, const ValueRange&, const ThresholdOptions&)> value;
};

const std::vector<Rule>& rules()
{
    static const std::vector<Rule> table{
        {"otsu",
         [](const Sample& sample, const ValueRange& range, const ThresholdOptions& options) {
             return otsu(sample.histogram(range.min, range.max, options.bins), options.tie).threshold;
         }},
    };
    return table;
}

Rule rule_named(const std::string& text)
{
    for (const Rule& rule : rules())
        if (rule.name == lower_case(trimmed(text))) return rule;
    if (const auto number = parse_number(text))
        return {std::string(trimmed(text)), [number](const auto&, const auto&, const auto&) { return *number; }};
    std::vector<std::string> names;
    for (const Rule& rule : rules()) names.push_back(rule.name);
    throw UsageError("THRESHOLD", "", "unknown threshold '" + printable(text) + "'", "give a number or one of " + join(names, ", "));
}

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
}

Threshold choose_threshold(const std::string& rule_text, const IndexImage& image, const Mask& mask, const ThresholdOptions& options)
{
    options.validate();
    const Rule rule = rule_named(rule_text);
    const Sample sample(image, mask);
    const double share = valid_share(sample, options);
    const ValueRange range = sample.range();
    require_values(range);

    const double value = rule.value(sample, range, options);
    const Separability classes = separability(sample, value);
    const Threshold threshold{value, rule.name, classes.separability, classes.valley, share, classes.land, classes.water};
    require_two_classes(threshold, options);
    return threshold;
}

}  // namespace tasi
