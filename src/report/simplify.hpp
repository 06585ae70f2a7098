#pragma once

#include "src/core/geometry.hpp"

namespace tasi::report {

/// The line with fewer vertices, none of those left out farther than `tolerance_m` from it (Douglas & Peucker 1973,
/// doi:10.3138/FM57-6770-U75U-7727). First and last vertex stay; a ring keeps at least four vertices.
Polyline simplified(const Polyline& line, double tolerance_m);

}  // namespace tasi::report
