#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// Vertices of moved lines that were put back.
using PutBack = std::vector<std::vector<bool>>;

/// Puts vertices of `moved` back to where they lie in `before` (lines of the same number of vertices, that cross neither
/// themselves nor each other) until no two pieces of line meet but at the vertex they share. `cell_m` is about the length of a piece.
PutBack uncross(const std::vector<Polyline>& before, std::vector<Polyline>& moved, double cell_m);

/// Whether the closed pieces a-b and c-d have a point in common.
bool pieces_meet(const Point& a, const Point& b, const Point& c, const Point& d);

}  // namespace tasi
