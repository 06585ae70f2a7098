#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

// Areas as valid polygons: outer rings counter-clockwise, holes clockwise, without overlaps; slivers that rounding leaves are left out.
// Coordinates may be in degrees.

/// What any of the polygons covers, without the borders between them: units of one level make that of the level above. Rings that cross
/// themselves are repaired, lines that are no rings are left out.
std::vector<Polygon> united(const std::vector<Polygon>& areas);
/// What both cover.
std::vector<Polygon> common_part(const std::vector<Polygon>& a, const std::vector<Polygon>& b);

/// Square metres without holes.
double area_of(const std::vector<Polygon>& areas);

/// Whether GEOS finds the polygons valid, one by one and as a multipolygon.
bool is_valid_area(const std::vector<Polygon>& areas);

}  // namespace tasi
