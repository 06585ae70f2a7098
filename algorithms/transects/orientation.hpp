#pragma once

#include "src/core/geometry.hpp"

namespace tasi {

/// Twice the signed area of the triangle a, b, c: positive when c lies left of the line a to b, negative right of it, and
/// zero only when the three points are exactly on one line. The sign is always right; the value is good to about 1e-11 of
/// itself. Doubles decide where they can; else the sum of products is expanded without rounding (Shewchuk 1997,
/// doi:10.1007/PL00009321).
double orientation(const Point& a, const Point& b, const Point& c);

}  // namespace tasi
