#include "scenes/sensors/sheets.hpp"

namespace tasi::scenes {
namespace {

Sensor sheet(char unit)
{
    Sensor sensor;
    sensor.name = std::string("sentinel-2") + static_cast<char>(unit - 'A' + 'a');
    sensor.source = "ESA S2-PDGS-TAS-DI-PSD (Sentinel-2 Products Specification Document)";
    sensor.spacecraft = std::string("Sentinel-2") + unit;
    sensor.instruments = {"MSI"};
    sensor.id_prefix = std::string("S2") + unit;
    sensor.bands = {
        {Band::coastal, "B01", 0, 60}, {Band::blue, "B02", 1, 10},   {Band::green, "B03", 2, 10},  {Band::red, "B04", 3, 10},
        {Band::nir, "B08", 7, 10},     {Band::swir1, "B11", 11, 20}, {Band::swir2, "B12", 12, 20}, {Band::nir, "B8A", 8, 20},
    };
    return sensor;
}

}  // namespace

std::vector<Sensor> sentinel2_sheets() { return {sheet('A'), sheet('B'), sheet('C')}; }

std::vector<ProductSheet> sentinel2_product_sheets()
{
    ProductSheet l1c;
    l1c.name = "Sentinel-2 Level-1C";
    l1c.source = "ESA S2-PDGS-TAS-DI-PSD (Sentinel-2 Products Specification Document)";
    l1c.levels = {"L1C"};
    l1c.scale_rule = "MTD_MSIL1C.xml: QUANTIFICATION_VALUE, RADIO_ADD_OFFSET";
    l1c.quality_layer = "MSK_CLASSI or MSK_CLOUDS";
    l1c.quality = sentinel2_classification();
    l1c.cloud_buffer_m = 150;

    ProductSheet l2a;
    l2a.name = "Sentinel-2 Level-2A";
    l2a.source = "ESA S2-PDGS-TAS-DI-PSD (Sentinel-2 Products Specification Document)";
    l2a.levels = {"L2A"};
    l2a.scale_rule = "MTD_MSIL2A.xml: BOA_QUANTIFICATION_VALUE, BOA_ADD_OFFSET";
    l2a.quality_layer = "SCL";
    l2a.quality = sentinel2_scl();
    l2a.cloud_buffer_m = 60;
    return {l1c, l2a};
}

}  // namespace tasi::scenes
