#include <fmt/format.h>

#include "scenes/products/landsat_files.hpp"
#include "scenes/products/landsat_grid.hpp"
#include "scenes/products/landsat_product.hpp"
#include "scenes/products/product_name.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the product again";

/// From that day on the scan line corrector of Landsat 7 was off: a fifth of each scene is missing.
const Instant scan_lines_lost = *instant_of(2003, 5, 31);
/// Since then Landsat 7 passes earlier each year: its orbit is no longer kept.
const Instant orbit_left = *instant_of(2022, 1, 1);

std::string file_stem(const Mtl& mtl) { return mtl.file().substr(mtl.file().rfind('/') + 1); }

/// What the product says of itself. A Level-2 product also tells of the Level-1 product that it was made from, in groups of their own.
std::optional<std::string> own_text(const Mtl& mtl, const std::string& key)
{
    for (const char* group : {"PRODUCT_CONTENTS", "METADATA_FILE_INFO", "PRODUCT_METADATA"})
        if (auto text = mtl.text(group, key)) return text;
    return std::nullopt;
}

std::string stated_id(const Mtl& mtl)
{
    for (const char* key : {"LANDSAT_PRODUCT_ID", "LANDSAT_SCENE_ID"})
        if (const auto id = own_text(mtl, key)) return *id;
    if (mtl.anywhere("ACQUISITION_DATE"))
        throw UnsafeError("MTL", mtl.file(), "metadata of the form before August 2012: they state no reflectance factors",
                          "use the Collection 2 product");
    throw UnreadableError("MTL", mtl.file(), "no LANDSAT_PRODUCT_ID and no LANDSAT_SCENE_ID in the metadata", download);
}

const Sensor* stated_sensor(const Mtl& mtl, const std::optional<ProductName>& name)
{
    const std::string spacecraft = mtl.anywhere("SPACECRAFT_ID").value_or("");
    const Sensor* sensor = sensor_of_spacecraft(spacecraft);
    if (!sensor)
        throw UnsafeError("SENSOR", mtl.file(), "unsupported sensor: SPACECRAFT_ID = " + printable(spacecraft),
                          "use Landsat 4, 5, 7, 8 or 9");
    const std::string instrument = mtl.anywhere("SENSOR_ID").value_or(sensor->instruments.front());
    if (instrument == "MSS" || instrument == "TIRS")
        throw UnsafeError("SENSOR", mtl.file(), "unsupported sensor: SENSOR_ID = " + instrument + " of " + spacecraft,
                          "use a scene of TM, ETM+ or OLI");
    bool known = false;
    for (const std::string& own : sensor->instruments) known = known || own == instrument;
    if (!known)
        throw UnsafeError("SENSOR", mtl.file(), "sensor conflict: SENSOR_ID = " + printable(instrument) + " is not on " + spacecraft,
                          download);
    if (name && name->prefix.substr(2) != sensor->id_prefix.substr(2))
        throw UnsafeError("SENSOR", mtl.file(), "sensor conflict: the name says " + name->prefix + ", SPACECRAFT_ID = " + spacecraft,
                          download);
    return sensor;
}

void require_same_name(const Mtl& mtl, const std::string& id)
{
    const auto by_file = parse_landsat_name(file_stem(mtl));
    if (by_file && parse_landsat_name(id) && by_file->id != id)
        throw UnsafeError("MTL", mtl.file(), "name conflict: the metadata are of " + printable(id) + ", the file is of " + by_file->id,
                          download);
}

/// Day of the metadata, which must be that of the name, with the time of the scene centre (UTC).
Instant acquisition_time(const Mtl& mtl, const std::optional<ProductName>& name)
{
    const std::string day = mtl.anywhere("DATE_ACQUIRED").value_or("");
    const auto date = parse_iso(day);
    if (!date || !date->instant.date_only)
        throw UnsafeError("DATE", mtl.file(), "DATE_ACQUIRED = " + printable(day) + " is not a date that exists", download);
    if (name && name->date.day() != date->instant.day())
        throw UnsafeError("DATE", mtl.file(), "date conflict: DATE_ACQUIRED = " + day + ", the product name says " + name->date.day(),
                          download);
    const auto time = mtl.anywhere("SCENE_CENTER_TIME");
    if (!time) return date->instant;
    const auto whole = parse_iso(day + "T" + *time);
    if (!whole) throw UnsafeError("DATE", mtl.file(), "SCENE_CENTER_TIME = " + printable(*time) + " is not a time", download);
    return whole->instant;
}

}  // namespace

void set_landsat_7_flags(SceneFacts& facts)
{
    if (facts.sensor != "landsat-7" || !facts.time) return;
    if (*facts.time >= scan_lines_lost) facts.flags.push_back("gaps");
    if (*facts.time >= orbit_left) facts.flags.push_back("orbit drift");
}

namespace {

/// A pixel: beyond it a scene is doubtful as a whole.
constexpr double poor_geometry_m = 30;

/// Whether the scene, or the Level-1 scene behind it, was placed by the orbit alone.
bool lacks_ground_control(const Mtl& mtl, const std::string& level)
{
    const std::string level_1 = mtl.text("LEVEL1_PROCESSING_RECORD", "PROCESSING_LEVEL").value_or(level);
    return level_1 == "L1GT" || level_1 == "L1GS" || level_1 == "L1G";
}

void set_geometry(io::Session& session, const Mtl& mtl, SceneFacts& facts)
{
    facts.geometric_rmse_m = mtl.number_anywhere("GEOMETRIC_RMSE_MODEL");
    const bool unknown = !facts.geometric_rmse_m && lacks_ground_control(mtl, facts.level);
    if (!unknown && facts.geometric_rmse_m.value_or(0) <= poor_geometry_m) return;
    facts.flags.push_back("poor geometry");
    session.warnings.add("GEOMETRY", mtl.file(),
                         (unknown ? "made without ground control, and no GEOMETRIC_RMSE_MODEL is stated"
                                  : "GEOMETRIC_RMSE_MODEL = " + format_number(*facts.geometric_rmse_m) + " m is more than a pixel") +
                             ": shorelines of this scene may be displaced");
}

/// `02`, also where a number without leading zero is stated; empty before collections.
std::string stated_collection(const Mtl& mtl, const std::optional<ProductName>& name)
{
    std::string collection = own_text(mtl, "COLLECTION_NUMBER").value_or("");
    if (collection.size() == 1) collection.insert(0, "0");
    if (name && collection != name->collection)
        throw UnsafeError("COLLECTION", mtl.file(),
                          fmt::format("collection conflict: COLLECTION_NUMBER {}, the product name says {}",
                                      collection.empty() ? "is missing" : "= " + printable(collection),
                                      name->collection.empty() ? "pre-collection" : name->collection),
                          download);
    return collection;
}

/// `L2SP`, `L1TP`; `L1T` before collections.
std::string stated_level(const Mtl& mtl, const std::optional<ProductName>& name)
{
    auto level = own_text(mtl, "PROCESSING_LEVEL");
    if (!level) level = own_text(mtl, "DATA_TYPE");
    if (name && level && !name->level.empty() && *level != name->level)
        throw UnsafeError(
            "LEVEL", mtl.file(),
            fmt::format("level conflict: the metadata say level {}, the product name says {}", printable(*level), name->level), download);
    return level.value_or("");
}

/// Path and row as six digits: of the name, else of the metadata.
std::string stated_tile(const Mtl& mtl, const std::optional<ProductName>& name)
{
    if (name) return name->tile;
    const auto path = mtl.number_anywhere("WRS_PATH"), row = mtl.number_anywhere("WRS_ROW");
    return path && row ? fmt::format("{:03.0f}{:03.0f}", *path, *row) : "";
}

}  // namespace

SceneFacts describe_landsat(io::Session& session, const ProductFiles& files)
{
    const Mtl mtl = read_mtl(session, files);
    SceneFacts facts;
    facts.id = stated_id(mtl);
    require_same_name(mtl, facts.id);
    const auto name = parse_landsat_name(facts.id);
    facts.path = files.path();
    facts.tile = stated_tile(mtl, name);
    facts.sensor = stated_sensor(mtl, name)->name;
    facts.collection = stated_collection(mtl, name);
    facts.level = stated_level(mtl, name);
    facts.time = acquisition_time(mtl, name);
    facts.grid = grid_of_mtl(mtl).value_or(Grid{});
    const auto cloud_pct = mtl.number_anywhere("CLOUD_COVER");
    if (cloud_pct && *cloud_pct >= 0) facts.cloud_pct = cloud_pct;  // -1: not determined
    set_landsat_7_flags(facts);
    set_geometry(session, mtl, facts);
    return facts;
}

}  // namespace tasi::scenes
