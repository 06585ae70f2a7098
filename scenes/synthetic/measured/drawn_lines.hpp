#pragma once

#include <functional>

#include "src/core/geometry.hpp"

namespace tasi::scenes::measured {

/// The graph of `height` over x from `from` to `to` (which may be the smaller), with vertices `step` apart in x.
Polyline graph(const std::function<double(double)>& height, double from, double to, double step);

/// Counter-clockwise, with land inside: the sea is on the right-hand side. Vertices about `step` apart.
Polyline circle(const Point& centre, double radius, double step);

/// A line through `corners` with its corners rounded by a Gaussian of 1 sigma `rounding` along it, vertices about `step` apart; long
/// straight pieces stay straight, the ends stay.
Polyline rounded(const Polyline& corners, double rounding, double step);

Polyline turned(Polyline line, double angle_deg);
Polyline moved(Polyline line, const Vector& by);

}  // namespace tasi::scenes::measured
