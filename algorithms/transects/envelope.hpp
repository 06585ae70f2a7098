#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// Which side of the lines an outline follows, for lines drawn with water on their right.
enum class Beside { land, water };

/// The outermost lines at `offset_m` (> 0) from all of many lines, on their landward or seaward side, drawn in their direction: the part of
/// the outline of their common buffer that has the lines between itself and the other side. Rings where it goes around an island. Round the
/// ends of open lines there is none, but short ends between longer neighbours do not break it.
std::vector<Polyline> envelope_of(const std::vector<Polyline>& lines, double offset_m, Beside side);

}  // namespace tasi
