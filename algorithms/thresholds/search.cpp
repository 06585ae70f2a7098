#include "algorithms/thresholds/search.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "algorithms/masking/class_border.hpp"
#include "algorithms/thresholds/minimum_error.hpp"
#include "algorithms/thresholds/sample.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

/// What `step` finds; nothing where it refuses.
template <class Step>
auto unless_refused(Step&& step) -> std::optional<decltype(step())>
{
    try {
        return step();
    } catch (const NoResultError&) {
        return std::nullopt;
    }
}

/// The counts above a value; its own bin is left out.
Histogram above(const Histogram& all, double value)
{
    std::vector<double> counts = all.counts();
    for (int bin = 0; bin < all.bins(); ++bin)
        if (all.lower_edge(bin) < value) counts[static_cast<std::size_t>(bin)] = 0;
    return {all.lower_edge(0), all.lower_edge(all.bins()), counts};
}

bool water_is_water(const Threshold& t, const ThresholdOptions& options)
{
    return !options.natural_cut || t.mean_water > *options.natural_cut;
}

bool land_is_land(const Threshold& t, const ThresholdOptions& options)
{
    return !options.natural_cut || t.mean_land <= *options.natural_cut;
}

/// Otsu's threshold along the border that `cut` makes.
std::optional<Threshold> beside(double cut, const IndexImage& image, const Mask& mask, long sample_size, const ThresholdOptions& options)
{
    const Mask zone = border_zone(image.values, mask, cut, options.border_reach_px);
    auto found = unless_refused([&] { return judged_threshold(threshold_choice("otsu"), image, zone, options); });
    if (!found || !water_is_water(*found, options) || !land_is_land(*found, options)) return std::nullopt;
    if (static_cast<double>(found->land + found->water) > options.max_border_share * static_cast<double>(sample_size)) return std::nullopt;
    found->sample = fmt::format("the pixels within {} of the border of a first cut at {}", options.border_reach_px, format_fixed(cut, 4));
    return found;
}

std::optional<Threshold> beside_any(const IndexImage& image, const Mask& mask, const ThresholdOptions& options)
{
    const Sample sample(image, mask);
    const ValueRange range = sample.range();
    for (const double cut : first_cuts(sample.histogram(range.min, range.max, options.bins)))
        if (const auto found = beside(cut, image, mask, range.count, options)) return found;
    return std::nullopt;
}

}  // namespace

bool is_settled(const Threshold& plain, const ThresholdOptions& options) { return water_is_water(plain, options); }

std::vector<double> first_cuts(const Histogram& all)
{
    std::vector<double> cuts;
    const auto add = [&](auto&& step) {
        const auto cut = unless_refused(step);
        if (cut && std::find(cuts.begin(), cuts.end(), *cut) == cuts.end()) cuts.push_back(*cut);
    };
    add([&] { return otsu(all).threshold; });
    add([&] { return minimum_error(all).threshold; });
    add([&] { return otsu(above(all, otsu(all).threshold)).threshold; });
    return cuts;
}

Threshold search_threshold(const IndexImage& image, const Mask& mask, const ThresholdOptions& options)
{
    const ThresholdChoice otsu_rule = threshold_choice("otsu");
    std::optional<Threshold> plain;
    std::optional<NoResultError> refusal;
    try {
        plain = judged_threshold(otsu_rule, image, mask, options);
    } catch (const NoResultError& error) {
        if (error.name() != "NOT-BIMODAL") throw;
        refusal = error;
    }
    if (plain && is_settled(*plain, options)) return *plain;
    const auto other = beside_any(image, mask, options);
    if (!plain && other) return *other;
    if (!plain) throw *refusal;
    if (!other) return *plain;
    throw NoResultError(
        "THREE-CLASSES", "",
        fmt::format("the index has three classes: Otsu's threshold {} parts two that the index both calls land, and {} parts water",
                    format_fixed(plain->value, 4), format_fixed(other->value, 4)),
        "restrict the area to the coast (--coast, --aoi), or give the threshold as a number");
}

}  // namespace tasi
