#include "algorithms/tides/estimate_slope.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "algorithms/tides/tidal_correction.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double least_level_sd_m = 0.05;

double level_sd_m(std::span<const LevelledPosition> series)
{
    double mean = 0, squares = 0;
    for (const LevelledPosition& p : series) mean += p.level_m;
    mean /= static_cast<double>(series.size());
    for (const LevelledPosition& p : series) squares += (p.level_m - mean) * (p.level_m - mean);
    return std::sqrt(squares / static_cast<double>(series.size()));
}

const SlopeMethod& method_named(const std::string& name)
{
    for (const SlopeMethod& method : slope_methods())
        if (method.name == name) return method;
    throw UsageError("OPTION", "", "there is no method '" + name + "'", "choose regression or spectral");
}

SlopeEstimate without_slope(std::span<const LevelledPosition> series, const SlopeOptions& options, const char* flag)
{
    SlopeEstimate estimate;
    estimate.n = static_cast<long>(series.size());
    estimate.method = options.method;
    estimate.flags = {flag};
    return estimate;
}

void withhold_implausible(SlopeEstimate& estimate)
{
    if (!estimate.slope || !slope_fault(*estimate.slope)) return;
    estimate.slope = estimate.lower = estimate.upper = std::nullopt;
    estimate.flags = {"implausible slope"};
}

/// The place before any correction.
std::optional<double> uncorrected_m(const Position& p)
{
    if (p.raw_m) return p.raw_m;
    if (p.distance_m && p.slope)
        throw UnsafeError("CORRECTED", "", "transect " + p.transect + " at " + p.date.iso() + " is corrected with a slope and has no raw_m",
                          "give uncorrected positions");
    return p.distance_m;
}

/// Rows that say the same of one moment count once: copies would make the interval narrower than the data are.
void keep_distinct(std::vector<LevelledPosition>& series)
{
    const auto key = [](const LevelledPosition& p) { return std::tuple(p.t_yr, p.x_m, p.level_m); };
    std::stable_sort(series.begin(), series.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    series.erase(std::unique(series.begin(), series.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }), series.end());
}

}  // namespace

const std::vector<SlopeMethod>& slope_methods()
{
    static const std::vector<SlopeMethod> table{
        {"regression", "least squares of position on trend, season and tide", regression_slope},
        {"spectral", "least energy at the period of the tide (Vos et al. 2020)", spectral_slope},
    };
    return table;
}

void SlopeOptions::validate() const
{
    method_named(method);
    if (min_dates < 10) throw UsageError("OPTION", "", "--min-dates " + std::to_string(min_dates) + " is too few", "give 10 or more");
    if (!(confidence_pct >= 50 && confidence_pct <= 99.99))
        throw UsageError("OPTION", "", "a confidence of " + format_number(confidence_pct) + " per cent", "give 50 to 99.99");
}

SlopeEstimate estimate_slope(std::span<const LevelledPosition> series, const SlopeOptions& options)
{
    if (series.size() < static_cast<std::size_t>(options.min_dates)) return without_slope(series, options, "few dates");
    if (level_sd_m(series) < least_level_sd_m) return without_slope(series, options, "no tide range");
    SlopeEstimate estimate = method_named(options.method).estimate(series, options);
    estimate.n = static_cast<long>(series.size());
    estimate.method = options.method;
    withhold_implausible(estimate);
    return estimate;
}

std::vector<SlopeEstimate> estimate_slopes(const std::vector<Position>& positions, const SlopeOptions& options)
{
    options.validate();
    std::map<std::string, std::size_t> place;
    std::vector<std::string> names;
    std::vector<std::vector<LevelledPosition>> series;
    for (const Position& p : positions) {
        const auto [found, is_new] = place.emplace(p.transect, names.size());
        if (is_new) {
            names.push_back(p.transect);
            series.emplace_back();
        }
        const std::optional<double> x_m = uncorrected_m(p);
        if (x_m && p.tide_m) series[found->second].push_back({p.date.julian_year(), *x_m, *p.tide_m});
    }
    std::vector<SlopeEstimate> estimates(names.size());
    parallel_for(static_cast<int>(names.size()), [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        keep_distinct(series[at]);
        estimates[at] = estimate_slope(series[at], options);
        estimates[at].transect = names[at];
    });
    return estimates;
}

}  // namespace tasi
