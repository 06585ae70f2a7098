#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenes/synthetic/landsat_product.hpp"

namespace tasi::scenes {
namespace {

/// Text in the Object Description Language of the metadata files: indented groups of `KEY = value`.
class Odl {
public:
    void begin(const std::string& group) { line("GROUP = " + group), open_.push_back(group); }
    void end()
    {
        const std::string group = open_.back();
        open_.pop_back();
        line("END_GROUP = " + group);
    }
    void text(const std::string& key, const std::string& value) { line(fmt::format("{} = \"{}\"", key, value)); }
    void plain(const std::string& key, const std::string& value) { line(fmt::format("{} = {}", key, value)); }
    std::string finish() { return text_ + "END\n"; }

private:
    void line(const std::string& content) { text_ += std::string(2 * open_.size(), ' ') + content + "\n"; }

    std::string text_;
    std::vector<std::string> open_;
};

void write_contents(Odl& odl, const Platform& platform, const std::string& id)
{
    odl.begin("PRODUCT_CONTENTS");
    odl.text("ORIGIN", "Synthetic scene of an invented coast, not an observation");
    odl.text("LANDSAT_PRODUCT_ID", id);
    odl.text("PROCESSING_LEVEL", "L2SP");
    odl.plain("COLLECTION_NUMBER", "02");
    odl.text("COLLECTION_CATEGORY", "T1");
    odl.text("OUTPUT_FORMAT", "GEOTIFF");
    for (const auto& [number, band] : platform.bands)
        odl.text(fmt::format("FILE_NAME_BAND_{}", number), fmt::format("{}_SR_B{}.TIF", id, number));
    odl.text("FILE_NAME_QUALITY_L1_PIXEL", id + "_QA_PIXEL.TIF");
    odl.text("FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION", id + "_QA_RADSAT.TIF");
    odl.text("FILE_NAME_METADATA_ODL", id + "_MTL.txt");
    for (const auto& [number, band] : platform.bands) odl.text(fmt::format("DATA_TYPE_BAND_{}", number), "UINT16");
    odl.end();
}

void write_image(Odl& odl, const Platform& platform, const SceneRenderer& scene, double cloud_share)
{
    const std::string iso = scene.order().time.iso();
    const std::string path_row = scene.coast().landsat_path_row;
    odl.begin("IMAGE_ATTRIBUTES");
    odl.text("SPACECRAFT_ID", platform.spacecraft);
    odl.text("SENSOR_ID", platform.instrument);
    odl.plain("WRS_TYPE", "2");
    odl.plain("WRS_PATH", path_row.substr(0, 3));
    odl.plain("WRS_ROW", path_row.substr(3));
    odl.plain("DATE_ACQUIRED", scene.order().time.day());
    odl.text("SCENE_CENTER_TIME", iso.substr(iso.find('T') + 1));
    odl.plain("CLOUD_COVER", fmt::format("{:.2f}", 100 * cloud_share));
    odl.plain("SUN_AZIMUTH",
              fmt::format("{:.8f}", scene.sun().azimuth_deg > 180 ? scene.sun().azimuth_deg - 360 : scene.sun().azimuth_deg));
    odl.plain("SUN_ELEVATION", fmt::format("{:.8f}", scene.sun().elevation_deg));
    odl.end();
}

/// Corners in this group are the centres of the corner pixels.
void write_projection(Odl& odl, const Grid& grid, int zone)
{
    odl.begin("PROJECTION_ATTRIBUTES");
    odl.text("MAP_PROJECTION", "UTM");
    odl.text("DATUM", "WGS84");
    odl.text("ELLIPSOID", "WGS84");
    odl.plain("UTM_ZONE", fmt::format("{}", zone));
    odl.plain("GRID_CELL_SIZE_REFLECTIVE", "30.00");
    odl.plain("REFLECTIVE_LINES", fmt::format("{}", grid.rows));
    odl.plain("REFLECTIVE_SAMPLES", fmt::format("{}", grid.cols));
    odl.text("ORIENTATION", "NORTH_UP");
    const auto corner = [&](const char* name, int row, int col) {
        const Point p = grid.at_centre(row, col);
        odl.plain(fmt::format("CORNER_{}_PROJECTION_X_PRODUCT", name), fmt::format("{:.3f}", p.x));
        odl.plain(fmt::format("CORNER_{}_PROJECTION_Y_PRODUCT", name), fmt::format("{:.3f}", p.y));
    };
    corner("UL", 0, 0);
    corner("UR", 0, grid.cols - 1);
    corner("LL", grid.rows - 1, 0);
    corner("LR", grid.rows - 1, grid.cols - 1);
    odl.end();
}

void write_reflectance(Odl& odl, const Platform& platform)
{
    odl.begin("LEVEL2_SURFACE_REFLECTANCE_PARAMETERS");
    const auto each = [&](const char* key, const char* value) {
        for (const auto& [number, band] : platform.bands) odl.plain(fmt::format("{}_BAND_{}", key, number), value);
    };
    each("REFLECTANCE_MAXIMUM", "1.602213");
    each("REFLECTANCE_MINIMUM", "-0.199972");
    each("QUANTIZE_CAL_MAX", "65535");
    each("QUANTIZE_CAL_MIN", "1");
    each("REFLECTANCE_MULT", "2.75e-05");
    each("REFLECTANCE_ADD", "-0.2");
    odl.end();
}

/// `sd_m` is the expected error per axis, not the one that this scene happens to have: no real product knows that.
void write_level1(Odl& odl, const std::string& id, double sd_m)
{
    std::string level1 = id;
    level1.replace(level1.find("L2SP"), 4, "L1TP");
    odl.begin("LEVEL1_PROCESSING_RECORD");
    odl.text("LANDSAT_PRODUCT_ID", level1);
    odl.text("PROCESSING_LEVEL", "L1TP");
    odl.plain("GEOMETRIC_RMSE_MODEL", fmt::format("{:.3f}", sd_m * std::sqrt(2.0)));
    odl.plain("GEOMETRIC_RMSE_MODEL_Y", fmt::format("{:.3f}", sd_m));
    odl.plain("GEOMETRIC_RMSE_MODEL_X", fmt::format("{:.3f}", sd_m));
    odl.end();
}

}  // namespace

std::string landsat_metadata(const Platform& platform, const SceneRenderer& scene, const Grid& grid, double cloud_share)
{
    const std::string id = landsat_product_id(platform, scene.coast(), scene.order().time);
    Odl odl;
    odl.begin("LANDSAT_METADATA_FILE");
    write_contents(odl, platform, id);
    write_image(odl, platform, scene, cloud_share);
    write_projection(odl, grid, scene.coast().utm_zone);
    odl.begin("LEVEL2_PROCESSING_RECORD");
    odl.text("LANDSAT_PRODUCT_ID", id);
    odl.text("PROCESSING_LEVEL", "L2SP");
    odl.text("ALGORITHM_SOURCE_SURFACE_REFLECTANCE", "tasi simulate");
    odl.end();
    write_reflectance(odl, platform);
    write_level1(odl, id, scene.coast().sensors[static_cast<std::size_t>(scene.order().sensor)].geolocation_m);
    odl.end();
    return odl.finish();
}

}  // namespace tasi::scenes
