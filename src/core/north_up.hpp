#pragma once

#include "src/core/grid.hpp"

namespace tasi {

/// The same ground with rows from north to south: readers disagree about south-up grids.
inline Grid north_up(Grid grid)
{
    if (grid.dy < 0) return grid;
    grid.y0 += grid.rows * grid.dy;
    grid.dy = -grid.dy;
    return grid;
}

}  // namespace tasi
