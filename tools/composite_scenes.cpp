#include "tools/composite_scenes.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "algorithms/masking/area_of_interest.hpp"
#include "scenes/products/scene_relations.hpp"
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
            opened_scenes.push_back(opened(run, facts.path, quantity, input));
        } catch (const Error& error) {
            if (!concerns_one_scene(error.code())) throw;
            if (!first) first = error;
            run.session.warnings.add("SCENE", error.file().empty() ? facts.path : error.file(), "left out: " + error.problem());
        }
    }
    if (opened_scenes.empty()) throw *first;
    return opened_scenes;
}

/// Of several versions of one acquisition (processings, tiers, levels) the best stays. What it masks stays masked: the others saw the
/// same clouds, only worse told apart.
void keep_best_versions(Run& run, std::vector<CompositeScene>& scenes)
{
    std::vector<scenes::SceneFacts> rows;
    for (const CompositeScene& scene : scenes) {
        rows.push_back(scene.scene.facts());
        rows.back().usable = true;  // it was opened, as the options say
    }
    scenes::mark_relations(rows);
    std::vector<CompositeScene> kept;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].duplicate_of.empty())
            kept.push_back(std::move(scenes[i]));
        else
            run.session.warnings.add("DUPLICATE", rows[i].path, "left out: " + rows[i].note);
    }
    scenes = std::move(kept);
}

void sort_by_time(std::vector<CompositeScene>& scenes)
{
    std::stable_sort(scenes.begin(), scenes.end(), [](const CompositeScene& a, const CompositeScene& b) {
        return std::tie(a.time.milliseconds, a.id()) < std::tie(b.time.milliseconds, b.id());
    });
}

/// Reflectance at the top of the atmosphere is bluer than at the surface, so a median over both is one of neither.
void warn_about_levels(Run& run, const CompositePlan& plan)
{
    const auto of_level = [&](const char* level) {
        return std::count_if(plan.scenes.begin(), plan.scenes.end(),
                             [&](const CompositeScene& scene) { return scene.scene.facts().level.starts_with(level); });
    };
    const auto top = of_level("L1"), surface = of_level("L2");
    if (top > 0 && surface > 0)
        run.session.warnings.add("LEVELS", "",
                                 fmt::format("{} scenes of Level 1 (top of the atmosphere) and {} of Level 2 (surface) are mixed: the "
                                             "index of the one is not that of the other",
                                             top, surface));
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
    keep_best_versions(run, plan.scenes);
    sort_by_time(plan.scenes);
    if (choice.tides) choose_by_tide(run, plan, choice);
    settle_grid(run, plan, choice, input);
    warn_about_levels(run, plan);
    set_periods(plan, period_length_named(choice.period));
    join_overpasses(plan);
    plan.pinatubo = north_of_23_south(run, plan.grid);
    return plan;
}

}  // namespace tasi::cli
