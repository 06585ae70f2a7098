#pragma once

#include <vector>

#include "scenes/sensors/sensor.hpp"

namespace tasi::scenes {

/// Landsat 4 and 5 TM, 7 ETM+, 8 and 9 OLI: Collection 2 Level 2.
std::vector<Sensor> landsat_sheets();
/// Sentinel-2 A, B, C MSI: Level-2A.
std::vector<Sensor> sentinel2_sheets();

}  // namespace tasi::scenes
