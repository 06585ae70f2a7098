#include "scenes/sensors/sheets.hpp"

namespace tasi::scenes {
namespace {

const std::vector<SensorBand> tm_bands{
    {Band::blue, "B1", 1, 30}, {Band::green, "B2", 2, 30}, {Band::red, "B3", 3, 30},
    {Band::nir, "B4", 4, 30},  {Band::swir1, "B5", 5, 30}, {Band::swir2, "B7", 7, 30},
};

const std::vector<SensorBand> oli_bands{
    {Band::coastal, "B1", 1, 30}, {Band::blue, "B2", 2, 30},  {Band::green, "B3", 3, 30}, {Band::red, "B4", 4, 30},
    {Band::nir, "B5", 5, 30},     {Band::swir1, "B6", 6, 30}, {Band::swir2, "B7", 7, 30},
};

Sensor sheet(std::string name, std::string prefix, std::string source, std::vector<std::string> instruments, std::vector<SensorBand> bands)
{
    Sensor sensor;
    sensor.spacecraft = "LANDSAT_" + name.substr(name.size() - 1);
    sensor.name = std::move(name);
    sensor.source = std::move(source);
    sensor.instruments = std::move(instruments);
    sensor.id_prefix = std::move(prefix);
    sensor.bands = std::move(bands);
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

std::vector<ProductSheet> landsat_product_sheets()
{
    ProductSheet c2l2;
    c2l2.name = "Landsat Collection 2 Level 2";
    c2l2.source = "USGS LSDS-1618, LSDS-1619";
    c2l2.levels = {"L2SP", "L2SR"};
    c2l2.collection = "02";
    c2l2.band_prefix = "SR_";
    c2l2.scale_rule = "MTL group LEVEL2_SURFACE_REFLECTANCE_PARAMETERS: REFLECTANCE_MULT_BAND_n, REFLECTANCE_ADD_BAND_n";
    c2l2.quality_layer = "QA_PIXEL";
    c2l2.quality = landsat_c2_qa_pixel();
    c2l2.saturation_layer = "QA_RADSAT";
    return {c2l2};
}

}  // namespace tasi::scenes
