#include <algorithm>
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

std::string granule_name(const ProductFiles& files, const std::string& member)
{
    const std::string start = files.folder() + "GRANULE/";
    if (!member.starts_with(start)) return "";
    const std::size_t slash = member.find('/', start.size());
    return slash == std::string::npos ? "" : member.substr(start.size(), slash - start.size());
}

/// `MTD_TL.xml`, before December 2016 `S2A_OPER_MTD_L1C_TL_....xml`.
bool is_tile_metadata(const std::string& lower_name)
{
    const bool old = lower_name.starts_with("s2") && lower_name.find("_mtd_l") != std::string::npos &&
                     lower_name.find("_tl_") != std::string::npos && lower_name.ends_with(".xml");
    return lower_name == "mtd_tl.xml" || old;
}

double tile_number(const io::XmlElement& tile, const std::string& parent, const std::string& name, const std::string& file)
{
    for (const io::XmlElement* element : tile.all(parent))
        if (element->attribute("resolution") == "10")
            if (const io::XmlElement* child = element->child(name))
                if (const auto value = parse_number(child->text)) return *value;
    throw UnsafeError("GEOREF", file, "georeferencing: no " + name + " for 10 m in the tile metadata", download);
}

}  // namespace

bool is_old_sentinel2_metadata(const std::string& lower_name)
{
    const bool level = lower_name.find("_mtd_safl1c") != std::string::npos || lower_name.find("_mtd_safl2a") != std::string::npos;
    return lower_name.starts_with("s2") && level && lower_name.ends_with(".xml");
}

std::set<std::string> sentinel2_granules(const ProductFiles& files)
{
    std::set<std::string> granules;
    for (const std::string& member : files.tree->members())
        if (const std::string name = granule_name(files, member); !name.empty()) granules.insert(files.folder() + "GRANULE/" + name + "/");
    return granules;
}

std::string sentinel2_granule(const ProductFiles& files)
{
    if (!files.granule.empty()) return files.granule;
    const std::set<std::string> granules = sentinel2_granules(files);
    if (granules.empty())
        throw UnreadableError("GRANULE", files.path(), "no GRANULE folder: images not found in the product", "download the whole product");
    if (granules.size() > 1)
        throw UnsafeError("GRANULE", files.path(),
                          fmt::format("{} granules in one product ({}, {}, ...): ambiguous", granules.size(), printable(*granules.begin()),
                                      printable(*std::next(granules.begin()))),
                          "give a product of one tile");
    return *granules.begin();
}

std::optional<io::XmlElement> sentinel2_tile(io::Session& session, const ProductFiles& files)
{
    const std::string granule = sentinel2_granule(files);
    for (const std::string& member : files.tree->members()) {
        if (!member.starts_with(granule)) continue;
        const std::string name = member.substr(granule.size());
        if (is_tile_metadata(lower_case(name))) return io::parse_xml(files.tree->read(session, member), files.tree->shown(member));
    }
    return std::nullopt;
}

Grid sentinel2_tile_grid(const io::XmlElement& tile, const std::string& file)
{
    Grid grid;
    grid.rows = static_cast<int>(tile_number(tile, "Size", "NROWS", file));
    grid.cols = static_cast<int>(tile_number(tile, "Size", "NCOLS", file));
    grid.x0 = tile_number(tile, "Geoposition", "ULX", file);
    grid.y0 = tile_number(tile, "Geoposition", "ULY", file);
    grid.dx = tile_number(tile, "Geoposition", "XDIM", file);
    grid.dy = tile_number(tile, "Geoposition", "YDIM", file);
    const auto code = tile.all("HORIZONTAL_CS_CODE");
    grid.crs = io::crs_from_user(code.empty() ? "" : code.front()->text);
    return grid;
}

}  // namespace tasi::scenes
