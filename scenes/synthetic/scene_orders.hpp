#pragma once

#include <vector>

#include "scenes/synthetic/coast_description.hpp"
#include "scenes/synthetic/strict_table.hpp"

namespace tasi::scenes {

/// The scenes that `[[scenes]]` of a description asks for, in their order; `sensors` are those of the same description. UsageError (2) for
/// none, for an unknown sensor, product or form, and for two scenes of one sensor on one day.
std::vector<SceneOrder> scene_orders(StrictTable& description, const std::vector<SensorErrors>& sensors);

}  // namespace tasi::scenes
