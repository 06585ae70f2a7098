#include "scenes/synthetic/measured/truth_stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tasi::scenes::measured {
namespace {

/// A line by its arc length; a ring goes round for ever.
class Walk {
public:
    explicit Walk(const Polyline& line) : line_(line), ring_(is_ring(line))
    {
        along_.push_back(0);
        for (std::size_t i = 0; i + 1 < line.size(); ++i) along_.push_back(along_.back() + distance(line[i], line[i + 1]));
    }

    bool ring() const { return ring_; }
    double length() const { return along_.back(); }
    Point at(double s) const
    {
        if (ring_) s -= length() * std::floor(s / length());
        const auto next = std::upper_bound(along_.begin() + 1, along_.end() - 1, s);
        const auto i = static_cast<std::size_t>(next - along_.begin());
        const double share = (s - along_[i - 1]) / (along_[i] - along_[i - 1]);
        return line_[i - 1] + share * (line_[i] - line_[i - 1]);
    }

private:
    const Polyline& line_;
    bool ring_;
    std::vector<double> along_;
};

/// Of the circle through three points.
double radius(const Point& a, const Point& b, const Point& c)
{
    const double doubled_area = std::abs(cross_product(b - a, c - a));
    const double product = distance(a, b) * distance(b, c) * distance(c, a);
    return doubled_area > 1e-9 * product ? product / (2 * doubled_area) : std::numeric_limits<double>::infinity();
}

bool is_inside(const Point& p, const Grid& grid, double margin_px)
{
    const double col = (p.x - grid.x0) / grid.dx, row = (p.y - grid.y0) / grid.dy;
    return row >= margin_px && col >= margin_px && row <= grid.rows - margin_px && col <= grid.cols - margin_px;
}

}  // namespace

std::vector<TruthStation> truth_stations(const std::vector<Polyline>& truth, const Grid& grid, double margin_px)
{
    const double pixel_m = std::abs(grid.dx), near_m = 0.05 * pixel_m, far_m = 0.5 * pixel_m;
    std::vector<TruthStation> stations;
    for (const Polyline& line : truth) {
        const Walk walk(line);
        const double margin_m = walk.ring() ? 0 : margin_px * pixel_m;
        for (double s = margin_m; s < walk.length() - margin_m; s += 0.5 * pixel_m) {
            const Point at = walk.at(s);
            if (!is_inside(at, grid, margin_px)) continue;
            const Vector along = walk.at(s + near_m) - walk.at(s - near_m);
            stations.push_back({at, unit(right_of(along)), radius(walk.at(s - far_m), at, walk.at(s + far_m))});
        }
    }
    return stations;
}

}  // namespace tasi::scenes::measured
