#pragma once

#include <vector>

#include "scenes/sensors/sensor.hpp"

namespace tasi::scenes {

/// Landsat 4 and 5 TM, 7 ETM+, 8 and 9 OLI.
std::vector<Sensor> landsat_sheets();
std::vector<ProductSheet> landsat_product_sheets();
/// Sentinel-2 A, B, C MSI.
std::vector<Sensor> sentinel2_sheets();
std::vector<ProductSheet> sentinel2_product_sheets();

}  // namespace tasi::scenes
