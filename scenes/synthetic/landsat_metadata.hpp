#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenes/synthetic/metadata_tree.hpp"
#include "scenes/synthetic/platforms.hpp"
#include "scenes/synthetic/product_kinds.hpp"
#include "scenes/synthetic/scene_rendering.hpp"

namespace tasi::scenes {

/// What the metadata file of a Landsat product has to tell.
struct LandsatFacts {
    const Platform& platform;
    const ProductKind& kind;
    const SceneRenderer& scene;
    std::string id;
    Grid grid;                ///< of the reflective bands
    std::optional<Grid> pan;  ///< of the panchromatic band
    double cloud_share = 0;   ///< measured on the image, 0..1

    /// Numbers of the bands in the product: reflective, then 8 where there is a panchromatic one.
    std::vector<int> numbers() const;
    std::string file(const std::string& part) const { return id + "_" + part; }
    std::string band_file(int number) const { return file(kind.band_prefix + std::to_string(number) + ".TIF"); }
    /// Before collections only Landsat 8 had a quality band and factors for reflectance; the older ones told radiance alone.
    bool radiance_only() const { return kind.collection.empty() && platform.instrument != "OLI_TIRS"; }
};

/// Names of products. Images older than the making of Collection 2 (2020-09-15) or 1 (2017-04-01) carry that date of processing.
///   Collection 2, 1: `LC08_L1TP_107066_20200614_20200915_02_T1`;
///   before: `LC81070662020166LGN00`, the scene id that all of them state.
std::string landsat_product_id(const Platform& platform, const ProductKind& kind, const CoastDescription& coast, const Instant& time);
std::string landsat_scene_id(const Platform& platform, const CoastDescription& coast, const Instant& time);

/// The metadata file (`*_MTL.*`) in the groups of its collection.
MetadataTree landsat_metadata(const LandsatFacts& facts);

// Parts of it.
MetadataTree collection2_metadata(const LandsatFacts& facts);
MetadataTree older_metadata(const LandsatFacts& facts);
/// Lines and samples; UTM and cell sizes; corners, which are the centres of the corner pixels.
void write_sizes(MetadataTree& tree, const LandsatFacts& facts);
void write_projection(MetadataTree& tree, const LandsatFacts& facts);
void write_corners(MetadataTree& tree, const Grid& grid);
/// `LANDSAT_8`, path, row, day and time, as both layouts write them.
void write_sun(MetadataTree& tree, const SceneRenderer& scene);
void write_errors(MetadataTree& tree, const SceneRenderer& scene);
/// Groups MIN_MAX_REFLECTANCE, MIN_MAX_PIXEL_VALUE and RADIOMETRIC_RESCALING of Level 1; their names begin with `prefix`.
void write_level1_numbers(MetadataTree& tree, const LandsatFacts& facts, const std::string& prefix);

}  // namespace tasi::scenes
