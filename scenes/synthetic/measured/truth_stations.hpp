#pragma once

#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"

namespace tasi::scenes::measured {

/// A place on a true waterline.
struct TruthStation {
    Point at;
    Vector seaward_normal;  ///< unit vector
    double radius_m;        ///< of curvature; infinite where straight
};

/// Places half a pixel apart along `truth` that lie at least `margin_px` pixels of `grid` from its edge and from the open ends of a line.
std::vector<TruthStation> truth_stations(const std::vector<Polyline>& truth, const Grid& grid, double margin_px = 8);

}  // namespace tasi::scenes::measured
