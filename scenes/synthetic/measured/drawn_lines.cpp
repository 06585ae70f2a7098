#include "scenes/synthetic/measured/drawn_lines.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tasi::scenes::measured {
namespace {

Polyline densified(const Polyline& line, double step)
{
    Polyline result{line.front()};
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const int pieces = std::max(1, static_cast<int>(std::lround(distance(line[i], line[i + 1]) / step)));
        for (int k = 1; k <= pieces; ++k) result.push_back(line[i] + (static_cast<double>(k) / pieces) * (line[i + 1] - line[i]));
    }
    return result;
}

/// Weighted mean of the vertices around `i`; before the ends the line is taken to go straight on.
Point smoothed_at(const Polyline& line, int i, const std::vector<double>& weights)
{
    const int last = static_cast<int>(line.size()) - 1, reach = static_cast<int>(weights.size()) - 1;
    const auto vertex = [&](int k) {
        if (k < 0) return line.front() + static_cast<double>(-k) * (line[0] - line[1]);
        if (k > last) return line.back() + static_cast<double>(k - last) * (line.back() - line[line.size() - 2]);
        return line[static_cast<std::size_t>(k)];
    };
    Point sum{};
    double total = 0;
    for (int k = -reach; k <= reach; ++k) {
        const double w = weights[static_cast<std::size_t>(std::abs(k))];
        const Point p = vertex(i + k);
        sum = {sum.x + w * p.x, sum.y + w * p.y};
        total += w;
    }
    return {sum.x / total, sum.y / total};
}

}  // namespace

Polyline graph(const std::function<double(double)>& height, double from, double to, double step)
{
    const int pieces = static_cast<int>(std::ceil(std::abs(to - from) / step));
    Polyline line;
    for (int i = 0; i <= pieces; ++i) {
        const double x = from + (to - from) * i / pieces;
        line.push_back({x, height(x)});
    }
    return line;
}

Polyline circle(const Point& centre, double radius, double step)
{
    const int pieces = static_cast<int>(std::ceil(2 * std::numbers::pi * radius / step));
    Polyline ring;
    for (int i = 0; i < pieces; ++i) {
        const double angle = 2 * std::numbers::pi * i / pieces;
        ring.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}

Polyline rounded(const Polyline& corners, double rounding, double step)
{
    const Polyline line = densified(corners, step);
    std::vector<double> weights;
    for (double x = 0; x <= 4 * rounding; x += step) weights.push_back(std::exp(-0.5 * std::pow(x / rounding, 2)));
    Polyline result;
    for (int i = 0; i < static_cast<int>(line.size()); ++i) result.push_back(smoothed_at(line, i, weights));
    return result;
}

Polyline turned(Polyline line, double angle_deg)
{
    const double a = angle_deg * std::numbers::pi / 180, c = std::cos(a), s = std::sin(a);
    for (Point& p : line) p = {c * p.x - s * p.y, s * p.x + c * p.y};
    return line;
}

Polyline moved(Polyline line, const Vector& by)
{
    for (Point& p : line) p = p + by;
    return line;
}

}  // namespace tasi::scenes::measured
