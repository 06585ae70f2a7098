#pragma once

#include <filesystem>
#include <string>

#include "scenes/synthetic/platforms.hpp"
#include "scenes/synthetic/scene_rendering.hpp"
#include "src/io/write_raster.hpp"

namespace tasi::scenes {

/// `LC08_L2SP_107066_20200614_20200915_02_T1`. Images older than the making of Collection 2 (2020) carry its date of processing.
std::string landsat_product_id(const Platform& platform, const CoastDescription& coast, const Instant& time);

/// Collection 2 Level-2 numbers: (reflectance + 0.2) / 2.75e-5, rounded, kept within 1..65534; 0 where `fill` is 1.
io::Numbers landsat_numbers(const Pixels& reflectance, const Mask& fill);

/// The smallest grid of 30 m pixels with centres on multiples of 30 m that holds the window, in the northern UTM zone as USGS delivers
/// everywhere: northings south of the equator are negative. `crs` is that of the northern zone.
Grid landsat_grid(const CoastDescription& coast, const Crs& crs);

/// Text of the metadata file (`*_MTL.txt`). `cloud_share` is measured on the image, 0..1.
std::string landsat_metadata(const Platform& platform, const SceneRenderer& scene, const Grid& grid, double cloud_share);

/// Makes the product folder inside `folder` and returns its name.
std::string write_landsat_product(const SceneRenderer& scene, const std::filesystem::path& folder);

}  // namespace tasi::scenes
