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
    element("PROCESSING_LEVEL", "Level-2A");
    element("PRODUCT_TYPE", "S2MSI2A");
    element("PROCESSING_BASELINE", order.baseline);
    text += fmt::format("      <Datatake>\n        <SPACECRAFT_NAME>{}</SPACECRAFT_NAME>\n", platform.spacecraft);
    text += fmt::format("        <DATATAKE_SENSING_START>{}</DATATAKE_SENSING_START>\n", start);
    text += "        <SENSING_ORBIT_DIRECTION>DESCENDING</SENSING_ORBIT_DIRECTION>\n      </Datatake>\n";
    text += "      <Product_Organisation>\n        <Granule_List>\n          <Granule imageFormat=\"JPEG2000\">\n";
    for (const std::string& file : sentinel2_image_files(scene.coast(), order))
        text += fmt::format("            <IMAGE_FILE>{}</IMAGE_FILE>\n", file);
    return text + "          </Granule>\n        </Granule_List>\n      </Product_Organisation>\n    </Product_Info>\n";
}

std::string image_characteristics(const std::string& baseline)
{
    std::string text = "    <Product_Image_Characteristics>\n";
    const auto special = [&](const char* name, int value) {
        text += fmt::format("      <Special_Values>\n        <SPECIAL_VALUE_TEXT>{}</SPECIAL_VALUE_TEXT>\n", name);
        text += fmt::format("        <SPECIAL_VALUE_INDEX>{}</SPECIAL_VALUE_INDEX>\n      </Special_Values>\n", value);
    };
    special("NODATA", 0);
    special("SATURATED", 65535);
    text += "      <QUANTIFICATION_VALUES_LIST>\n        <BOA_QUANTIFICATION_VALUE unit=\"none\">10000</BOA_QUANTIFICATION_VALUE>\n";
    text += "      </QUANTIFICATION_VALUES_LIST>\n";
    if (const int offset = sentinel2_offset(baseline); offset != 0) {
        text += "      <BOA_ADD_OFFSET_VALUES_LIST>\n";
        for (int band = 0; band < 13; ++band)
            text += fmt::format("        <BOA_ADD_OFFSET band_id=\"{}\">{}</BOA_ADD_OFFSET>\n", band, offset);
        text += "      </BOA_ADD_OFFSET_VALUES_LIST>\n";
    }
    return text + "    </Product_Image_Characteristics>\n";
}

}  // namespace

std::string sentinel2_metadata(const Platform& platform, const SceneRenderer& scene, double cloud_share)
{
    const std::string schema = "https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd";
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Synthetic scene of an invented coast, not an observation -->\n";
    text += fmt::format("<n1:Level-2A_User_Product xmlns:n1=\"{}\">\n  <n1:General_Info>\n", schema);
    text += product_info(platform, scene) + image_characteristics(scene.order().baseline);
    text += "  </n1:General_Info>\n  <n1:Quality_Indicators_Info>\n";
    text += fmt::format("    <Cloud_Coverage_Assessment>{:.6f}</Cloud_Coverage_Assessment>\n", 100 * cloud_share);
    return text + "  </n1:Quality_Indicators_Info>\n</n1:Level-2A_User_Product>\n";
}

}  // namespace tasi::scenes
