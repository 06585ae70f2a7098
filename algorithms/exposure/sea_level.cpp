#include "algorithms/exposure/sea_level.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"

namespace tasi {
namespace {

constexpr double model_error = 0.5;

}  // namespace

SeaLevel SeaLevelRise::at(double year) const
{
    const auto after = std::find_if(scenario.begin(), scenario.end(), [&](const SeaLevel& row) { return row.year >= year; });
    if (after == scenario.end()) return scenario.back();
    if (after == scenario.begin()) return scenario.front();
    const SeaLevel &a = *(after - 1), &b = *after;
    const double f = (year - a.year) / (b.year - a.year);
    return {year, a.rise_m + f * (b.rise_m - a.rise_m), a.low_m + f * (b.low_m - a.low_m), a.high_m + f * (b.high_m - a.high_m)};
}

double SeaLevelRise::retreat_m(double years) const
{
    return (at(base_year + years).rise_m - at(base_year).rise_m - past_m_per_year * years) / slope;
}

double SeaLevelRise::retreat_sd_m(double years) const
{
    const SeaLevel then = at(base_year + years), now = at(base_year);
    // What is uncertain about today's level is common to both years.
    const double range = std::max(0.0, (then.high_m - then.low_m) - (now.high_m - now.low_m));
    return std::hypot(range / 2 / slope, model_error * retreat_m(years));
}

void SeaLevelRise::validate() const
{
    const auto refuse = [](const std::string& what, const char* remedy) { throw UnsafeError("SEA-LEVEL", "", what, remedy); };
    if (scenario.size() < 2) refuse("the scenario has fewer than two years", "give a table with year, rise_m, low_m, high_m");
    for (std::size_t i = 0; i < scenario.size(); ++i) {
        const SeaLevel& row = scenario[i];
        if (i > 0 && !(row.year > scenario[i - 1].year)) refuse("the years of the scenario do not ascend", "sort the table by year");
        if (!(row.low_m <= row.rise_m && row.rise_m <= row.high_m))
            refuse(fmt::format("in {:.0f} the rise lies outside of its range", row.year), "correct low_m and high_m");
        if (std::abs(row.rise_m) > 20) refuse(fmt::format("a rise of {:.1f} m in {:.0f}", row.rise_m, row.year), "give metres");
    }
    if (base_year < scenario.front().year)
        refuse(fmt::format("the scenario begins in {:.0f}, after the present shoreline", scenario.front().year),
               "give a scenario that begins before it");
}

}  // namespace tasi
