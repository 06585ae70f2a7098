#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// The area that the closed rings cover together, as valid polygons: outer rings counter-clockwise, holes clockwise. Rings may cross
/// themselves and each other.
std::vector<Polygon> dissolved(const std::vector<Polyline>& rings);

}  // namespace tasi
