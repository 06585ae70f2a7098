#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "scenes/products/layouts.hpp"
#include "scenes/products/path_part.hpp"
#include "scenes/products/scene.hpp"
#include "scenes/products/scene_relations.hpp"
#include "scenes/products/stac.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tools/composite_shoreline.hpp"
#include "tools/scene_shoreline.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

/// The composites of a folder as scenes: each has a file, an id and a time.
std::vector<scenes::SceneFacts> composites_of(Run& run, const fs::path& sheet)
{
    std::vector<scenes::SceneFacts> found;
    for (const CompositeRecord& record : read_composite_sheet(run.session, sheet)) {
        scenes::SceneFacts facts;
        facts.path = record.files.median;
        facts.id = "composite-" + record.name;
        facts.sensor = join(record.sensors, "+");
        facts.time = record.mean_time;
        facts.usable = true;
        found.push_back(facts);
    }
    return found;
}

/// Whether the path names one scene of a product: its metadata file, a granule, a part of an archive.
bool is_one_of_product(const std::string& path)
{
    const auto [file, part] = scenes::path_and_part(path);
    if (!part.empty()) return scenes::is_archive_name(file);
    if (fs::is_directory(path)) return fs::weakly_canonical(path).parent_path().filename() == "GRANULE";
    return scenes::is_product_metadata(fs::path(path).filename().string());
}

/// What the metadata say, without any warning: the scene itself gives them when its turn comes, and its failure too.
std::optional<scenes::SceneFacts> described(const std::string& path, bool allow_network)
try {
    io::Session scratch;
    scratch.allow_network = allow_network;
    scenes::SceneOptions all;
    all.no_cloud_mask = true;
    return scenes::open_scene(scratch, path, all).facts();
} catch (const Error&) {
    return std::nullopt;
}

scenes::SceneFacts one_scene(const std::string& path, const SceneInputOptions& input)
{
    scenes::SceneFacts facts;
    facts.id = fs::path(path).stem().string();
    facts.time = input.date;
    if (is_one_of_product(path))
        if (auto known = described(path, input.allow_network)) facts = std::move(*known);
    facts.path = path;
    facts.usable = true;
    return facts;
}

/// Products are listed without options: one that lacks a cloud layer alone is usable to whom that is right.
void accept_without_clouds(std::vector<scenes::SceneFacts>& found)
{
    for (scenes::SceneFacts& facts : found)
        if (!facts.has_cloud_layer && !facts.loose) facts.usable = true;
}

bool same_file(const scenes::SceneFacts& a, const scenes::SceneFacts& b)
{
    return !a.path.empty() && fs::weakly_canonical(a.path) == fs::weakly_canonical(b.path);
}

bool same_product(const scenes::SceneFacts& a, const scenes::SceneFacts& b)
{
    return same_file(a, b) || (a.time && b.time && a.id == b.id && *a.time == *b.time && !a.level.empty());
}

std::string name_of_processing(const scenes::SceneFacts& facts)
{
    return facts.level + (facts.baseline.empty() ? "" : ", baseline " + facts.baseline);
}

}  // namespace

std::vector<scenes::SceneFacts> products_in(Run& run, const std::string& path)
{
    std::vector<scenes::SceneFacts> found = scenes::inventory(run.session, {path});
    const auto loose = std::erase_if(found, [](const scenes::SceneFacts& facts) { return facts.loose; });
    if (loose > 0)
        run.session.warnings.add("LOOSE", path,
                                 fmt::format("{} rasters that no metadata or sheet describes are left out: tasi scenes lists them", loose));
    return found;
}

std::vector<scenes::SceneFacts> scenes_at(Run& run, const std::vector<std::string>& paths, const SceneInputOptions& input)
{
    std::vector<scenes::SceneFacts> found;
    if (!input.band_files.empty()) {
        found.emplace_back();
        found.back().usable = true;
        return found;
    }
    run.session.allow_network = input.allow_network;
    for (const std::string& path : paths) {
        if (const auto sheet = composite_sheet_at(path)) {
            for (scenes::SceneFacts& facts : composites_of(run, *sheet)) found.push_back(std::move(facts));
            continue;
        }
        const bool many = fs::is_directory(path) || scenes::is_archive_name(path) || scenes::is_stac_path(path);
        if (!many || is_one_of_product(path)) {
            found.push_back(one_scene(path, input));
            continue;
        }
        for (scenes::SceneFacts& facts : products_in(run, path)) found.push_back(std::move(facts));
    }
    if (found.empty())
        throw NoResultError("NO-SCENES", paths.front(), "no scene was found", "give product folders, archives or folders that hold them");
    if (input.no_cloud_mask) accept_without_clouds(found);
    return found;
}

std::vector<scenes::SceneFacts> each_once(Run& run, std::vector<scenes::SceneFacts> facts)
{
    scenes::mark_relations(facts);
    std::vector<scenes::SceneFacts> kept;
    for (scenes::SceneFacts& one : facts) {
        const auto best = std::find_if(facts.begin(), facts.end(), [&](const scenes::SceneFacts& other) {
            return !one.duplicate_of.empty() && other.path == one.duplicate_of && other.duplicate_of.empty();
        });
        const bool again = std::any_of(kept.begin(), kept.end(), [&](const scenes::SceneFacts& other) { return same_product(one, other); });
        if (best != facts.end() && !same_file(*best, one))
            run.session.warnings.add(
                "DUPLICATE", one.path,
                fmt::format("shows the same ground of the same pass as {} ({}), which is used; this one ({}) is left out",
                            printable(best->path), name_of_processing(*best), name_of_processing(one)));
        else if (again || best != facts.end())
            run.session.warnings.add("DUPLICATE", one.path, "the same scene is given twice: it is used once");
        else
            kept.push_back(one);
    }
    return kept;
}

}  // namespace tasi::cli
