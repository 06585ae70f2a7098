#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenes/synthetic/platforms.hpp"
#include "scenes/synthetic/product_kinds.hpp"
#include "scenes/synthetic/scene_rendering.hpp"
#include "src/io/write_raster.hpp"

namespace tasi::scenes {

/// The kind of product that an order of a Sentinel-2 scene wants.
const ProductKind& sentinel2_kind(const SceneOrder& order);

/// `S2A_MSIL2A_20230719T014701_N0509_R017_T51LYL_20230719T054701.SAFE`.
std::string sentinel2_product_name(const Platform& platform, const CoastDescription& coast, const SceneOrder& order);

/// `GRANULE/L2A_T51LYL_A000000_20230719T014701/`.
std::string sentinel2_granule_folder(const CoastDescription& coast, const SceneOrder& order);

/// `S2A_OPER_<what>_20230719T054701_A000000_T51LYL`: how the agency calls parts of a product, such as `MSI_L1C_TL_2APS`.
std::string sentinel2_part_name(const Platform& platform, const CoastDescription& coast, const SceneOrder& order, const std::string& what);

/// What is added to the stored numbers of a product before division by 10000: -1000 from processing baseline 04.00 on, else 0.
int sentinel2_offset(const std::string& baseline);

/// Stored numbers: reflectance * 10000 - offset, rounded, kept within 1..65534.
io::Numbers sentinel2_numbers(const Pixels& reflectance, int offset);

/// The window on pixels of 10, 20 or 60 m. It is a whole number of the largest pixels that the product has (20 m at Level 2A, 60 m at Level
/// 1C), from a corner on whole 20 m, as tiles lie.
Grid sentinel2_grid(const CoastDescription& coast, const ProductKind& kind, double pixel_m, const Crs& crs);

/// Text of MTD_MSIL2A.xml or MTD_MSIL1C.xml, and of the granule's MTD_TL.xml.
std::string sentinel2_metadata(const Platform& platform, const SceneRenderer& scene, double cloud_share);
std::string sentinel2_tile_metadata(const Platform& platform, const SceneRenderer& scene);

/// Path of an image inside the product without suffix: `.../IMG_DATA/R10m/T51LYL_20230719T014701_B03_10m` at Level 2A, which keeps copies
/// of a band in several sizes, `.../IMG_DATA/T51LYL_20230719T014701_B03` at Level 1C.
std::string sentinel2_image_file(const CoastDescription& coast, const SceneOrder& order, const std::string& token, int pixel_m);

/// Paths of the band files inside the product without suffix, in the order of the metadata.
std::vector<std::string> sentinel2_image_files(const CoastDescription& coast, const SceneOrder& order);

/// Makes the SAFE folder inside `folder` and returns its name.
std::string write_sentinel2_product(const SceneRenderer& scene, const std::filesystem::path& folder);

}  // namespace tasi::scenes
