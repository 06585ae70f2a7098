#include "algorithms/composites/resample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tasi {
namespace {

constexpr double met = 1e-6;

/// The pixel at or before a position, and the weight of the next one.
struct Place {
    double first;
    double weight;
};

Place place_of(double position)
{
    const double nearest = std::round(position);
    if (std::abs(position - nearest) <= met) return {nearest, 0};
    const double first = std::floor(position);
    return {first, position - first};
}

double row_of(const Grid& grid, double y) { return (y - grid.y0) / grid.dy - 0.5; }
double col_of(const Grid& grid, double x) { return (x - grid.x0) / grid.dx - 0.5; }

bool holds(const Place& place, int count) { return place.first >= 0 && place.first + (place.weight > 0 ? 1 : 0) <= count - 1; }

float between(const Pixels& values, const Place& row, const Place& col)
{
    const auto r = static_cast<Eigen::Index>(row.first), c = static_cast<Eigen::Index>(col.first);
    double sum = 0;
    for (const int down : {0, 1})
        for (const int right : {0, 1}) {
            const double weight = (down ? row.weight : 1 - row.weight) * (right ? col.weight : 1 - col.weight);
            if (weight > 0) sum += weight * static_cast<double>(values(r + down, c + right));
        }
    return static_cast<float>(sum);
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
        const Place row = place_of(row_of(grid, where.y.data()[i])), col = place_of(col_of(grid, where.x.data()[i]));
        if (!holds(row, grid.rows) || !holds(col, grid.cols)) continue;
        first_row = std::min(first_row, static_cast<int>(row.first));
        first_col = std::min(first_col, static_cast<int>(col.first));
        last_row = std::max(last_row, static_cast<int>(row.first) + (row.weight > 0));
        last_col = std::max(last_col, static_cast<int>(col.first) + (col.weight > 0));
    }
    if (last_row < 0) return {};
    return {first_row, first_col, last_row - first_row + 1, last_col - first_col + 1};
}

Pixels resampled(const Pixels& values, const Grid& grid, const MapPositions& where)
{
    Pixels result(where.x.rows(), where.x.cols());
    for (Eigen::Index i = 0; i < result.size(); ++i) {
        const Place row = place_of(row_of(grid, where.y.data()[i])), col = place_of(col_of(grid, where.x.data()[i]));
        const bool inside = holds(row, grid.rows) && holds(col, grid.cols);
        result.data()[i] = inside ? between(values, row, col) : std::numeric_limits<float>::quiet_NaN();
    }
    return result;
}

}  // namespace tasi
