#include "tools/composite_sheet.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"
#include "src/io/recorded_text.hpp"
#include "tools/composite_check.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* sheet_name = "composites.json";

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

Json optional_number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

/// What the observations behind a composite say together.
struct Summary {
    long long observations = 0;
    std::optional<Instant> mean_time;
    double geolocation_sd_m = 0;
    std::array<long long, 12> scenes_by_month{}, observations_by_month{};
    std::vector<std::string> sensors, flags;
};

Summary summary_of(const CompositePlan& plan, const PeriodResult& result)
{
    Summary sum;
    double offset_ms = 0, variance = 0;
    std::set<std::string> sensors, flags;
    const std::int64_t origin = plan.scenes[result.scenes.front().scene].time.milliseconds;
    for (const SceneShare& share : result.scenes) {
        const CompositeScene& scene = plan.scenes[share.scene];
        if (share.observations == 0) continue;
        const auto n = static_cast<double>(share.observations);
        const auto month = static_cast<std::size_t>(month_of(scene.time) - 1);
        sum.observations += share.observations;
        offset_ms += n * static_cast<double>(scene.time.milliseconds - origin);
        variance += n * scene.geolocation_sd_m * scene.geolocation_sd_m;
        ++sum.scenes_by_month[month];
        sum.observations_by_month[month] += share.observations;
        if (const std::string& sensor = scene.scene.facts().sensor; !sensor.empty()) sensors.insert(sensor);
        flags.insert(scene.scene.facts().flags.begin(), scene.scene.facts().flags.end());
        if (plan.pinatubo && (scene.time.year() == 1991 || scene.time.year() == 1992)) flags.insert("aerosol");
    }
    sum.sensors.assign(sensors.begin(), sensors.end());
    sum.flags.assign(flags.begin(), flags.end());
    if (sum.observations == 0) return sum;
    const auto n = static_cast<double>(sum.observations);
    sum.mean_time = Instant{origin + std::llround(offset_ms / n / 1000) * 1000, false};
    sum.geolocation_sd_m = std::sqrt(variance / n);
    return sum;
}

Json scene_entry(const CompositeScene& scene, const SceneShare& share)
{
    return {{"id", io::recorded_text(scene.id())},
            {"time", scene.time.iso()},
            {"sensor", io::recorded_text(scene.scene.facts().sensor)},
            {"tide_m", optional_number(scene.tide_m)},
            {"observations", share.observations},
            {"neighbouring_year", share.pooled},
            {"resampled", scene.resampled}};
}

double share_of(long long part, long long whole)
{
    return whole == 0 ? 0 : rounded(static_cast<double>(part) / static_cast<double>(whole), 1e6);
}

Json period_entry(const CompositePlan& plan, const CompositeChoice& choice, const PeriodResult& result)
{
    const Summary sum = summary_of(plan, result);
    const CompositeFiles files = files_of(result.period, choice.index);
    const auto own = std::count_if(result.scenes.begin(), result.scenes.end(), [](const SceneShare& s) { return !s.pooled; });
    const auto& scenes = plan.scenes;
    const bool all = result.period.length == PeriodLength::all;
    Json list = Json::array();
    for (const SceneShare& share : result.scenes)
        if (!share.pooled || share.observations > 0) list.push_back(scene_entry(scenes[share.scene], share));
    return {{"name", result.period.name()},
            {"start", all ? scenes.front().time.iso() : result.period.start().iso()},
            {"end", all ? scenes.back().time.iso() : result.period.end().iso()},
            {"mean_time", sum.mean_time ? Json(sum.mean_time->iso()) : Json(nullptr)},
            {"scenes_kept", own},
            {"observations", sum.observations},
            {"scenes_by_month", sum.scenes_by_month},
            {"observations_by_month", sum.observations_by_month},
            {"pixels", result.pixels},
            {"filled_share", share_of(result.filled, result.pixels)},
            {"pooled_share", share_of(result.pooled, result.filled)},
            {"few_observations_share", share_of(result.few, result.filled)},
            {"unstable_share", share_of(result.unstable, result.filled)},
            {"geolocation_sd_m", rounded(sum.geolocation_sd_m, 1e6)},
            {"sensors", sum.sensors},
            {"flags", sum.flags},
            {"median", files.median},
            {"count", files.count},
            {"sd", files.sd},
            {"pooled", files.pooled},
            {"scenes", list}};
}

Json tide_entry(const CompositePlan& plan, const CompositeChoice& choice)
{
    if (!plan.tide_range_m) return nullptr;
    return {{"level_m", choice.tide.level_m},
            {"observed_range_m", *plan.tide_range_m},
            {"kept_within_m", choice.tide.share * *plan.tide_range_m},
            {"scenes_without_tide", plan.without_tide},
            {"scenes_outside", plan.outside_tide}};
}

CompositeRecord record_of(const nlohmann::json& entry, const std::string& index, const fs::path& folder)
{
    const auto file = [&](const char* key) {
        const auto name = entry.at(key).get<std::string>();
        if (fs::path(name).filename() != name || name.empty() || name == "..")
            throw RefusedError("COMPOSITES", name, "the sheet names a file outside of its folder", "make the composites again");
        return (folder / name).string();
    };
    CompositeRecord record;
    record.name = entry.at("name").get<std::string>();
    record.index = index;
    if (const auto& time = entry.at("mean_time"); !time.is_null()) {
        const auto parsed = parse_iso(time.get<std::string>());
        if (!parsed) throw UnreadableError("COMPOSITES", record.name, "mean_time is no time", "make the composites again");
        record.mean_time = parsed->instant;
    }
    record.sensors = entry.at("sensors").get<std::vector<std::string>>();
    record.geolocation_sd_m = entry.at("geolocation_sd_m").get<double>();
    record.flags = entry.at("flags").get<std::vector<std::string>>();
    record.files = {file("median"), file("count"), file("sd"), file("pooled")};
    record.scenes = static_cast<int>(entry.at("scenes").size());
    return record;
}

}  // namespace

void write_composite_sheet(Run& run, const CompositePlan& plan, const CompositeChoice& choice, const std::vector<PeriodResult>& results,
                           const io::AtomicOutput& output)
{
    Json composites = Json::array();
    for (const PeriodResult& result : results) {
        composites.push_back(period_entry(plan, choice, result));
        const Json& entry = composites.back();
        run.detail(fmt::format("{}: {} scenes, {} of the pixels, pooled {}", result.period.name(), entry["scenes_kept"].dump(),
                               entry["filled_share"].dump(), entry["pooled_share"].dump()));
    }
    const Json sheet{{"kind", "tasi composites"},
                     {"index", choice.index},
                     {"period", choice.period},
                     {"min_count", choice.statistics.min_count},
                     {"crs", plan.grid.crs.name},
                     {"rows", plan.grid.rows},
                     {"cols", plan.grid.cols},
                     {"pixel_m", plan.grid.dx},
                     {"corner", {plan.grid.x0, plan.grid.y0}},
                     {"scenes_given", plan.scenes_given},
                     {"scenes_kept", plan.scenes.size()},
                     {"overpasses", plan.overpasses},
                     {"scenes_resampled", std::count_if(plan.scenes.begin(), plan.scenes.end(), [](const auto& s) { return s.resampled; })},
                     {"tide", tide_entry(plan, choice)},
                     {"composites", composites}};
    io::write_text(output.working_path(sheet_name), sheet.dump(2) + "\n");
}

std::optional<fs::path> composite_sheet_at(const std::string& path)
{
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        const fs::path sheet = fs::path(path) / sheet_name;
        return fs::is_regular_file(sheet, ignored) ? std::optional(sheet) : std::nullopt;
    }
    return fs::path(path).filename() == sheet_name ? std::optional<fs::path>(path) : std::nullopt;
}

std::vector<CompositeRecord> read_composite_sheet(io::Session& session, const fs::path& sheet)
{
    const fs::path checked = io::checked_input(session, sheet.string());
    require_unchanged(checked);
    const nlohmann::json json = io::read_json(session, sheet);
    std::vector<CompositeRecord> records;
    try {
        if (json.at("kind") != "tasi composites")
            throw UnreadableError("COMPOSITES", sheet.string(), "is no sheet of composites", "see tasi composite");
        const auto index = json.at("index").get<std::string>();
        const Grid grid = grid_of_sheet(json, printable(sheet.string()));
        for (const auto& entry : json.at("composites")) {
            require_sound_entry(json, entry, printable(sheet.string()));
            records.push_back(record_of(entry, index, sheet.parent_path()));
            records.back().grid = grid;
        }
    } catch (const nlohmann::json::exception& failure) {
        throw UnreadableError("COMPOSITES", sheet.string(), std::string("is no sheet of composites: ") + printable(failure.what()),
                              "make the composites again");
    }
    return records;
}

std::optional<CompositeRecord> composite_at(io::Session& session, const std::string& path)
{
    const auto sheet = composite_sheet_at(fs::absolute(path).parent_path().string());
    if (!sheet || lower_case(fs::path(path).extension().string()) != ".tif") return std::nullopt;
    for (const CompositeRecord& record : read_composite_sheet(session, *sheet))
        if (fs::path(record.files.median).filename() == fs::path(path).filename()) return record;
    return std::nullopt;
}

}  // namespace tasi::cli
