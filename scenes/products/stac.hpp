#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenes/products/product.hpp"
#include "scenes/products/stac_item.hpp"

namespace tasi::scenes {

/// STAC Items and collections of Items (`FeatureCollection`) in JSON files: one scene per item. Files that they name lie in the folder
/// of the JSON file or below, or on the network when the session allows it.

/// A scene of a JSON file.
struct StacScene {
    std::filesystem::path file;
    std::string path;     ///< by what a user opens it: the file, or `file#ID` when it holds several items
    std::string name;     ///< id of the item, or its place in the file when it has none
    nlohmann::json json;  ///< of the item, not yet judged
};

/// Whether the path may mean a STAC file: `*.json` or `*.geojson`, with or without `#ID`.
bool is_stac_path(const std::string& path);

/// Whether the beginning of a JSON text looks like STAC: a cheap question before the whole of it is parsed.
bool looks_like_stac(const std::string& beginning);

/// The scenes of the file, in its order; none when it is no STAC. UnreadableError (3) when it is no JSON.
std::vector<StacScene> stac_scenes(io::Session& session, const std::filesystem::path& file);

/// The scene that `path` means. UnreadableError (3) when there is none; UnsafeError (4) naming the first ones when there are several.
StacScene stac_scene_at(io::Session& session, const std::string& path);

/// What the item says, before any raster is opened. UnsafeError (4) for an unknown platform, level or collection.
SceneFacts describe_stac(const StacScene& scene, const StacItem& item);

/// The scene ready to be read. RefusedError (8): files outside the folder, or all on the network when that is not allowed.
/// UnsafeError (4): grid, CRS, scale or offset that item and files state differently.
Product open_stac(io::Session& session, const StacScene& scene, const SceneOptions& options);

/// The files that the assets of an item name inside the folder of `file`, those that are there.
std::vector<std::filesystem::path> stac_files(const io::Session& session, const StacScene& scene);

}  // namespace tasi::scenes
