#include "algorithms/registration/resample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "algorithms/masking/missing.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr int lattice_px = 16;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Positions in the source, in pixel-centre coordinates (x = column, y = row), for positions on the target.
class PlaceMap {
public:
    PlaceMap(const Grid& source, const Grid& target, const ToSource& to_source) : nodes_across_(target.cols / lattice_px + 2)
    {
        const int nodes_down = target.rows / lattice_px + 2;
        for (int i = 0; i < nodes_down; ++i) {
            for (int j = 0; j < nodes_across_; ++j) {
                const Point p = to_source(target.at_corner(i * lattice_px, j * lattice_px));
                nodes_.push_back({(p.x - source.x0) / source.dx - 0.5, (p.y - source.y0) / source.dy - 0.5});
            }
        }
    }

    /// `row` and `col` in pixel-corner coordinates of the target.
    Point operator()(double row, double col) const
    {
        const double down = row / lattice_px, right = col / lattice_px;
        const int i = static_cast<int>(down), j = static_cast<int>(right);
        const double v = down - i, u = right - j;
        const auto node = [&](int a, int b) { return nodes_[static_cast<std::size_t>(a * nodes_across_ + b)]; };
        const auto mix = [](const Point& a, const Point& b, double t) { return a + t * (b - a); };
        return mix(mix(node(i, j), node(i, j + 1), u), mix(node(i + 1, j), node(i + 1, j + 1), u), v);
    }

private:
    int nodes_across_;
    std::vector<Point> nodes_;
};

/// Linear between pixel centres; NaN where a pixel with a weight is missing.
double interpolated(const Pixels& source, const Mask& mask, const Point& at)
{
    constexpr double on_a_centre = 1e-6;  // pixels: rounding must not ask for a neighbour
    const auto place = [&](double x) { return std::abs(x - std::round(x)) < on_a_centre ? std::round(x) : x; };
    const double x = place(at.x), y = place(at.y);
    const double left = std::floor(x), top = std::floor(y);
    const double u = x - left, v = y - top;
    double sum = 0;
    for (int i = 0; i < 4; ++i) {
        const double weight = (i / 2 == 0 ? 1 - v : v) * (i % 2 == 0 ? 1 - u : u);
        if (weight == 0) continue;
        const double row = top + i / 2, col = left + i % 2;
        if (!(row >= 0 && col >= 0 && row < static_cast<double>(source.rows()) && col < static_cast<double>(source.cols()))) return nothing;
        const auto r = static_cast<Eigen::Index>(row), c = static_cast<Eigen::Index>(col);
        if (is_missing(source, mask, r, c)) return nothing;
        sum += weight * static_cast<double>(source(r, c));
    }
    return sum;
}

/// Samples along one side of a target pixel: 1 where the source is as coarse, else two for every source pixel.
int samples_across(const PlaceMap& place)
{
    const Vector across = place(0, 1) - place(0, 0), down = place(1, 0) - place(0, 0);
    const double source_pixels = std::max(norm(across), norm(down));
    return source_pixels <= 1 + 1e-6 ? 1 : 2 * static_cast<int>(std::ceil(source_pixels - 1e-6));
}

}  // namespace

Pixels resampled(const Pixels& source, const Mask& mask, const Grid& source_grid, const Grid& target, const ToSource& to_source)
{
    const PlaceMap place(source_grid, target, to_source);
    const int n = samples_across(place);
    Pixels result(target.rows, target.cols);
    parallel_for(target.rows, [&](int row) {
        for (int col = 0; col < target.cols; ++col) {
            double sum = 0;
            for (int i = 0; i < n * n && !std::isnan(sum); ++i)
                sum += interpolated(source, mask, place(row + (i / n + 0.5) / n, col + (i % n + 0.5) / n));
            result(row, col) = static_cast<float>(sum / (n * n));
        }
    });
    return result;
}

}  // namespace tasi
