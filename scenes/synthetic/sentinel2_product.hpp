#pragma once

#include <filesystem>
#include <string>

#include "scenes/synthetic/platforms.hpp"
#include "scenes/synthetic/scene_rendering.hpp"
#include "src/io/write_raster.hpp"

namespace tasi::scenes {

/// `S2A_MSIL2A_20230719T014701_N0509_R017_T51LYL_20230719T054701.SAFE`.
std::string sentinel2_product_name(const Platform& platform, const CoastDescription& coast, const SceneOrder& order);

/// What is added to the stored numbers of a product before division by 10000: -1000 from processing baseline 04.00 on, else 0.
int sentinel2_offset(const std::string& baseline);

/// Level-2A numbers: reflectance * 10000 - offset, rounded, kept within 1..65534.
io::Numbers sentinel2_numbers(const Pixels& reflectance, int offset);

/// The window on whole 20 m pixels; `pixel_m` is 10 or 20.
Grid sentinel2_grid(const CoastDescription& coast, double pixel_m, const Crs& crs);

/// Text of MTD_MSIL2A.xml.
std::string sentinel2_metadata(const Platform& platform, const SceneRenderer& scene, double cloud_share);

/// Paths of the band files inside the product without suffix, in the order of the metadata.
std::vector<std::string> sentinel2_image_files(const CoastDescription& coast, const SceneOrder& order);

/// Makes the SAFE folder inside `folder` and returns its name.
std::string write_sentinel2_product(const SceneRenderer& scene, const std::filesystem::path& folder);

}  // namespace tasi::scenes
