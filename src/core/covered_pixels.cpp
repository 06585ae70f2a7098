#include "src/core/covered_pixels.hpp"

#include <algorithm>
#include <cmath>

namespace tasi {
namespace {

/// Of some rows of a grid the columns (as fractions, pixel-centre coordinates) at which rings cross the line of their centres.
class RowCrossings {
public:
    RowCrossings(const Grid& grid, int first_row, int rows) : grid_(grid), first_(first_row), columns_(static_cast<std::size_t>(rows)) {}

    void add(const Polyline& ring)
    {
        for (std::size_t i = 1; i < ring.size(); ++i) add(ring[i - 1], ring[i]);
    }
    void sort()
    {
        for (std::vector<double>& row : columns_) std::sort(row.begin(), row.end());
    }
    const std::vector<double>& operator[](int row) const { return columns_[static_cast<std::size_t>(row)]; }

private:
    void add(const Point& a, const Point& b)
    {
        const double one = row_of(a.y), other = row_of(b.y), last = static_cast<double>(columns_.size()) - 1;
        const double begin = std::max(0.0, std::floor(std::min(one, other)) - 1), end = std::min(last, std::ceil(std::max(one, other)) + 1);
        for (double row = begin; row <= end; ++row) {
            const double y = grid_.at_centre(first_ + row, 0).y;
            if ((a.y <= y) == (b.y <= y)) continue;
            const double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
            columns_[static_cast<std::size_t>(row)].push_back((x - grid_.x0) / grid_.dx - 0.5);
        }
    }
    double row_of(double y) const { return (y - grid_.y0) / grid_.dy - 0.5 - first_; }

    const Grid& grid_;
    int first_;
    std::vector<std::vector<double>> columns_;
};

void cover_row(const std::vector<double>& crossings, const Window& window, std::uint8_t* row)
{
    std::size_t passed = 0;
    for (int col = 0; col < window.cols; ++col) {
        while (passed < crossings.size() && crossings[passed] <= window.col + col) ++passed;
        if (passed % 2 == 1) row[col] = 1;
    }
}

/// The rows of `window`, counted from its first, whose centres may lie between the lowest and the highest vertex.
Window rows_of(const Grid& grid, const Window& window, const Polygon& polygon)
{
    if (polygon.exterior.empty()) return {};
    const auto [low, high] =
        std::minmax_element(polygon.exterior.begin(), polygon.exterior.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
    const double one = (low->y - grid.y0) / grid.dy - 0.5 - window.row, other = (high->y - grid.y0) / grid.dy - 0.5 - window.row;
    const double begin = std::clamp(std::floor(std::min(one, other)) - 1, 0.0, static_cast<double>(window.rows));
    const double end = std::clamp(std::ceil(std::max(one, other)) + 2, begin, static_cast<double>(window.rows));
    return {static_cast<int>(begin), 0, static_cast<int>(end - begin), window.cols};
}

}  // namespace

Mask covered_pixels(const Grid& grid, const Window& window, const std::vector<Polygon>& polygons)
{
    Mask covered = Mask::Zero(window.rows, window.cols);
    for (const Polygon& polygon : polygons) {
        const Window rows = rows_of(grid, window, polygon);
        RowCrossings crossings(grid, window.row + rows.row, rows.rows);
        crossings.add(polygon.exterior);
        for (const Polyline& hole : polygon.holes) crossings.add(hole);
        crossings.sort();
        for (int row = 0; row < rows.rows; ++row)
            if (!crossings[row].empty()) cover_row(crossings[row], window, &covered(rows.row + row, 0));
    }
    return covered;
}

}  // namespace tasi
