#include "scenes/synthetic/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tasi::scenes {
namespace {

using Areas = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Green's theorem cell by cell: an edge gives every cell of its row to the right of it the height that it spans, and the cells that it
/// passes through the part of their width beyond it. Summed from left to right, the heights are the covered areas.
class CellAreas {
public:
    CellAreas(int rows, int cols) : steps_(Areas::Zero(rows, cols + 1)), rows_(rows), cols_(cols) {}

    /// In cell units: column to the right, row downwards.
    void add_edge(Point a, Point b)
    {
        if (a.y == b.y) return;
        const double sign = a.y < b.y ? 1 : -1;
        if (sign < 0) std::swap(a, b);
        const double slope = (b.x - a.x) / (b.y - a.y);
        const int first = std::max(0, static_cast<int>(std::floor(std::max(a.y, 0.0))));
        for (int row = first; row < rows_ && row < b.y; ++row) {
            const double top = std::max(a.y, static_cast<double>(row));
            const double bottom = std::min(b.y, row + 1.0);
            if (bottom <= top) continue;
            add_piece(row, a.x + (top - a.y) * slope, a.x + (bottom - a.y) * slope, sign * (bottom - top));
        }
    }

    Pixels fractions(double orientation) const
    {
        Pixels result(rows_, cols_);
        for (int row = 0; row < rows_; ++row) {
            double sum = 0;
            for (int col = 0; col < cols_; ++col) {
                sum += steps_(row, col);
                result(row, col) = static_cast<float>(std::clamp(orientation * sum, 0.0, 1.0));
            }
        }
        return result;
    }

private:
    void add_piece(int row, double from, double to, double height)
    {
        if (from > to) std::swap(from, to);
        if (to <= 0) {
            steps_(row, 0) += height;
            return;
        }
        if (from >= cols_) return;
        const double length = to - from;
        if (length == 0) {
            add_in_cell(row, from, from, height);
            return;
        }
        if (from < 0) steps_(row, 0) += height * (-from / length);
        for (double left = std::max(from, 0.0); left < to && left < cols_;) {
            const double right = std::min(to, std::floor(left) + 1);
            add_in_cell(row, left, right, height * ((right - left) / length));
            left = right;
        }
    }

    void add_in_cell(int row, double left, double right, double height)
    {
        const int col = std::min(static_cast<int>(left), cols_ - 1);
        const double passed = (left + right) / 2 - col;
        steps_(row, col) += height * (1 - passed);
        steps_(row, col + 1) += height * passed;
    }

    Areas steps_;
    int rows_, cols_;
};

}  // namespace

Pixels area_fraction(const Polyline& ring, const Grid& grid)
{
    CellAreas areas(grid.rows, grid.cols);
    const auto cell = [&](const Point& p) { return Point{(p.x - grid.x0) / grid.dx, (p.y - grid.y0) / grid.dy}; };
    Polyline cells;
    cells.reserve(ring.size());
    for (const Point& p : ring) cells.push_back(cell(p));
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) areas.add_edge(cells[i], cells[i + 1]);
    return areas.fractions(signed_area(cells) > 0 ? -1 : 1);
}

}  // namespace tasi::scenes
