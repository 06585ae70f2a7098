#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "scenes/products/product_name.hpp"
#include "scenes/products/sentinel2_metadata.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"

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
        if (name.baseline != baseline)
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

/// Offsets that contradict themselves are refused on opening, where the user may state another.
std::optional<double> stated_offset(const io::XmlElement& metadata, const std::string& file)
{
    try {
        return sentinel2_scaling(metadata, file).common_offset();
    } catch (const UnsafeError&) {
        return std::nullopt;
    }
}

double tile_number(const io::XmlElement& tile, const std::string& parent, const std::string& name, const std::string& file)
{
    for (const io::XmlElement* element : tile.all(parent))
        if (element->attribute("resolution") == "10")
            if (const io::XmlElement* child = element->child(name))
                if (const auto value = parse_number(child->text)) return *value;
    throw UnsafeError("GEOREF", file, "georeferencing: no " + name + " for 10 m in the tile metadata", download);
}

std::string granule_name(const ProductFiles& files, const std::string& member)
{
    const std::string start = files.folder() + "GRANULE/";
    if (!member.starts_with(start)) return "";
    const std::size_t slash = member.find('/', start.size());
    return slash == std::string::npos ? "" : member.substr(start.size(), slash - start.size());
}

}  // namespace

std::string sentinel2_granule(const ProductFiles& files)
{
    std::set<std::string> granules;
    for (const std::string& member : files.tree->members()) granules.insert(granule_name(files, member));
    granules.erase("");
    if (granules.empty())
        throw UnreadableError("GRANULE", files.path(), "no GRANULE folder: images not found in the product", "download the whole product");
    if (granules.size() > 1)
        throw UnsafeError("GRANULE", files.path(),
                          fmt::format("{} granules in one product ({}, {}, ...): ambiguous", granules.size(), printable(*granules.begin()),
                                      printable(*std::next(granules.begin()))),
                          "give a product of one tile");
    return files.folder() + "GRANULE/" + *granules.begin() + "/";
}

std::optional<Grid> sentinel2_tile_grid(io::Session& session, const ProductFiles& files)
{
    const std::string member = sentinel2_granule(files) + "MTD_TL.xml";
    if (!files.tree->has(member)) return std::nullopt;
    const io::XmlElement tile = io::parse_xml(files.tree->read(session, member), member);
    Grid grid;
    grid.rows = static_cast<int>(tile_number(tile, "Size", "NROWS", member));
    grid.cols = static_cast<int>(tile_number(tile, "Size", "NCOLS", member));
    grid.x0 = tile_number(tile, "Geoposition", "ULX", member);
    grid.y0 = tile_number(tile, "Geoposition", "ULY", member);
    grid.dx = tile_number(tile, "Geoposition", "XDIM", member);
    grid.dy = tile_number(tile, "Geoposition", "YDIM", member);
    grid.crs = io::crs_from_user(first_text(tile, "HORIZONTAL_CS_CODE"));
    return grid;
}

SceneFacts sentinel2_facts(io::Session& session, const ProductFiles& files, const io::XmlElement& metadata)
{
    const std::string file = files.metadata_name();
    const std::vector<ProductName> names = names_of(files, metadata);
    SceneFacts facts;
    facts.id = names.empty() ? files.name() : names.front().id;
    facts.path = files.path();
    facts.baseline = stated_baseline(metadata, names, file);
    facts.sensor = stated_sensor(metadata, names, file)->name;
    facts.level = stated_level(metadata, file);
    facts.time = start_time(session, metadata, names, file);
    facts.cloud_pct = parse_number(first_text(metadata, "Cloud_Coverage_Assessment"));
    facts.offset = stated_offset(metadata, file);
    facts.grid = sentinel2_tile_grid(session, files).value_or(Grid{});
    return facts;
}

}  // namespace tasi::scenes
