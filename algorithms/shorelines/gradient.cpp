#include "algorithms/shorelines/gradient.hpp"

#include <cmath>

namespace tasi {
namespace {

/// Change per pixel at (row, col) in the direction (down, right), from the neighbours there are.
double difference_across(const Pixels& values, Eigen::Index row, Eigen::Index col, int down, int right)
{
    const auto at = [&](int step) {
        const Eigen::Index r = row + step * down, c = col + step * right;
        const bool inside = r >= 0 && r < values.rows() && c >= 0 && c < values.cols();
        return inside ? static_cast<double>(values(r, c)) : std::nan("");
    };
    const double before = at(-1), here = at(0), after = at(1);
    if (std::isfinite(before) && std::isfinite(after)) return (after - before) / 2;
    return std::isfinite(after) ? after - here : here - before;
}

}  // namespace

double gradient_at(const Pixels& values, double level, EdgeKey edge)
{
    const Eigen::Index row = edge / 2 / values.cols(), col = edge / 2 % values.cols();
    const int down = static_cast<int>(edge % 2), right = 1 - down;
    const double a = static_cast<double>(values(row, col)), b = static_cast<double>(values(row + down, col + right));
    const double fraction = (level - a) / (b - a);
    const double across = (1 - fraction) * difference_across(values, row, col, right, down) +
                          fraction * difference_across(values, row + down, col + right, right, down);
    return std::hypot(b - a, across);
}

}  // namespace tasi
