#include <fmt/format.h>

#include "scenes/synthetic/landsat_metadata.hpp"

namespace tasi::scenes {
namespace {

void write_file_info(MetadataTree& tree, const LandsatFacts& facts)
{
    tree.begin("METADATA_FILE_INFO");
    tree.text("ORIGIN", "Synthetic scene of an invented coast, not an observation");
    tree.text("LANDSAT_SCENE_ID", landsat_scene_id(facts.platform, facts.scene.coast(), facts.scene.order().time));
    if (!facts.kind.collection.empty()) {
        tree.text("LANDSAT_PRODUCT_ID", facts.id);
        tree.plain("COLLECTION_NUMBER", facts.kind.collection);
    }
    tree.text("PROCESSING_SOFTWARE_VERSION", "tasi simulate");
    tree.end();
}

void write_product(MetadataTree& tree, const LandsatFacts& facts)
{
    const Instant& time = facts.scene.order().time;
    const std::string iso = time.iso(), path_row = facts.scene.coast().landsat_path_row;
    tree.begin("PRODUCT_METADATA");
    tree.text("DATA_TYPE", facts.kind.level);
    if (!facts.kind.collection.empty()) tree.text("COLLECTION_CATEGORY", "T1");
    tree.text("OUTPUT_FORMAT", "GEOTIFF");
    tree.text("SPACECRAFT_ID", facts.platform.spacecraft);
    tree.text("SENSOR_ID", facts.platform.instrument);
    tree.plain("WRS_PATH", path_row.substr(0, 3));
    tree.plain("WRS_ROW", path_row.substr(3));
    tree.plain("DATE_ACQUIRED", time.day());
    tree.text("SCENE_CENTER_TIME", iso.substr(iso.find('T') + 1));
    write_corners(tree, facts.grid);
    write_sizes(tree, facts);
    for (const int n : facts.numbers()) tree.text(fmt::format("FILE_NAME_BAND_{}", n), facts.band_file(n));
    if (!facts.radiance_only()) tree.text("FILE_NAME_BAND_QUALITY", facts.file(facts.kind.quality + ".TIF"));
    tree.text("METADATA_FILE_NAME", facts.file("MTL.txt"));
    tree.end();
}

}  // namespace

MetadataTree older_metadata(const LandsatFacts& facts)
{
    MetadataTree tree;
    tree.begin("L1_METADATA_FILE");
    write_file_info(tree, facts);
    write_product(tree, facts);
    tree.begin("IMAGE_ATTRIBUTES");
    tree.plain("CLOUD_COVER", fmt::format("{:.2f}", 100 * facts.cloud_share));
    write_sun(tree, facts.scene);
    write_errors(tree, facts.scene);
    tree.end();
    write_level1_numbers(tree, facts, "");
    tree.begin("PROJECTION_PARAMETERS");
    write_projection(tree, facts);
    tree.text("ORIENTATION", "NORTH_UP");
    tree.end();
    tree.end();
    return tree;
}

}  // namespace tasi::scenes
