#include "tests/bench/rates/rates_study.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/bench/rates/fixes.hpp"
#include "tests/bench/rates/placement.hpp"

namespace tasi::bench {
namespace {

using scenes::measured::MeasuredScene;

constexpr double unstated_px = 0.3;  // 1 sigma of a line whose method states none, in pixels of the finest layer

/// The place of every series' scenes: the earliest that is whole.
struct Base {
    Reference reference;
    std::size_t number = 0;
    Vector shift_m;
    double geolocation_sd_m = 0;
};

std::optional<Base> base_of(const SeriesKind& series, const std::vector<Acquisition>& acquisitions)
{
    for (std::size_t i = 0; i < acquisitions.size(); ++i) {
        const MeasuredScene scene = render(series, acquisitions[i]);
        if (can_be_reference(scene)) return Base{reference_of(scene), i, acquisitions[i].shift_m, acquisitions[i].geolocation_sd_m};
    }
    return std::nullopt;
}

/// Where a scene is put, relative to the reference: what is common to all scenes changes no rate.
Placement placed(const MeasuredScene& scene, const Acquisition& a, std::size_t number, const Base& base, SeriesTrends& result)
{
    if (number == base.number) return {{}, 0, true};
    Placement placement = placement_of(scene, base.reference);
    if (!placement.accepted) {
        placement.sd_m = std::hypot(a.geolocation_sd_m, base.geolocation_sd_m);
        return placement;
    }
    result.placements.push_back({a.sensor->name, placement.shift_m - (a.shift_m - base.shift_m), placement.sd_m});
    return placement;
}

/// By method and crossline, in order of time.
using FixesByMethod = std::vector<std::vector<std::vector<DatedFix>>>;

void add_scene(const SeriesKind& series, const Acquisition& a, const std::vector<Crossline>& across, const std::vector<Method>& methods,
               const MeasuredScene& scene, const Placement& placement, FixesByMethod& history)
{
    const MeasuredScene middle = middle_of(scene);
    const double to_level_m = a.known_tide_m / series.beach_slope, tide_m = tide_sd_m / series.beach_slope;
    const double unstated_m = unstated_px * middle.layers.front().grid.dx;
    for (std::size_t m = 0; m < methods.size(); ++m) {
        const Found found = methods[m].find(middle);
        const auto imaged = fixes(across, found, {}), placed = fixes(across, found, placement.shift_m);
        for (std::size_t k = 0; k < across.size(); ++k) {
            const double line_m = std::isnan(placed[k].sigma_m) ? unstated_m : placed[k].sigma_m;
            history[m][k].push_back(
                {a.date, imaged[k].x_m + to_level_m, placed[k].x_m + to_level_m, std::hypot(std::hypot(line_m, tide_m), placement.sd_m)});
        }
    }
}

SeriesTrends trends_of(const SeriesKind& series, const std::vector<Method>& methods)
{
    SeriesTrends result;
    result.series = series;
    const auto across = crosslines(series);
    const auto scenes = acquisitions(series);
    const auto base = base_of(series, scenes);
    if (!base) throw BugError("BENCH", "", "no scene of a series can be the reference", "report this");
    FixesByMethod history(methods.size(), std::vector<std::vector<DatedFix>>(across.size()));
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        const MeasuredScene scene = render(series, scenes[i]);
        add_scene(series, scenes[i], across, methods, scene, placed(scene, scenes[i], i, *base, result), history);
    }
    result.scenes = static_cast<int>(scenes.size());
    for (const auto& of_method : history) {
        auto& by_treatment = result.trends.emplace_back();
        for (const Treatment& treatment : treatments()) {
            std::vector<Trend>& trends = by_treatment.emplace_back();
            for (const auto& fixes_there : of_method) trends.push_back(treatment.trend(fixes_there));
        }
    }
    return result;
}

}  // namespace

RatesStudy run_rates_study(const RatesOptions& options)
{
    RatesStudy study;
    const auto wanted = [](const std::vector<std::string>& names, const std::string& name) {
        return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
    };
    for (Method& method : methods())
        if (wanted(options.methods, method.name)) study.methods.push_back(std::move(method));
    std::vector<SeriesKind> kinds;
    for (SeriesKind& kind : series_kinds(options.seeds))
        if (wanted(options.coasts, kind.name)) kinds.push_back(std::move(kind));
    if (study.methods.empty() || kinds.empty()) throw UsageError("BENCH", "", "no such method or coast", "see the tables");
    study.series.resize(kinds.size());
    parallel_for(static_cast<int>(kinds.size()), [&](int i) {
        const auto number = static_cast<std::size_t>(i);
        study.series[number] = trends_of(kinds[number], study.methods);
    });
    return study;
}

}  // namespace tasi::bench
