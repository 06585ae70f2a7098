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

/// What the instruments share, whatever the platform.
struct Instrument {
    const char* source;
    std::vector<std::string> names;
    std::vector<SensorBand> bands;
    std::optional<PanBand> pan;
    std::vector<int> other_bands;
};

const Instrument tm{"USGS LSDS-284, LSDS-1618", {"TM"}, tm_bands, std::nullopt, {6}};
const Instrument etm{"USGS LSDS-1414, LSDS-1618", {"ETM"}, tm_bands, PanBand{"B8", 8, 15}, {6}};
const Instrument oli{"USGS LSDS-1822, LSDS-1619", {"OLI_TIRS", "OLI"}, oli_bands, PanBand{"B8", 8, 15}, {9, 10, 11}};

Sensor sheet(const std::string& name, const std::string& prefix, const Instrument& instrument)
{
    Sensor sensor;
    sensor.spacecraft = "LANDSAT_" + name.substr(name.size() - 1);
    sensor.name = name;
    sensor.source = instrument.source;
    sensor.instruments = instrument.names;
    sensor.id_prefix = prefix;
    sensor.bands = instrument.bands;
    sensor.pan = instrument.pan;
    sensor.other_bands = instrument.other_bands;
    return sensor;
}

ProductSheet collection_2(int level)
{
    ProductSheet sheet;
    sheet.name = "Landsat Collection 2 Level " + std::to_string(level);
    sheet.collection = "02";
    sheet.quality_layer = "QA_PIXEL";
    sheet.quality = landsat_c2_qa_pixel();
    sheet.saturation_layer = "QA_RADSAT";
    return sheet;
}

ProductSheet collection_2_level_2()
{
    ProductSheet sheet = collection_2(2);
    sheet.source = "USGS LSDS-1618, LSDS-1619";
    sheet.levels = {"L2SP", "L2SR"};
    sheet.band_prefix = "SR_";
    sheet.scale_rule = "MTL group LEVEL2_SURFACE_REFLECTANCE_PARAMETERS: REFLECTANCE_MULT_BAND_n, REFLECTANCE_ADD_BAND_n";
    return sheet;
}

ProductSheet collection_2_level_1()
{
    ProductSheet sheet = collection_2(1);
    sheet.source = "USGS LSDS-1415 (TM), LSDS-1414 (ETM+), LSDS-1822 (OLI)";
    sheet.levels = {"L1TP", "L1GT", "L1GS"};
    sheet.scale_rule =
        "MTL group LEVEL1_RADIOMETRIC_RESCALING: REFLECTANCE_MULT_BAND_n, REFLECTANCE_ADD_BAND_n; divided by sin(SUN_ELEVATION)";
    return sheet;
}

/// Layers before Collection 2 hold no dilated cloud: clouds grow by 150 m.
ProductSheet before_collection_2(std::string name, std::string collection, std::vector<std::string> levels,
                                 const std::vector<QualityField>& quality)
{
    ProductSheet sheet;
    sheet.name = std::move(name);
    sheet.source = "USGS LSDS-284 (TM), LSDS-272 (ETM+), LSDS-809 (OLI)";
    sheet.levels = std::move(levels);
    sheet.collection = std::move(collection);
    sheet.scale_rule = "MTL group RADIOMETRIC_RESCALING: REFLECTANCE_MULT_BAND_n, REFLECTANCE_ADD_BAND_n; divided by sin(SUN_ELEVATION)";
    sheet.quality_layer = "BQA";
    sheet.quality = quality;
    sheet.cloud_buffer_m = 150;
    return sheet;
}

}  // namespace

std::vector<Sensor> landsat_sheets()
{
    return {
        sheet("landsat-4", "LT04", tm),  sheet("landsat-5", "LT05", tm),  sheet("landsat-7", "LE07", etm),
        sheet("landsat-8", "LC08", oli), sheet("landsat-9", "LC09", oli),
    };
}

std::vector<ProductSheet> landsat_product_sheets()
{
    return {
        collection_2_level_2(),
        collection_2_level_1(),
        before_collection_2("Landsat Collection 1 Level 1", "01", {"L1TP", "L1GT", "L1GS"}, landsat_c1_bqa()),
        before_collection_2("Landsat pre-collection Level 1", "", {"L1T", "L1GT", "L1GS", "L1G"}, landsat_pre_collection_bqa()),
    };
}

}  // namespace tasi::scenes
