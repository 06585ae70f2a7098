#include "algorithms/masking/area_of_interest.hpp"

#include <algorithm>
#include <cmath>

namespace tasi {
namespace {

/// Columns (as fractions, pixel-centre coordinates) at which the line of centres of a row crosses the rings.
std::vector<double> crossings_of_row(const Grid& grid, int row, const std::vector<Polygon>& area)
{
    const double y = grid.at_centre(row, 0).y;
    std::vector<double> columns;
    const auto add_ring = [&](const Polyline& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point &a = ring[i - 1], &b = ring[i];
            if ((a.y <= y) == (b.y <= y)) continue;
            const double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
            columns.push_back((x - grid.x0) / grid.dx - 0.5);
        }
    };
    for (const Polygon& polygon : area) {
        add_ring(polygon.exterior);
        for (const Polyline& hole : polygon.holes) add_ring(hole);
    }
    std::sort(columns.begin(), columns.end());
    return columns;
}

}  // namespace

void mark_outside(Mask& mask, const Grid& grid, const std::vector<Polygon>& area)
{
    for (int row = 0; row < grid.rows; ++row) {
        const std::vector<double> columns = crossings_of_row(grid, row, area);
        std::size_t passed = 0;
        for (int col = 0; col < grid.cols; ++col) {
            while (passed < columns.size() && columns[passed] <= col) ++passed;
            if (passed % 2 == 0) mask(row, col) |= PixelFlag::outside;
        }
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
