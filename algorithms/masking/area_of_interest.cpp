#include "algorithms/masking/area_of_interest.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/covered_pixels.hpp"

namespace tasi {

void mark_outside(Mask& mask, const Grid& grid, const std::vector<Polygon>& area)
{
    constexpr int rows_at_once = 512;
    for (int row = 0; row < grid.rows; row += rows_at_once) {
        const Window part{row, 0, std::min(rows_at_once, grid.rows - row), grid.cols};
        const Mask covered = covered_pixels(grid, part, area);
        for (Eigen::Index i = 0; i < covered.size(); ++i)
            if (covered.data()[i] == 0) mask.row(row).data()[i] |= PixelFlag::outside;
    }
}

Window window_of(const Grid& grid, const std::vector<Polygon>& area)
{
    double first_row = grid.rows, last_row = -1, first_col = grid.cols, last_col = -1;
    for (const Polygon& polygon : area) {
        for (const Point& p : polygon.exterior) {
            const double row = (p.y - grid.y0) / grid.dy - 0.5, col = (p.x - grid.x0) / grid.dx - 0.5;
            first_row = std::min(first_row, row);
            last_row = std::max(last_row, row);
            first_col = std::min(first_col, col);
            last_col = std::max(last_col, col);
        }
    }
    const int row0 = static_cast<int>(std::max(0.0, std::ceil(first_row))),
              row1 = static_cast<int>(std::min(grid.rows - 1.0, std::floor(last_row)));
    const int col0 = static_cast<int>(std::max(0.0, std::ceil(first_col))),
              col1 = static_cast<int>(std::min(grid.cols - 1.0, std::floor(last_col)));
    if (row1 < row0 || col1 < col0) return {};
    return {row0, col0, row1 - row0 + 1, col1 - col0 + 1};
}

}  // namespace tasi
