#include "algorithms/composites/tide_choice.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double milliseconds_per_hour = 3'600'000;
constexpr double rounding_m = 1e-9;

}  // namespace

void TideChoice::validate() const
{
    if (!std::isfinite(level_m)) throw UsageError("RANGE", "", "--tide-level is not a number", "give metres in the datum of the tides");
    if (!(share > 0 && share <= 1))
        throw UsageError("RANGE", "", "--tide-range is " + format_number(share), "give a share of the observed range, above 0 up to 1");
    if (!(max_gap_h > 0)) throw UsageError("RANGE", "", "a gap of " + format_number(max_gap_h) + " hours", "give hours above 0");
}

std::optional<double> tide_at(const std::vector<TideSample>& series, const Instant& time, double max_gap_h)
{
    const auto after =
        std::lower_bound(series.begin(), series.end(), time, [](const TideSample& a, const Instant& t) { return a.time < t; });
    if (after == series.end()) return std::nullopt;
    if (after->time == time) return after->level_m;
    if (after == series.begin()) return std::nullopt;
    const TideSample &a = *(after - 1), &b = *after;
    const auto gap = static_cast<double>(b.time.milliseconds - a.time.milliseconds);
    if (gap > max_gap_h * milliseconds_per_hour) return std::nullopt;
    return a.level_m + static_cast<double>(time.milliseconds - a.time.milliseconds) / gap * (b.level_m - a.level_m);
}

double observed_range_m(const std::vector<double>& levels_m)
{
    if (levels_m.empty()) return 0;
    const auto [least, most] = std::minmax_element(levels_m.begin(), levels_m.end());
    return *most - *least;
}

std::vector<bool> kept_by_tide(const std::vector<double>& levels_m, const TideChoice& choice)
{
    choice.validate();
    const double reach_m = choice.share * observed_range_m(levels_m) + rounding_m;
    std::vector<bool> kept;
    for (const double level_m : levels_m) kept.push_back(std::abs(level_m - choice.level_m) <= reach_m);
    return kept;
}

}  // namespace tasi
