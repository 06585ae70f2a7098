#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/explain_shore.hpp"
#include "src/core/median.hpp"

namespace tasi {
namespace {

constexpr std::size_t least_stretches = 3;

template <class Has, class Value>
std::optional<double> median_over(const std::vector<const ShoreStretch*>& stretches, Has&& has, Value&& value)
{
    std::vector<double> values;
    for (const ShoreStretch* stretch : stretches)
        if (has(stretch->best())) values.push_back(value(stretch->best()));
    if (values.size() < least_stretches) return std::nullopt;
    return median_of(std::move(values));
}

}  // namespace

ShoreExpectation learned(const ShoreExpectation& before, const ShorePriors& priors, const std::vector<const ShoreStretch*>& stretches)
{
    ShoreExpectation after = before;
    const auto row = [](Strip strip) { return static_cast<Eigen::Index>(number_of(strip)); };
    const auto has_wet_sand = [](const ShoreFit& fit) { return shows_wet(fit) && !fit.bare; };
    const auto any = [](const ShoreFit&) { return true; };
    for (Eigen::Index b = 0; b < after.swash.size(); ++b) {
        const auto swash = [&](const ShoreFit& fit) { return fit.colour(row(Strip::swash), b) - fit.colour(row(Strip::water), b); };
        const auto wet = [&](const ShoreFit& fit) {
            return fit.colour(row(Strip::wet), b) / std::max(fit.colour(row(Strip::dry), b), 0.02);
        };
        if (const auto m = median_over(stretches, shows_swash, swash)) {
            after.swash[b] = *m;
            after.cover_spread = priors.scene_spread * priors.cover_spread, after.swash_spread = priors.scene_spread * priors.swash_spread;
        }
        if (const auto m = median_over(stretches, has_wet_sand, wet))
            after.wet_ratio[b] = *m, after.wet_spread = priors.scene_spread * priors.wet_spread;
    }
    const auto cost = [&](auto&& has) {
        const auto with =
            static_cast<double>(std::count_if(stretches.begin(), stretches.end(), [&](const ShoreStretch* s) { return has(s->best()); }));
        const double without = static_cast<double>(stretches.size()) - with;
        return std::clamp(-2 * std::log((with + 1) / (without + 1)), -priors.per_strip, 2 * priors.per_strip);
    };
    if (stretches.size() >= least_stretches) {
        after.swash_cost = cost(shows_swash), after.wet_cost = cost(shows_wet);
        after.back_cost = cost([](const ShoreFit& fit) { return fit.strips.back; });
    }
    for (std::size_t g = 0; g < after.log_blur.size(); ++g)
        if (const auto m = median_over(stretches, any, [&](const ShoreFit& fit) { return fit.log_blur[g]; }))
            after.log_blur[g] = *m, after.blur_spread = priors.scene_spread * priors.blur_spread;
    return after;
}

}  // namespace tasi
