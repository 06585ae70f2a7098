#pragma once

#include <filesystem>
#include <string>

#include "scenes/synthetic/landsat_metadata.hpp"

namespace tasi::scenes {

/// The smallest grid of 30 m pixels with centres on multiples of 30 m that holds the window, in the northern UTM zone as USGS delivers
/// everywhere: northings south of the equator are negative. `crs` is that of the northern zone.
Grid landsat_grid(const CoastDescription& coast, const Crs& crs);

/// The grid of the panchromatic band over it: pixels of 15 m, the first and the last centred on the first and the last of 30 m. So it has
/// 2 n - 1 pixels a side, and its outer corner lies 7.5 m inside (PANCHROMATIC_LINES and corners of USGS metadata).
Grid panchromatic_grid(const Grid& grid);

/// Makes the product folder inside `folder` and returns its name.
std::string write_landsat_product(const SceneRenderer& scene, const std::filesystem::path& folder);

}  // namespace tasi::scenes
