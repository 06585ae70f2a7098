#include "scenes/products/stac.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenes/products/landsat_files.hpp"
#include "scenes/products/path_part.hpp"
#include "scenes/products/stac_assets.hpp"
#include "scenes/products/stac_href.hpp"
#include "scenes/products/stac_names.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"

namespace tasi::scenes {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr long long max_json_bytes = 64'000'000;
constexpr std::size_t max_features = 10'000;
/// An id longer than that is no name of a scene: the item goes by its place in the file.
constexpr std::size_t longest_id = 200;

StacScene scene_of(const fs::path& file, const json& item, std::size_t number, bool alone)
{
    StacScene scene;
    scene.file = file;
    const auto id = item.is_object() ? item.find("id") : item.end();
    scene.name = item.is_object() && id != item.end() && id->is_string() && id->get_ref<const std::string&>().size() <= longest_id
                     ? id->get<std::string>()
                     : fmt::format("item {}", number + 1);
    scene.path = alone ? file.string() : file.string() + "#" + scene.name;
    scene.json = item;
    return scene;
}

std::string names_of(const std::vector<StacScene>& scenes)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min<std::size_t>(scenes.size(), 3); ++i) names.push_back(printable(scenes[i].name));
    return join(names, ", ") + (scenes.size() > 3 ? ", ..." : "");
}

/// `landsat-8` of `LANDSAT_8`, `sentinel-2a` of `Sentinel-2A`.
const Sensor& sensor_of(const StacItem& item, const std::string& file)
{
    std::string name = lower_case(item.platform);
    std::replace(name.begin(), name.end(), '_', '-');
    if (const Sensor* sensor = sensor_named(name)) return *sensor;
    const std::string what =
        item.platform.empty() ? "the item states no platform" : "platform '" + printable(item.platform) + "' is unknown";
    throw UnsafeError("SENSOR", file, what, "use items of Landsat 4 to 9 (Collection 2 Level 2) or Sentinel-2 (Level-2A)");
}

const StacProduct* product_of(const std::string& sensor)
{
    for (const StacProduct& product : stac_products())
        if (sensor.starts_with(product.sensors)) return &product;
    return nullptr;
}

void require_level(const StacProduct& product, const SceneFacts& facts, const std::string& file)
{
    const ProductSheet& sheet = *product_sheet(product.sheet);
    const std::string remedy = "use an item of " + sheet.name;
    if (std::find(sheet.levels.begin(), sheet.levels.end(), facts.level) == sheet.levels.end())
        throw UnsafeError("LEVEL", file, facts.level.empty() ? "the level is not stated" : "unsupported level " + printable(facts.level),
                          remedy);
    if (facts.collection != sheet.collection)
        throw UnsafeError(
            "COLLECTION", file,
            facts.collection.empty() ? "the collection is not stated" : "unsupported collection " + printable(facts.collection), remedy);
}

}  // namespace

bool is_stac_path(const std::string& path)
{
    const std::string file = lower_case(path_and_part(path).first);
    return (file.ends_with(".json") || file.ends_with(".geojson")) && !file.ends_with("_mtl.json") && !file.ends_with("run.json");
}

bool looks_like_stac(const std::string& beginning)
{
    return beginning.find("\"stac_version\"") != std::string::npos || beginning.find("\"assets\"") != std::string::npos;
}

std::vector<StacScene> stac_scenes(io::Session& session, const fs::path& file)
{
    std::error_code ignored;
    if (const auto size = fs::file_size(file, ignored); !ignored && size > static_cast<std::uintmax_t>(max_json_bytes))
        throw LimitError("SIZE", file.string(), fmt::format("{} bytes of JSON are over the limit of {}", size, max_json_bytes),
                         "split the collection");
    const json value = io::read_json(session, file);
    std::vector<StacScene> scenes;
    if (!is_stac(value)) return scenes;
    if (value["type"] == "Feature") return {scene_of(file, value, 0, true)};
    const json& features = value["features"];
    if (features.size() > max_features)
        throw LimitError("LIMIT", file.string(), fmt::format("{} features are over the limit of {}", features.size(), max_features),
                         "split the collection");
    for (std::size_t i = 0; i < features.size(); ++i) scenes.push_back(scene_of(file, features[i], i, features.size() == 1));
    return scenes;
}

StacScene stac_scene_at(io::Session& session, const std::string& path)
{
    const auto [file, id] = path_and_part(path);
    const fs::path checked = io::checked_input(session, file);
    std::vector<StacScene> scenes = stac_scenes(session, checked);
    if (scenes.empty()) throw UnreadableError("STAC", path, "JSON, but neither a STAC Item nor a collection of Items", "give an Item");
    if (id.empty() && scenes.size() > 1)
        throw UnsafeError("STAC", path, fmt::format("holds {} items ({})", scenes.size(), names_of(scenes)),
                          "name one of them: " + file + "#ID");
    if (id.empty()) return scenes.front();
    const auto named = [&wanted = id](const StacScene& scene) { return scene.name == wanted; };
    const auto found = std::find_if(scenes.begin(), scenes.end(), named);
    if (found == scenes.end())
        throw UnreadableError("STAC", path, "no item " + printable(id) + " in the file: it holds " + names_of(scenes), "name one of them");
    if (std::find_if(found + 1, scenes.end(), named) != scenes.end())
        throw UnsafeError("STAC", path, "two items have the id " + printable(id) + ": ambiguous", "give each item a file of its own");
    return *found;
}

SceneFacts describe_stac(const StacScene& scene, const StacItem& item)
{
    SceneFacts facts;
    facts.id = item.id;
    facts.path = scene.path;
    facts.tile = item.tile;
    facts.level = item.level;
    facts.collection = item.landsat_collection;
    facts.baseline = item.baseline;
    facts.time = item.time;
    facts.cloud_pct = item.cloud_pct;
    if (!item.time) throw UnsafeError("DATE", scene.path, "the item states no time", "fetch the item again");
    facts.sensor = sensor_of(item, scene.path).name;
    require_years_in_orbit(facts, scene.path);
    require_id_of_scene(facts.id, facts, scene.path);
    set_landsat_7_flags(facts);
    require_level(*product_of(facts.sensor), facts, scene.path);
    return facts;
}

std::vector<fs::path> stac_files(const io::Session& session, const StacScene& scene)
{
    std::vector<fs::path> files;
    try {
        for (const StacAsset& asset : stac_item_from(scene.json, scene.path).assets) {
            const StacTarget target = stac_target(session, asset.href, scene.file.parent_path(), scene.path);
            if (target.kind == StacTarget::Kind::file) files.emplace_back(target.name);
        }
    } catch (const Error&) {
        // The item's own row says what is wrong with it.
    }
    return files;
}

}  // namespace tasi::scenes
