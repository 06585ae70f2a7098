#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// The lines at `offset_m` (> 0) to the left of a line, drawn in its direction, without the loops that a narrow bend would
/// give; simplified with tolerance `simplify_m`, crossing nothing. A ring gives rings inside it, drawn as it is (counter-clockwise).
/// Empty when nothing is that far away from all of the line. Made by GEOS. BugError (1) with its words when it fails.
std::vector<Polyline> offset_to_left(const Polyline& line, double offset_m, double simplify_m);

/// The rings, outer and inner, around all that is within `distance_m` (> 0) of any of the lines. The same errors.
std::vector<Polyline> outlines_around(const std::vector<Polyline>& lines, double distance_m);

/// The lines with fewer vertices, moved by `tolerance_m` at most; none is lost. The same errors.
std::vector<Polyline> simplified(const std::vector<Polyline>& lines, double tolerance_m);

/// Whether a line neither crosses nor touches itself.
bool is_simple(const Polyline& line);

}  // namespace tasi
