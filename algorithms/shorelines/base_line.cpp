#include "algorithms/shorelines/base_line.hpp"

#include <algorithm>
#include <cmath>

namespace tasi {
namespace {

Polyline at_equal_steps(const Polyline& line, std::size_t pieces)
{
    const double total = length(line);
    Polyline points{line.front()};
    double walked = 0;
    std::size_t i = 1;
    for (std::size_t k = 1; k < pieces; ++k) {
        const double wanted = total * static_cast<double>(k) / static_cast<double>(pieces);
        while (i + 1 < line.size() && walked + distance(line[i - 1], line[i]) < wanted) walked += distance(line[i - 1], line[i]), ++i;
        const double piece = distance(line[i - 1], line[i]);
        points.push_back(line[i - 1] + (piece > 0 ? std::min(1.0, (wanted - walked) / piece) : 0.0) * (line[i] - line[i - 1]));
    }
    points.push_back(line.back());
    return points;
}

/// The vertex `i` beyond the ends: around a ring, or mirrored at the end point so that the end stays where it is.
Point beyond(const Polyline& points, std::ptrdiff_t i, bool ring)
{
    const auto count = static_cast<std::ptrdiff_t>(points.size());
    if (ring) return points[static_cast<std::size_t>(((i % count) + count) % count)];
    if (i >= 0 && i < count) return points[static_cast<std::size_t>(i)];
    const Point& end = i < 0 ? points.front() : points.back();
    const std::ptrdiff_t mirrored = std::clamp<std::ptrdiff_t>(i < 0 ? -i : 2 * (count - 1) - i, 0, count - 1);
    return end + (end - points[static_cast<std::size_t>(mirrored)]);
}

Polyline smoothed(const Polyline& points, double sigma, bool ring)
{
    if (!(sigma > 0)) return points;
    const auto reach = static_cast<std::ptrdiff_t>(std::ceil(3 * sigma));
    std::vector<double> weights;
    double sum = 0;
    for (std::ptrdiff_t k = -reach; k <= reach; ++k)
        sum += weights.emplace_back(std::exp(-0.5 * std::pow(static_cast<double>(k) / sigma, 2)));
    Polyline result;
    for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(points.size()); ++i) {
        const Point& middle = points[static_cast<std::size_t>(i)];
        Vector off{0, 0};
        for (std::ptrdiff_t k = -reach; k <= reach; ++k)
            off = off + weights[static_cast<std::size_t>(k + reach)] / sum * (beyond(points, i + k, ring) - middle);
        result.push_back(middle + off);
    }
    return result;
}

}  // namespace

Polyline BaseLine::line() const
{
    Polyline closed = vertices;
    if (ring) closed.push_back(vertices.front());
    return closed;
}

BaseLine base_line(const Polyline& line, double step_m, double smoothing_m)
{
    BaseLine base;
    if (line.size() < 2) return base;
    const double total = length(line);
    if (total < 4 * step_m) return base;
    const auto pieces = static_cast<std::size_t>(std::max(4.0, std::round(total / step_m)));
    base.ring = is_ring(line);
    base.vertices = at_equal_steps(line, pieces);
    if (base.ring) base.vertices.pop_back();
    base.step_m = total / static_cast<double>(pieces);
    base.vertices = smoothed(base.vertices, smoothing_m / base.step_m, base.ring);
    for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(base.vertices.size()); ++i) {
        const Point here = base.vertices[static_cast<std::size_t>(i)];
        const Vector along = beyond(base.vertices, i + 1, base.ring) - beyond(base.vertices, i - 1, base.ring);
        base.normals.push_back(norm(along) > 0 ? right_of(unit(along)) : Vector{0, 0});
        const Vector in = here - beyond(base.vertices, i - 2, base.ring), out = beyond(base.vertices, i + 2, base.ring) - here;
        const double turn = std::atan2(cross_product(in, out), dot(in, out)), reach = (norm(in) + norm(out)) / 2;
        base.bends.push_back(reach > 0 ? turn / reach : 0.0);
    }
    // Lengths are those of the smooth line.
    base.step_m = length(base.line()) / static_cast<double>(base.ring ? base.vertices.size() : base.vertices.size() - 1);
    return base;
}

}  // namespace tasi
