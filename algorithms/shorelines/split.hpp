#pragma once

#include <functional>
#include <vector>

#include "algorithms/shorelines/cells.hpp"
#include "src/core/grid.hpp"

namespace tasi {

/// The pixels within `reach` of the two nodes of an edge, cut to the grid.
Window pixels_around(const Grid& grid, EdgeKey edge, int reach);

/// Whether `test(row, col)` holds for a pixel of `window`.
template <class Test>
bool any_pixel(const Window& window, Test&& test)
{
    for (int row = window.row; row < window.row + window.rows; ++row)
        for (int col = window.col; col < window.col + window.cols; ++col)
            if (test(row, col)) return true;
    return false;
}

/// The parts of a line that are left without the vertices for which `leave_out` holds.
struct Split {
    std::vector<EdgeChain> parts;
    long left_out = 0;  ///< vertices
};

/// Of a ring, the last part goes on with the first.
Split split_where(const EdgeChain& chain, const std::function<bool(EdgeKey)>& leave_out);

}  // namespace tasi
