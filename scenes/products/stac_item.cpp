#include "scenes/products/stac_item.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "scenes/products/product_name.hpp"
#include "scenes/products/stac_fields.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

using nlohmann::json;

constexpr std::int64_t day_ms = 86'400'000;

UnsafeError doubtful(const std::string& name, const std::string& file, const std::string& what)
{
    return {name, file, what, "fetch the item again, or use the product itself"};
}

Instant instant_in(const StacFields& properties, const char* key)
{
    const std::string text = *properties.text(key);
    if (const auto time = parse_iso(text)) return time->instant;
    throw doubtful("DATE", properties.file(), fmt::format("{} '{}' is not a time that exists", key, printable(text)));
}

/// `datetime`, or the middle of start and end.
std::optional<Instant> time_of(const StacFields& properties)
{
    if (properties.has("datetime")) return instant_in(properties, "datetime");
    if (!properties.has("start_datetime") || !properties.has("end_datetime")) return std::nullopt;
    Instant start = instant_in(properties, "start_datetime");
    const Instant end = instant_in(properties, "end_datetime");
    if (end < start || end.milliseconds - start.milliseconds > day_ms)
        throw doubtful("DATE", properties.file(), fmt::format("from {} to {}: more than one pass, not a scene", start.iso(), end.iso()));
    start.milliseconds += (end.milliseconds - start.milliseconds) / 2;
    return start;
}

/// The first day YYYYMMDD in an id: that of the acquisition, in the ids of every catalogue.
std::optional<Instant> day_in(const std::string& id)
{
    for (const std::string& part : split(id, '_')) {
        if (part.size() < 8 || part.substr(0, 8).find_first_not_of("0123456789") != std::string::npos) continue;
        if (part.size() > 8 && part[8] != 'T') continue;
        if (const auto day = parse_iso(part.substr(0, 8))) return day->instant;
    }
    return std::nullopt;
}

void require_day_of_id(const StacItem& item, const std::string& file)
{
    const auto day = day_in(item.id);
    if (!day || !item.time) return;
    const std::int64_t late = item.time->milliseconds - day->milliseconds;
    if (late < -day_ms || late > 2 * day_ms)
        throw doubtful("DATE", file, fmt::format("date conflict: the id says {}, the item {}", day->day(), item.time->day()));
}

/// `05.09` of `05.09`, 5.09 or `N0509`; empty for anything else.
std::string baseline_in(const json& value)
{
    std::string text = value.is_string() ? value.get<std::string>() : value.is_number() ? fmt::format("{:05.2f}", value.get<double>()) : "";
    if (text.size() == 5 && text.front() == 'N') text = text.substr(1, 2) + "." + text.substr(3);
    if (text.size() == 4 && text[1] == '.') text.insert(0, "0");
    const bool good =
        text.size() == 5 && text[2] == '.' && parse_number(text) && text.find_first_not_of("0123456789.") == std::string::npos;
    return good ? text : "";
}

std::string baseline_of(const StacFields& properties, const std::string& product_name)
{
    std::set<std::string> stated;
    for (const char* key : {"s2:processing_baseline", "sentinel:processing_baseline", "processing:baseline", "processing:version"})
        if (properties.has(key)) stated.insert(baseline_in(properties.json().at(key)));
    if (const auto name = parse_sentinel2_name(product_name)) stated.insert(name->baseline);
    stated.erase("");
    if (stated.size() > 1)
        throw doubtful("BASELINE", properties.file(), fmt::format("baseline conflict: {} and {}", *stated.begin(), *stated.rbegin()));
    return stated.empty() ? "" : *stated.begin();
}

std::string digits(const std::string& text, std::size_t width)
{
    return text.size() >= width ? text : std::string(width - text.size(), '0') + text;
}

std::string tile_of(const StacFields& properties)
{
    const auto path = properties.word("landsat:wrs_path"), row = properties.word("landsat:wrs_row");
    if (path && row) return digits(*path, 3) + digits(*row, 3);
    const std::string tile = properties.first_text({"s2:mgrs_tile", "grid:code"});
    return tile.starts_with("MGRS-") ? tile.substr(5) : tile.find('-') == std::string::npos ? tile : "";
}

/// What item, collection and product name say of the level.
std::string level_of(const StacItem& item, const StacFields& properties, const std::string& product_name)
{
    if (const auto level = properties.text("landsat:correction")) return *level;
    if (const auto name = parse_sentinel2_name(product_name)) return name->level;
    const std::string type = properties.first_text({"s2:product_type", "product:type"});
    if (type.starts_with("S2MSI")) return "L" + type.substr(5);
    const std::vector<std::string> parts = split(item.id, '_');
    if (parts.size() > 3 && parts[0].starts_with("L") && parts[1].size() == 4) return parts[1];
    for (const char* level : {"L2A", "L1C"})
        if (item.id.ends_with(level) || lower_case(item.collection).find(lower_case(level)) != std::string::npos) return level;
    return properties.first_text({"processing:level"});
}

std::string landsat_collection_of(const StacItem& item, const StacFields& properties)
{
    if (const auto number = properties.text("landsat:collection_number")) return *number;
    for (const char* number : {"01", "02"})
        if (item.id.starts_with("L") && item.id.find("_" + std::string(number) + "_") != std::string::npos) return number;
    return "";
}

std::optional<bool> offset_applied_of(const StacFields& properties)
{
    const auto now = properties.flag("earthsearch:boa_offset_applied"), before = properties.flag("sentinel:boa_offset_applied");
    if (now && before && *now != *before)
        throw doubtful("OFFSET", properties.file(), "offset conflict: boa_offset_applied is stated as true and as false");
    return now ? now : before;
}

StacPlace place_of(const StacFields& fields)
{
    StacPlace place;
    if (const auto code = fields.text("proj:code")) place.crs = *code;
    if (const auto epsg = fields.number("proj:epsg"); epsg && place.crs.empty()) place.crs = fmt::format("EPSG:{}", format_number(*epsg));
    const std::vector<double> transform = fields.numbers("proj:transform");
    if (transform.size() == 6 || transform.size() == 9) {
        place.transform.emplace();
        std::copy_n(transform.begin(), 6, place.transform->begin());
    } else if (!transform.empty()) {
        throw doubtful("STAC", fields.file(), fmt::format("proj:transform has {} numbers", transform.size()));
    }
    const std::vector<double> shape = fields.numbers("proj:shape");
    if (shape.empty()) return place;
    const auto size = [](double n) { return n >= 1 && n < 1e9 && n == std::floor(n); };
    if (shape.size() != 2 || !size(shape[0]) || !size(shape[1]))
        throw doubtful("STAC", fields.file(), "proj:shape is no number of rows and columns");
    place.shape = {static_cast<long long>(shape[0]), static_cast<long long>(shape[1])};
    return place;
}

/// A NoData value may be spelled `nan`: no number is equal to that.
std::optional<double> no_data_of(const StacFields& fields)
{
    const bool spelled = fields.has("nodata") && fields.json().at("nodata").is_string();
    return spelled ? std::nullopt : fields.number("nodata");
}

/// Of an asset or of its only band: STAC 1.0 has `raster:bands` and `eo:bands`, STAC 1.1 `bands`.
void add_numbers(StacAsset& asset, const StacFields& fields, const char* scale, const char* offset)
{
    if (const auto value = fields.number(scale)) asset.scale = value;
    if (const auto value = fields.number(offset)) asset.offset = value;
    if (const auto value = no_data_of(fields)) asset.no_data = value;
}

StacAsset asset_of(const std::string& key, const StacFields& fields)
{
    StacAsset asset;
    asset.key = key;
    asset.href = fields.first_text({"href"});
    asset.roles = fields.texts("roles");
    asset.place = place_of(fields);
    add_numbers(asset, fields, "raster:scale", "raster:offset");
    const auto eo = fields.objects("eo:bands"), raster = fields.objects("raster:bands"), bands = fields.objects("bands");
    asset.bands = static_cast<int>(std::max({eo.size(), raster.size(), bands.size()}));
    if (asset.bands > 1) return asset;
    if (!raster.empty()) add_numbers(asset, raster.front(), "scale", "offset");
    if (!bands.empty()) add_numbers(asset, bands.front(), "raster:scale", "raster:offset");
    asset.common_name = fields.first_text({"eo:common_name"});
    if (!eo.empty()) asset.common_name = eo.front().first_text({"common_name"});
    if (!bands.empty() && asset.common_name.empty()) asset.common_name = bands.front().first_text({"eo:common_name"});
    return asset;
}

}  // namespace

bool is_stac(const json& value)
{
    if (!value.is_object() || !value.contains("type") || !value["type"].is_string()) return false;
    const std::string type = value["type"].get<std::string>();
    if (type == "Feature") return value.contains("stac_version") && value.contains("assets");
    const auto features = value.find("features");
    const auto is_item = [](const json& one) { return one.is_object() && one.value("type", json()) == "Feature" && is_stac(one); };
    return type == "FeatureCollection" && features != value.end() && features->is_array() &&
           std::any_of(features->begin(), features->end(), is_item);
}

StacItem stac_item_from(const json& value, const std::string& file)
{
    const bool feature = value.is_object() && value.contains("type") && value["type"] == "Feature";
    if (!feature)
        throw UnreadableError("STAC", file, "not a STAC Item: no object of type Feature", "give an Item or a collection of Items");
    if (!value.contains("assets")) throw UnreadableError("STAC", file, "not a STAC Item: a feature without assets", "give an Item");
    const StacFields fields(value, file), properties = fields.object("properties");
    StacItem item;
    item.id = fields.first_text({"id"});
    if (item.id.empty()) throw UnreadableError("STAC", file, "the item has no id", "fetch the item again");
    item.collection = fields.first_text({"collection"});
    item.platform = properties.first_text({"platform"});
    item.time = time_of(properties);
    require_day_of_id(item, file);
    item.cloud_pct = properties.number("eo:cloud_cover");
    const std::string product_name = properties.first_text({"s2:product_uri", "sentinel:product_id", "title"});
    const std::string name = parse_sentinel2_name(product_name) ? product_name : item.id;
    item.baseline = baseline_of(properties, name);
    item.level = level_of(item, properties, name);
    item.landsat_collection = landsat_collection_of(item, properties);
    item.tile = tile_of(properties);
    item.offset_applied = offset_applied_of(properties);
    item.place = place_of(properties);
    const StacFields assets = fields.object("assets");
    for (const auto& [key, asset] : assets.json().items()) {
        if (!asset.is_object()) throw doubtful("STAC", file, "asset " + printable(key) + " is no object");
        item.assets.push_back(asset_of(key, {asset, file}));
    }
    return item;
}

}  // namespace tasi::scenes
