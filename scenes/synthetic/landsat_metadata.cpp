#include "scenes/synthetic/landsat_metadata.hpp"

#include <fmt/format.h>

#include "scenes/synthetic/landsat_scaling.hpp"

namespace tasi::scenes {
namespace {

void write_quality_files(MetadataTree& tree, const LandsatFacts& facts)
{
    tree.text("FILE_NAME_QUALITY_L1_PIXEL", facts.file("QA_PIXEL.TIF"));
    tree.text("FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION", facts.file("QA_RADSAT.TIF"));
}

void write_metadata_files(MetadataTree& tree, const LandsatFacts& facts)
{
    tree.text("FILE_NAME_METADATA_ODL", facts.file("MTL.txt"));
    for (const std::string& form : facts.scene.order().metadata) {
        if (form == "xml") tree.text("FILE_NAME_METADATA_XML", facts.file("MTL.xml"));
    }
}

void write_contents(MetadataTree& tree, const LandsatFacts& facts)
{
    tree.begin("PRODUCT_CONTENTS");
    tree.text("ORIGIN", "Synthetic scene of an invented coast, not an observation");
    tree.text("LANDSAT_PRODUCT_ID", facts.id);
    tree.text("PROCESSING_LEVEL", facts.kind.level);
    tree.plain("COLLECTION_NUMBER", "02");
    tree.text("COLLECTION_CATEGORY", "T1");
    tree.text("OUTPUT_FORMAT", "GEOTIFF");
    for (const int n : facts.numbers()) tree.text(fmt::format("FILE_NAME_BAND_{}", n), facts.band_file(n));
    write_quality_files(tree, facts);
    write_metadata_files(tree, facts);
    for (const int n : facts.numbers()) {
        const bool eight_bit = landsat_scale(facts.platform, facts.kind, n).eight_bit();
        tree.text(fmt::format("DATA_TYPE_BAND_{}", n), eight_bit ? "UINT8" : "UINT16");
    }
    tree.end();
}

void write_image(MetadataTree& tree, const LandsatFacts& facts)
{
    const SceneRenderer& scene = facts.scene;
    const std::string iso = scene.order().time.iso(), path_row = scene.coast().landsat_path_row;
    tree.begin("IMAGE_ATTRIBUTES");
    tree.text("SPACECRAFT_ID", facts.platform.spacecraft);
    tree.text("SENSOR_ID", facts.platform.instrument);
    tree.plain("WRS_TYPE", "2");
    tree.plain("WRS_PATH", path_row.substr(0, 3));
    tree.plain("WRS_ROW", path_row.substr(3));
    tree.plain("DATE_ACQUIRED", scene.order().time.day());
    tree.text("SCENE_CENTER_TIME", iso.substr(iso.find('T') + 1));
    tree.plain("CLOUD_COVER", fmt::format("{:.2f}", 100 * facts.cloud_share));
    write_sun(tree, scene);
    tree.end();
}

void write_place(MetadataTree& tree, const LandsatFacts& facts)
{
    tree.begin("PROJECTION_ATTRIBUTES");
    write_projection(tree, facts);
    write_sizes(tree, facts);
    tree.text("ORIENTATION", "NORTH_UP");
    write_corners(tree, facts.grid);
    tree.end();
}

void write_level2(MetadataTree& tree, const LandsatFacts& facts)
{
    tree.begin("LEVEL2_PROCESSING_RECORD");
    tree.text("LANDSAT_PRODUCT_ID", facts.id);
    tree.text("PROCESSING_LEVEL", facts.kind.level);
    tree.text("ALGORITHM_SOURCE_SURFACE_REFLECTANCE", "tasi simulate");
    tree.end();
    tree.begin("LEVEL2_SURFACE_REFLECTANCE_PARAMETERS");
    const auto each = [&](const char* key, const char* value) {
        for (const int n : facts.numbers()) tree.plain(fmt::format("{}_BAND_{}", key, n), value);
    };
    each("REFLECTANCE_MAXIMUM", "1.602213");
    each("REFLECTANCE_MINIMUM", "-0.199972");
    each("QUANTIZE_CAL_MAX", "65535");
    each("QUANTIZE_CAL_MIN", "1");
    each("REFLECTANCE_MULT", "2.75e-05");
    each("REFLECTANCE_ADD", "-0.2");
    tree.end();
}

/// Level 1 tells its files here once more, with the scene id.
void write_level1_record(MetadataTree& tree, const LandsatFacts& facts)
{
    std::string id = facts.id;
    if (facts.kind.surface) id.replace(id.find(facts.kind.level), facts.kind.level.size(), "L1TP");
    tree.begin("LEVEL1_PROCESSING_RECORD");
    if (!facts.kind.surface) tree.text("LANDSAT_SCENE_ID", landsat_scene_id(facts.platform, facts.scene.coast(), facts.scene.order().time));
    tree.text("LANDSAT_PRODUCT_ID", id);
    tree.text("PROCESSING_LEVEL", "L1TP");
    if (!facts.kind.surface) {
        for (const int n : facts.numbers()) tree.text(fmt::format("FILE_NAME_BAND_{}", n), facts.band_file(n));
        write_quality_files(tree, facts);
        write_metadata_files(tree, facts);
    }
    write_errors(tree, facts.scene);
    tree.end();
}

}  // namespace

MetadataTree collection2_metadata(const LandsatFacts& facts)
{
    MetadataTree tree;
    tree.begin("LANDSAT_METADATA_FILE");
    write_contents(tree, facts);
    write_image(tree, facts);
    write_place(tree, facts);
    if (facts.kind.surface) write_level2(tree, facts);
    write_level1_record(tree, facts);
    if (!facts.kind.surface) {
        write_level1_numbers(tree, facts, "LEVEL1_");
        tree.begin("LEVEL1_PROJECTION_PARAMETERS");
        write_projection(tree, facts);
        tree.text("ORIENTATION", "NORTH_UP");
        tree.end();
    }
    tree.end();
    return tree;
}

MetadataTree landsat_metadata(const LandsatFacts& facts)
{
    return facts.kind.collection == "02" ? collection2_metadata(facts) : older_metadata(facts);
}

}  // namespace tasi::scenes
