#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// The area that any of the polygons covers, without the borders between them: units of one level make that of the level above. Coordinates
/// may be in degrees. Outer rings run counter-clockwise. Rings that cross themselves are repaired, lines that are no
/// rings are left out.
std::vector<Polygon> dissolved(const std::vector<Polygon>& parts);

}  // namespace tasi
