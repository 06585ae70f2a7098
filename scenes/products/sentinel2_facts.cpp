#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "scenes/products/product_name.hpp"
#include "scenes/products/sentinel2_metadata.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the product again";
constexpr std::int64_t one_hour_ms = 3'600'000;

std::string first_text(const io::XmlElement& root, const std::string& name)
{
    const auto found = root.all(name);
    return found.empty() ? "" : found.front()->text;
}

/// What folder and PRODUCT_URI say; one of them may have been changed by a person, so all are compared.
std::vector<ProductName> names_of(const ProductFiles& files, const io::XmlElement& metadata)
{
    std::vector<ProductName> names;
    for (const std::string& text : {files.name(), first_text(metadata, "PRODUCT_URI")})
        if (const auto name = parse_sentinel2_name(text)) names.push_back(*name);
    return names;
}

std::string stated_baseline(const io::XmlElement& metadata, const std::vector<ProductName>& names, const std::string& file)
{
    const std::string baseline = first_text(metadata, "PROCESSING_BASELINE");
    for (const ProductName& name : names)
        if (!name.baseline.empty() && name.baseline != baseline)
            throw UnsafeError(
                "BASELINE", file,
                fmt::format("baseline conflict: the metadata say {}, the product name {}", printable(baseline), name.baseline), download);
    return baseline;
}

const Sensor* stated_sensor(const io::XmlElement& metadata, const std::vector<ProductName>& names, const std::string& file)
{
    const std::string spacecraft = first_text(metadata, "SPACECRAFT_NAME");
    const Sensor* sensor = spacecraft.empty() && !names.empty() ? sensor_of_prefix(names.front().prefix) : sensor_of_spacecraft(spacecraft);
    if (!sensor)
        throw UnsafeError("SENSOR", file, "sensor unknown: spacecraft '" + printable(spacecraft) + "'",
                          "use a product of Sentinel-2 A, B or C");
    for (const ProductName& name : names)
        if (name.prefix != sensor->id_prefix)
            throw UnsafeError("SENSOR", file,
                              "sensor conflict: the metadata say " + sensor->spacecraft + ", the product name " + name.prefix, download);
    return sensor;
}

Instant start_time(io::Session& session, const io::XmlElement& metadata, const std::vector<ProductName>& names, const std::string& file)
{
    const std::string text = first_text(metadata, "PRODUCT_START_TIME");
    const auto time = parse_iso(text);
    if (!time || time->instant.date_only)
        throw UnsafeError("DATE", file, "PRODUCT_START_TIME = " + printable(text) + " is not a date and time", download);
    for (const ProductName& name : names)
        if (std::abs(time->instant.milliseconds - name.date.milliseconds) > one_hour_ms)
            throw UnsafeError("DATE", file,
                              fmt::format("date conflict: PRODUCT_START_TIME = {} is {} in UTC, the product name says {}", printable(text),
                                          time->instant.iso(), name.date.iso()),
                              download);
    if (!time->zone_stated) session.warnings.add("TIMEZONE", file, "PRODUCT_START_TIME = " + text + " has no time zone: taken as UTC");
    if (!time->zone_was_utc)
        session.warnings.add("TIMEZONE", file, "PRODUCT_START_TIME = " + text + " is not in UTC: used as " + time->instant.iso());
    return time->instant;
}

/// `L2A` from `Level-2A`.
std::string stated_level(const io::XmlElement& metadata, const std::string& file)
{
    const std::string level = first_text(metadata, "PROCESSING_LEVEL");
    if (!level.starts_with("Level-")) throw UnsafeError("LEVEL", file, "PROCESSING_LEVEL = " + printable(level) + " is no level", download);
    return fmt::format("L{}", level.substr(6, 2));
}

/// `L1C_T01LAC_A026481_20200717T221944` of a prefix `.../GRANULE/L1C_T01LAC_A026481_20200717T221944/`.
std::string last_part(std::string granule)
{
    granule.pop_back();
    return granule.substr(granule.rfind('/') + 1);
}

/// The tile that the granule is named after; that of the product's name must be the same.
std::string stated_tile(const ProductFiles& files, const std::vector<ProductName>& names, const std::string& file)
{
    const std::string granule = last_part(sentinel2_granule(files)), tile = sentinel2_tile_of(granule);
    for (const ProductName& name : names)
        if (!tile.empty() && !name.tile.empty() && name.tile != tile)
            throw UnsafeError("TILE", file, fmt::format("tile conflict: the granule is {}, the product name says {}", tile, name.tile),
                              download);
    if (!tile.empty() || names.empty()) return tile;
    return names.front().tile;
}

/// Of the granule where several share the product's metadata, else of the product.
std::optional<double> cloud_share_pct(const ProductFiles& files, const io::XmlElement& metadata, const std::optional<io::XmlElement>& tile)
{
    if (!files.granule.empty() && tile)
        if (const auto share = parse_number(first_text(*tile, "CLOUDY_PIXEL_PERCENTAGE"))) return share;
    return parse_number(first_text(metadata, "Cloud_Coverage_Assessment"));
}

/// Offsets that contradict themselves are refused on opening, where the user may state another.
std::optional<double> stated_offset(const io::XmlElement& metadata, const std::string& file)
{
    try {
        return sentinel2_scaling(metadata, file).common_offset();
    } catch (const UnsafeError&) {
        return std::nullopt;
    }
}

}  // namespace

SceneFacts sentinel2_facts(io::Session& session, const ProductFiles& files, const io::XmlElement& metadata)
{
    const std::string file = files.metadata_name();
    const std::vector<ProductName> names = names_of(files, metadata);
    SceneFacts facts;
    const auto tile = sentinel2_tile(session, files);
    facts.id = names.empty() ? files.name() : names.front().id;
    if (!files.granule.empty()) facts.id = last_part(files.granule);
    facts.path = files.path();
    facts.baseline = stated_baseline(metadata, names, file);
    facts.sensor = stated_sensor(metadata, names, file)->name;
    facts.level = stated_level(metadata, file);
    facts.time = start_time(session, metadata, names, file);
    facts.tile = stated_tile(files, names, file);
    facts.cloud_pct = cloud_share_pct(files, metadata, tile);
    facts.offset = stated_offset(metadata, file);
    if (tile) facts.grid = sentinel2_tile_grid(*tile, files.metadata_name());
    return facts;
}

}  // namespace tasi::scenes
