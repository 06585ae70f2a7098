#pragma once

#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"

namespace tasi {

/// Where a pixel centre lies beside the nearest of several lines.
struct NearPixel {
    int row, col;
    int line;         ///< number of the line
    double along_m;   ///< of the nearest point, from the start of the line
    double right_m;   ///< distance to the line, positive to its right
    bool beyond_end;  ///< the nearest point is an open end: the side is that of the last piece, prolonged
};

/// The pixels whose centre lies within `reach_m` of a line (without repeated vertices), by line, then place along it, then row and column.
/// Of equally near lines the first counts.
std::vector<NearPixel> pixels_near(const Grid& grid, const std::vector<Polyline>& lines, double reach_m);

}  // namespace tasi
