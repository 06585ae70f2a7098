#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "src/core/date.hpp"

namespace tasi::scenes {

/// Where an item says that a raster lies; what it leaves out is empty.
struct StacPlace {
    std::string crs;                                 ///< `EPSG:32751`
    std::optional<std::array<double, 6>> transform;  ///< dx, 0, x0, 0, dy, y0 in corner form
    std::optional<std::array<long long, 2>> shape;   ///< rows, columns
};

/// One file that an item names.
struct StacAsset {
    std::string key, href;
    std::vector<std::string> roles;
    int bands = 0;            ///< how many bands the item lists for it; 0: none
    std::string common_name;  ///< of its only band: `nir08`; empty when there are more
    std::optional<double> scale, offset, no_data;
    StacPlace place;
};

/// What a STAC Item says of one scene. Source: STAC 1.0 and 1.1, with the extensions eo, raster, projection, processing, grid,
/// landsat and sentinel-2, and the properties of earth-search.
struct StacItem {
    std::string id, collection, platform;
    std::optional<Instant> time;
    std::optional<double> cloud_pct;
    std::string level;                   ///< `L2SP`, `L2A`, ...
    std::string landsat_collection;      ///< `02`
    std::string tile;                    ///< `107066`, `51LYK`
    std::string baseline;                ///< Sentinel-2: `05.09`
    std::optional<bool> offset_applied;  ///< whether the platform says that the offset of Sentinel-2 is in the numbers already
    StacPlace place;                     ///< of assets that state none
    std::vector<StacAsset> assets;       ///< in the order of keys
};

/// Whether that JSON is a STAC Item, or a collection of features of which any one is.
bool is_stac(const nlohmann::json& json);

/// The item in `json`. UnreadableError (3) when it is no Item; UnsafeError (4) naming the field: of a wrong type, a time that
/// does not exist, times more than a day apart (a composite), a date in the id that the time contradicts, two baselines.
/// `file` is for messages.
StacItem stac_item_from(const nlohmann::json& json, const std::string& file);

}  // namespace tasi::scenes
