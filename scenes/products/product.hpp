#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenes/products/safe_manifest.hpp"
#include "scenes/products/scene_facts.hpp"
#include "scenes/sensors/sensor.hpp"
#include "src/core/reflectance.hpp"
#include "src/io/file_tree.hpp"

namespace tasi::scenes {

/// The files of one product in a folder or archive.
struct ProductFiles {
    std::shared_ptr<const io::FileTree> tree;
    std::string metadata;      ///< the member that states what the product is
    bool alone = true;         ///< no other product has its metadata in the same folder
    std::string granule = {};  ///< prefix of its members where several products share the metadata (old Sentinel-2); else empty

    /// The part of member names before the product's own: empty, or ending in `/`.
    std::string folder() const;
    /// The name of the product's folder or archive, without suffix.
    std::string name() const;
    /// By what a user opens it: folder or archive; its metadata file where several products share a folder; its granule folder where
    /// several products share the metadata.
    std::string path() const;
    /// For messages: archive and member.
    std::string metadata_name() const { return tree->path().string() + "/" + metadata; }
    /// The member for a file name that the metadata state, whatever its case; nothing when it is not there. RefusedError (8)
    /// when the name would leave the product.
    std::optional<std::string> member(const std::string& file_name) const;
};

/// One band of one raster file and its place.
struct RasterSource {
    std::string name;  ///< member of the tree, or a path when there is no tree
    int band = 0;
    Grid grid;
};

/// Stored numbers of a band and how they become reflectance.
struct BandLayer {
    RasterSource raster;
    Calibration calibration;
    bool satellite_numbers = false;  ///< 0 is fill and `saturated_from` is saturated
    double saturated_from = 65535;   ///< 255 in files of 8 bits
    std::optional<double> no_data;   ///< stated beside the file
};

/// A raster of quality numbers and what they mean.
struct QualityLayer {
    RasterSource raster;
    std::vector<QualityField> fields;
    PixelFlag unstated = fill;  ///< of pixels without a number
};

/// A quality layer whose pixels are only counted, as a doubt that the run reports: `high aerosol`, `dark area`.
struct CountedLayer {
    std::string name;
    RasterSource raster;
    QualityField field;
};

/// Areas that a product states as polygons in the CRS of its grid, holes included: a pixel whose centre lies inside gets `flag`.
struct MaskedArea {
    PixelFlag flag = cloud;
    std::vector<Polygon> polygons;
};

/// A product whose meaning is settled: what a Scene reads from.
struct Product {
    SceneFacts facts;
    std::shared_ptr<const io::FileTree> tree;  ///< null: names are paths
    const Sensor* sensor = nullptr;            ///< null: a plain raster of an unknown sensor
    const ProductSheet* sheet = nullptr;       ///< null: a plain raster
    std::map<Band, BandLayer> bands;
    std::optional<BandLayer> pan;  ///< panchromatic, 15 m
    std::vector<QualityLayer> quality;
    std::vector<MaskedArea> masked_areas;
    std::vector<CountedLayer> counted;
    std::optional<RasterSource> saturation;  ///< Landsat QA_RADSAT
    std::shared_ptr<DigestCheck> digests;    ///< checksums that the product states; null: none

    /// Opens the raster, whose checksum is compared where the product states one.
    io::RasterFile open(io::Session& session, const RasterSource& source) const;
};

/// The largest and the smallest pixel among the bands; UnreadableError (3) naming a band that is not there.
Grid coarsest_grid(const Product& product, const std::vector<Band>& bands);
Grid finest_grid(const Product& product);

}  // namespace tasi::scenes
