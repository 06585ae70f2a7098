#include "scenes/sensors/sheets.hpp"

namespace tasi::scenes {
namespace {

const std::vector<SensorBand> tm_bands{
    {Band::blue, "SR_B1", 1, 30}, {Band::green, "SR_B2", 2, 30}, {Band::red, "SR_B3", 3, 30},
    {Band::nir, "SR_B4", 4, 30},  {Band::swir1, "SR_B5", 5, 30}, {Band::swir2, "SR_B7", 7, 30},
};

const std::vector<SensorBand> oli_bands{
    {Band::coastal, "SR_B1", 1, 30}, {Band::blue, "SR_B2", 2, 30},  {Band::green, "SR_B3", 3, 30}, {Band::red, "SR_B4", 4, 30},
    {Band::nir, "SR_B5", 5, 30},     {Band::swir1, "SR_B6", 6, 30}, {Band::swir2, "SR_B7", 7, 30},
};

Sensor sheet(std::string name, std::string prefix, std::string source, std::vector<std::string> instruments, std::vector<SensorBand> bands)
{
    Sensor sensor;
    sensor.spacecraft = "LANDSAT_" + name.substr(name.size() - 1);
    sensor.name = std::move(name);
    sensor.product = "Collection 2 Level 2 surface reflectance";
    sensor.source = std::move(source);
    sensor.instruments = std::move(instruments);
    sensor.id_prefix = std::move(prefix);
    sensor.bands = std::move(bands);
    sensor.scale_rule = "MTL group LEVEL2_SURFACE_REFLECTANCE_PARAMETERS: REFLECTANCE_MULT_BAND_n, REFLECTANCE_ADD_BAND_n";
    sensor.quality_layer = "QA_PIXEL";
    sensor.rejected_bits = landsat_c2_qa_pixel();
    sensor.saturation_layer = "QA_RADSAT";
    return sensor;
}

}  // namespace

std::vector<Sensor> landsat_sheets()
{
    return {
        sheet("landsat-4", "LT04", "USGS LSDS-1618", {"TM"}, tm_bands),
        sheet("landsat-5", "LT05", "USGS LSDS-1618", {"TM"}, tm_bands),
        sheet("landsat-7", "LE07", "USGS LSDS-1618", {"ETM"}, tm_bands),
        sheet("landsat-8", "LC08", "USGS LSDS-1619", {"OLI_TIRS", "OLI"}, oli_bands),
        sheet("landsat-9", "LC09", "USGS LSDS-1619", {"OLI_TIRS", "OLI"}, oli_bands),
    };
}

}  // namespace tasi::scenes
