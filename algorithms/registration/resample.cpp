#include "algorithms/registration/resample.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "algorithms/masking/between_centres.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr int lattice_px = 16;

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
                sum += interpolated(source, mask, BetweenCentres(place(row + (i / n + 0.5) / n, col + (i % n + 0.5) / n)));
            result(row, col) = static_cast<float>(sum / (n * n));
        }
    });
    return result;
}

}  // namespace tasi
