#include <fmt/format.h>

#include "scenes/products/landsat_c2l2.hpp"
#include "scenes/products/landsat_files.hpp"
#include "scenes/products/landsat_grid.hpp"
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

std::string stated_id(const Mtl& mtl)
{
    for (const char* key : {"LANDSAT_PRODUCT_ID", "LANDSAT_SCENE_ID"})
        if (const auto id = mtl.anywhere(key)) return *id;
    throw UnreadableError("MTL", mtl.file(), "no LANDSAT_PRODUCT_ID in the metadata", download);
}

const Sensor* stated_sensor(const Mtl& mtl, const std::optional<ProductName>& name)
{
    const std::string spacecraft = mtl.anywhere("SPACECRAFT_ID").value_or("");
    const Sensor* sensor = sensor_of_spacecraft(spacecraft);
    if (!sensor)
        throw UnsafeError("SENSOR", mtl.file(), "unsupported sensor: SPACECRAFT_ID = " + printable(spacecraft),
                          "use Landsat 4, 5, 7, 8 or 9");
    const std::string instrument = mtl.anywhere("SENSOR_ID").value_or(sensor->instruments.front());
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
        throw UnsafeError("MTL", mtl.file(), "name conflict: LANDSAT_PRODUCT_ID = " + printable(id) + ", the file is of " + by_file->id,
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

/// The part of a product that its own metadata repeat: `02`, or what stands there instead.
std::string stated_collection(const Mtl& mtl, const std::optional<ProductName>& name)
{
    const std::string collection = mtl.anywhere("COLLECTION_NUMBER").value_or("");
    if (name && !collection.empty() && collection != name->collection)
        throw UnsafeError(
            "COLLECTION", mtl.file(),
            fmt::format("collection conflict: COLLECTION_NUMBER = {}, the product name says {}", printable(collection), name->collection),
            "use a Collection 2 Level 2 product");
    return collection;
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
    facts.sensor = stated_sensor(mtl, name)->name;
    facts.collection = stated_collection(mtl, name);
    facts.level = mtl.anywhere("PROCESSING_LEVEL").value_or(mtl.anywhere("DATA_TYPE").value_or(""));
    facts.time = acquisition_time(mtl, name);
    facts.grid = grid_of_mtl(mtl).value_or(Grid{});
    const auto cloud_pct = mtl.number_anywhere("CLOUD_COVER");
    if (cloud_pct && *cloud_pct >= 0) facts.cloud_pct = cloud_pct;  // -1: not determined
    facts.geometric_rmse_m = mtl.number_anywhere("GEOMETRIC_RMSE_MODEL");
    set_landsat_7_flags(facts);
    return facts;
}

}  // namespace tasi::scenes
