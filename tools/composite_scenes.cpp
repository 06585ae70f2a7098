#include "tools/composite_scenes.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "algorithms/masking/area_of_interest.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/tide_series.hpp"
#include "tools/composite_grid.hpp"
#include "tools/console.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/scene_shoreline.hpp"

namespace tasi::cli {
namespace {

/// Failures of one scene that leave the others usable.
bool concerns_one_scene(ExitCode code) { return code == ExitCode::unreadable || code == ExitCode::unsafe || code == ExitCode::no_result; }

double geolocation_of(const scenes::SceneFacts& facts)
{
    SceneImage image;
    image.sensor = facts.sensor;
    image.time = facts.time;
    image.geometric_rmse_m = facts.geometric_rmse_m;
    return geolocation_sd_m(image);
}

CompositeScene opened(Run& run, const std::string& path, const Quantity& quantity, const SceneInputOptions& input)
{
    scenes::Scene scene = open(run, path, input);
    const scenes::SceneFacts& facts = scene.facts();
    if (!facts.time) throw UnsafeError("DATE", path, "the scene states no date", "leave it out, or give --date");
    const Grid grid = scene.grid(quantity.bands());
    io::require_metres(grid.crs, path);
    return {scene, grid, grid.whole(), *facts.time, {}, {}, geolocation_of(facts), false, 0};
}

std::vector<CompositeScene> open_all(Run& run, const std::vector<scenes::SceneFacts>& found, const Quantity& quantity,
                                     const SceneInputOptions& input)
{
    std::vector<CompositeScene> opened_scenes;
    std::optional<Error> first;
    for (const scenes::SceneFacts& facts : found) {
        try {
            if (!facts.usable) throw UnsafeError("SCENE", facts.path, facts.reason, "see tasi scenes");
            opened_scenes.push_back(opened(run, facts.path, quantity, input));
        } catch (const Error& error) {
            if (!concerns_one_scene(error.code())) throw;
            if (!first) first = error;
            run.session.warnings.add("SCENE", error.file().empty() ? facts.path : error.file(), "left out: " + error.problem());
        }
    }
    if (opened_scenes.empty()) throw *first;
    std::stable_sort(opened_scenes.begin(), opened_scenes.end(), [](const CompositeScene& a, const CompositeScene& b) {
        return std::tie(a.time.milliseconds, a.id()) < std::tie(b.time.milliseconds, b.id());
    });
    return opened_scenes;
}

void leave_out_without_tide(Run& run, CompositePlan& plan, const CompositeChoice& choice)
{
    const auto series = io::read_tide_series(run.session, *choice.tides);
    for (CompositeScene& scene : plan.scenes) {
        if (!scene.time.date_only) scene.tide_m = tide_at(series, scene.time, choice.tide.max_gap_h);
        if (scene.tide_m) continue;
        ++plan.without_tide;
        run.session.warnings.add(
            "TIDE", scene.scene.facts().path,
            fmt::format("left out: no tide at {} (the samples must lie within {} h of each other, and the scene must state "
                        "a time of day)",
                        scene.time.iso(), format_number(choice.tide.max_gap_h)));
    }
    std::erase_if(plan.scenes, [](const CompositeScene& scene) { return !scene.tide_m; });
}

void choose_by_tide(Run& run, CompositePlan& plan, const CompositeChoice& choice)
{
    leave_out_without_tide(run, plan, choice);
    std::vector<double> levels_m;
    for (const CompositeScene& scene : plan.scenes) levels_m.push_back(*scene.tide_m);
    plan.tide_range_m = observed_range_m(levels_m);
    const std::vector<bool> kept = kept_by_tide(levels_m, choice.tide);
    std::vector<CompositeScene> chosen;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i]) chosen.push_back(std::move(plan.scenes[i]));
    plan.outside_tide = static_cast<int>(kept.size() - chosen.size());
    plan.scenes = std::move(chosen);
    if (plan.scenes.empty())
        throw NoResultError(
            "TIDE", *choice.tides,
            fmt::format("no scene is left: {} without a tide, {} outside of {} m +- {} m", plan.without_tide, plan.outside_tide,
                        format_number(choice.tide.level_m), format_fixed(choice.tide.share * *plan.tide_range_m, 2)),
            "check --tides and --tide-level, or widen --tide-range");
}

void set_periods(CompositePlan& plan, PeriodLength length)
{
    for (CompositeScene& scene : plan.scenes) {
        scene.period = period_of(scene.time, length);
        plan.periods.push_back(scene.period);
    }
    std::sort(plan.periods.begin(), plan.periods.end());
    plan.periods.erase(std::unique(plan.periods.begin(), plan.periods.end()), plan.periods.end());
}

/// Neighbouring rows and tiles of one satellite on one day come within seconds of each other and overlap.
void join_overpasses(CompositePlan& plan)
{
    constexpr std::int64_t apart_ms = 60'000;
    for (std::size_t i = 0; i < plan.scenes.size(); ++i) {
        CompositeScene& scene = plan.scenes[i];
        const std::string& sensor = scene.scene.facts().sensor;
        scene.overpass_first = i;
        for (std::size_t k = i; k-- > 0;) {
            const CompositeScene& before = plan.scenes[k];
            if (scene.time.milliseconds - before.time.milliseconds > apart_ms) break;
            if (sensor.empty() || before.scene.facts().sensor != sensor || before.period != scene.period) continue;
            scene.overpass_first = before.overpass_first;
            break;
        }
        plan.overpasses += scene.overpass_first == i;
    }
}

bool north_of_23_south(Run& run, const Grid& grid)
{
    const io::Transformer to_degrees(run.session, grid.crs, io::crs_from_user("EPSG:4326"));
    return to_degrees(grid.at_corner(grid.rows / 2.0, grid.cols / 2.0)).y > -23;
}

}  // namespace

std::vector<std::size_t> CompositePlan::scenes_of(const Period& period) const
{
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < scenes.size(); ++i)
        if (scenes[i].period == period) numbers.push_back(i);
    return numbers;
}

CompositePlan plan_composites(Run& run, const std::vector<std::string>& paths, const CompositeChoice& choice,
                              const SceneInputOptions& input)
{
    CompositePlan plan;
    const auto found = each_once(run, scenes_at(run, paths, input));
    plan.scenes_given = static_cast<int>(found.size());
    plan.scenes = open_all(run, found, quantity_named(choice.index), input);
    if (choice.tides) choose_by_tide(run, plan, choice);
    settle_grid(run, plan, choice, input);
    set_periods(plan, period_length_named(choice.period));
    join_overpasses(plan);
    plan.pinatubo = north_of_23_south(run, plan.grid);
    return plan;
}

}  // namespace tasi::cli
