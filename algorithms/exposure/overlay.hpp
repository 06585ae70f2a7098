#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// Areas as valid polygons: outer rings counter-clockwise, holes clockwise, without overlaps; parts below a square centimetre are left out.

/// What any of the rings or polygons covers. They may cross themselves and each other.
std::vector<Polygon> united(const std::vector<Polygon>& areas);
/// What both cover.
std::vector<Polygon> common_part(const std::vector<Polygon>& a, const std::vector<Polygon>& b);

/// Square metres without holes.
double area_of(const std::vector<Polygon>& areas);

/// Whether GEOS finds the polygons valid, one by one and as a multipolygon.
bool is_valid_area(const std::vector<Polygon>& areas);

}  // namespace tasi
