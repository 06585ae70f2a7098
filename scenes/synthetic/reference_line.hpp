#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi::scenes {

/// A place on the reference line: metres alongshore, the point, and the unit normal towards the sea (right-hand side).
struct Station {
    double alongshore_m = 0;
    Point point;
    Vector seaward;
};

/// A smooth curve through control points: the natural cubic spline (continuous curvature) over the length of their chords.
/// Stations are `step_m` apart along the curve, from its first control point to its last; the last gap may be shorter.
std::vector<Station> reference_line(const Polyline& control_points, double step_m);

}  // namespace tasi::scenes
