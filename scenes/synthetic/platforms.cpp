#include "scenes/synthetic/platforms.hpp"

namespace tasi::scenes {
namespace {

// USGS LSDS-1618 and LSDS-1619 (Landsat Collection 2 Level-2 product guides).
const std::vector<std::pair<int, Band>> thematic_mapper{{1, Band::blue}, {2, Band::green}, {3, Band::red},
                                                        {4, Band::nir},  {5, Band::swir1}, {7, Band::swir2}};
const std::vector<std::pair<int, Band>> land_imager{{1, Band::coastal}, {2, Band::blue},  {3, Band::green}, {4, Band::red},
                                                    {5, Band::nir},     {6, Band::swir1}, {7, Band::swir2}};

// Shares of its pass band that fall to each role: 0.52 to 0.90 um on ETM+, 0.50 to 0.68 um on OLI.
const std::vector<std::pair<Band, double>> mapper_pan{{Band::green, 0.25}, {Band::red, 0.35}, {Band::nir, 0.40}};
const std::vector<std::pair<Band, double>> imager_pan{{Band::blue, 0.10}, {Band::green, 0.50}, {Band::red, 0.40}};

}  // namespace

const std::vector<Platform>& platforms()
{
    static const std::vector<Platform> table{
        {"landsat-4", "LT04", "LANDSAT_4", "TM", false, false, thematic_mapper},
        {"landsat-5", "LT05", "LANDSAT_5", "TM", false, false, thematic_mapper},
        {"landsat-7", "LE07", "LANDSAT_7", "ETM", false, false, thematic_mapper, mapper_pan},
        {"landsat-8", "LC08", "LANDSAT_8", "OLI_TIRS", false, true, land_imager, imager_pan},
        {"landsat-9", "LC09", "LANDSAT_9", "OLI_TIRS", false, true, land_imager, imager_pan},
        {"sentinel-2a", "S2A", "Sentinel-2A", "MSI", true, true, {}},
        {"sentinel-2b", "S2B", "Sentinel-2B", "MSI", true, true, {}},
        {"sentinel-2c", "S2C", "Sentinel-2C", "MSI", true, true, {}},
    };
    return table;
}

const Platform* platform_named(std::string_view name)
{
    for (const Platform& platform : platforms()) {
        if (platform.name == name) return &platform;
    }
    return nullptr;
}

}  // namespace tasi::scenes
