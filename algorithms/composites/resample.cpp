#include "algorithms/composites/resample.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/masking/between_centres.hpp"

namespace tasi {
namespace {

constexpr double met = 1e-6;

Point in_pixels(const MapPositions& where, Eigen::Index i, const Grid& grid)
{
    return {(where.x.data()[i] - grid.x0) / grid.dx - 0.5, (where.y.data()[i] - grid.y0) / grid.dy - 0.5};
}

bool whole(double pixels) { return std::abs(pixels - std::round(pixels)) <= met; }

}  // namespace

MapPositions centres_of(const Grid& grid)
{
    MapPositions where{MapPositions::Numbers(grid.rows, grid.cols), MapPositions::Numbers(grid.rows, grid.cols)};
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col) {
            const Point centre = grid.at_centre(row, col);
            where.x(row, col) = centre.x;
            where.y(row, col) = centre.y;
        }
    return where;
}

bool on_one_lattice(const Grid& a, const Grid& b)
{
    return a.crs == b.crs && a.dx == b.dx && a.dy == b.dy && whole((a.x0 - b.x0) / a.dx) && whole((a.y0 - b.y0) / a.dy);
}

Window window_around(const MapPositions& where, const Grid& grid)
{
    int first_row = grid.rows, last_row = -1, first_col = grid.cols, last_col = -1;
    for (Eigen::Index i = 0; i < where.x.size(); ++i) {
        const BetweenCentres at(in_pixels(where, i, grid));
        if (!at.inside(grid.rows, grid.cols)) continue;
        first_row = std::min(first_row, static_cast<int>(at.row));
        first_col = std::min(first_col, static_cast<int>(at.col));
        last_row = std::max(last_row, static_cast<int>(at.row) + (at.row_weight > 0));
        last_col = std::max(last_col, static_cast<int>(at.col) + (at.col_weight > 0));
    }
    if (last_row < 0) return {};
    return {first_row, first_col, last_row - first_row + 1, last_col - first_col + 1};
}

Pixels resampled(const Pixels& values, const Grid& grid, const MapPositions& where)
{
    Pixels result(where.x.rows(), where.x.cols());
    for (Eigen::Index i = 0; i < result.size(); ++i)
        result.data()[i] = static_cast<float>(interpolated(values, Mask(), BetweenCentres(in_pixels(where, i, grid))));
    return result;
}

}  // namespace tasi
