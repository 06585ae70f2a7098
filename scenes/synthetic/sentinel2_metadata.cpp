#include <fmt/format.h>

#include "scenes/synthetic/sentinel2_product.hpp"

namespace tasi::scenes {
namespace {

std::string product_info(const Platform& platform, const SceneRenderer& scene)
{
    const SceneOrder& order = scene.order();
    // Products write milliseconds even when they are zero.
    const std::string start = fmt::format("{}.{:03}Z", order.time.iso().substr(0, 19), order.time.milliseconds % 1000);
    std::string text = "    <Product_Info>\n";
    const auto element = [&](const char* name, const std::string& value) { text += fmt::format("      <{0}>{1}</{0}>\n", name, value); };
    element("PRODUCT_START_TIME", start);
    element("PRODUCT_STOP_TIME", start);
    element("PRODUCT_URI", sentinel2_product_name(platform, scene.coast(), order));
    element("PROCESSING_LEVEL", sentinel2_kind(order).level);
    element("PRODUCT_TYPE", sentinel2_kind(order).surface ? "S2MSI2A" : "S2MSI1C");
    element("PROCESSING_BASELINE", order.baseline);
    text += fmt::format("      <Datatake>\n        <SPACECRAFT_NAME>{}</SPACECRAFT_NAME>\n", platform.spacecraft);
    text += fmt::format("        <DATATAKE_SENSING_START>{}</DATATAKE_SENSING_START>\n", start);
    text += "        <SENSING_ORBIT_DIRECTION>DESCENDING</SENSING_ORBIT_DIRECTION>\n      </Datatake>\n";
    text += "      <Product_Organisation>\n        <Granule_List>\n          <Granule imageFormat=\"JPEG2000\">\n";
    for (const std::string& file : sentinel2_image_files(scene.coast(), order))
        text += fmt::format("            <IMAGE_FILE>{}</IMAGE_FILE>\n", file);
    return text + "          </Granule>\n        </Granule_List>\n      </Product_Organisation>\n    </Product_Info>\n";
}

/// One offset for each of the 13 bands.
std::string offset_list(const char* list, const char* name, int offset)
{
    std::string text = fmt::format("      <{}>\n", list);
    for (int band = 0; band < 13; ++band) text += fmt::format("        <{0} band_id=\"{1}\">{2}</{0}>\n", name, band, offset);
    return text + fmt::format("      </{}>\n", list);
}

std::string image_characteristics(const SceneOrder& order)
{
    std::string text = "    <Product_Image_Characteristics>\n";
    const auto special = [&](const char* name, int value) {
        text += fmt::format("      <Special_Values>\n        <SPECIAL_VALUE_TEXT>{}</SPECIAL_VALUE_TEXT>\n", name);
        text += fmt::format("        <SPECIAL_VALUE_INDEX>{}</SPECIAL_VALUE_INDEX>\n      </Special_Values>\n", value);
    };
    special("NODATA", 0);
    special("SATURATED", 65535);
    const bool surface = sentinel2_kind(order).surface;
    const int offset = sentinel2_offset(order.baseline);
    if (surface) {
        text += "      <QUANTIFICATION_VALUES_LIST>\n        <BOA_QUANTIFICATION_VALUE unit=\"none\">10000</BOA_QUANTIFICATION_VALUE>\n";
        text += "      </QUANTIFICATION_VALUES_LIST>\n";
        if (offset != 0) text += offset_list("BOA_ADD_OFFSET_VALUES_LIST", "BOA_ADD_OFFSET", offset);
    } else {
        text += "      <QUANTIFICATION_VALUE unit=\"none\">10000</QUANTIFICATION_VALUE>\n";
        if (offset != 0) text += offset_list("Radiometric_Offset_List", "RADIO_ADD_OFFSET", offset);
    }
    return text + "    </Product_Image_Characteristics>\n";
}

}  // namespace

std::string sentinel2_metadata(const Platform& platform, const SceneRenderer& scene, double cloud_share)
{
    const std::string level = sentinel2_kind(scene.order()).level;
    const std::string schema = fmt::format("https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_{}.xsd", level);
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Synthetic scene of an invented coast, not an observation -->\n";
    text += fmt::format("<n1:{}_User_Product xmlns:n1=\"{}\">\n  <n1:General_Info>\n", level, schema);
    text += product_info(platform, scene) + image_characteristics(scene.order());
    text += "  </n1:General_Info>\n  <n1:Quality_Indicators_Info>\n";
    text += fmt::format("    <Cloud_Coverage_Assessment>{:.6f}</Cloud_Coverage_Assessment>\n", 100 * cloud_share);
    return text + fmt::format("  </n1:Quality_Indicators_Info>\n</n1:{}_User_Product>\n", level);
}

}  // namespace tasi::scenes
