#include "algorithms/shorelines/near_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <unordered_map>

namespace tasi {
namespace {

struct Nearest {
    double distance_m;
    int line;
    std::uint32_t segment;
    double fraction;  ///< 0..1 along the segment
};

using NearestOf = std::unordered_map<std::int64_t, Nearest>;

struct Span {
    int begin, end;
};

Span whole_numbers(double a, double b, int count)
{
    const double last = static_cast<double>(count);
    return {static_cast<int>(std::clamp(std::ceil(std::min(a, b)), 0.0, last)),
            static_cast<int>(std::clamp(std::floor(std::max(a, b)) + 1, 0.0, last))};
}

void visit_segment(const Grid& grid, const Point& a, const Point& b, double reach_m, const Nearest& start, NearestOf& nearest)
{
    const Span rows = whole_numbers((std::min(a.y, b.y) - reach_m - grid.y0) / grid.dy - .5,
                                    (std::max(a.y, b.y) + reach_m - grid.y0) / grid.dy - .5, grid.rows);
    const Span cols = whole_numbers((std::min(a.x, b.x) - reach_m - grid.x0) / grid.dx - .5,
                                    (std::max(a.x, b.x) + reach_m - grid.x0) / grid.dx - .5, grid.cols);
    const Vector along = b - a;
    for (int row = rows.begin; row < rows.end; ++row)
        for (int col = cols.begin; col < cols.end; ++col) {
            const Point p = grid.at_centre(row, col);
            const double fraction = std::clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0);
            const double distance_m = distance(p, a + fraction * along);
            if (distance_m > reach_m) continue;
            const auto [found, is_new] = nearest.try_emplace(static_cast<std::int64_t>(row) * grid.cols + col, start);
            if (is_new || distance_m < found->second.distance_m) found->second = {distance_m, start.line, start.segment, fraction};
        }
}

NearestOf nearest_segments(const Grid& grid, const std::vector<Polyline>& lines, double reach_m)
{
    NearestOf nearest;
    for (std::size_t line = 0; line < lines.size(); ++line)
        for (std::size_t i = 1; i < lines[line].size(); ++i)
            if (!(lines[line][i - 1] == lines[line][i]))
                visit_segment(grid, lines[line][i - 1], lines[line][i], reach_m,
                              {0, static_cast<int>(line), static_cast<std::uint32_t>(i - 1), 0}, nearest);
    return nearest;
}

/// Whether the nearest point is an end of a line that is no ring.
bool is_open_end(const Polyline& line, const Nearest& n)
{
    return !is_ring(line) && ((n.fraction == 0 && n.segment == 0) || (n.fraction == 1 && n.segment + 2 == line.size()));
}

/// The right-hand normal at the nearest point: at a vertex the sum of those of both segments, which gives the right side
/// also in the wedge of a corner.
Vector normal_at(const Polyline& line, const Nearest& n)
{
    const std::size_t i = n.segment, count = line.size() - 1;
    const auto normal = [&](std::size_t segment) { return right_of(unit(line[segment + 1] - line[segment])); };
    if ((n.fraction > 0 && n.fraction < 1) || is_open_end(line, n)) return normal(i);
    return n.fraction == 0 ? normal((i + count - 1) % count) + normal(i) : normal(i) + normal((i + 1) % count);
}

std::vector<double> lengths_to_vertices(const Polyline& line)
{
    std::vector<double> sums(line.size(), 0.0);
    for (std::size_t i = 1; i < line.size(); ++i) sums[i] = sums[i - 1] + distance(line[i - 1], line[i]);
    return sums;
}

}  // namespace

std::vector<NearPixel> pixels_near(const Grid& grid, const std::vector<Polyline>& lines, double reach_m)
{
    std::vector<std::vector<double>> along;
    for (const Polyline& line : lines) along.push_back(lengths_to_vertices(line));

    std::vector<NearPixel> pixels;
    for (const auto& [key, n] : nearest_segments(grid, lines, reach_m)) {
        const auto line_number = static_cast<std::size_t>(n.line);
        const Polyline& line = lines[line_number];
        const int row = static_cast<int>(key / grid.cols), col = static_cast<int>(key % grid.cols);
        const Point foot = line[n.segment] + n.fraction * (line[n.segment + 1] - line[n.segment]);
        const double side = dot(grid.at_centre(row, col) - foot, normal_at(line, n));
        const double along_m =
            along[line_number][n.segment] + n.fraction * (along[line_number][n.segment + 1] - along[line_number][n.segment]);
        pixels.push_back({row, col, n.line, along_m, side < 0 ? -n.distance_m : n.distance_m, is_open_end(line, n)});
    }
    std::sort(pixels.begin(), pixels.end(), [](const NearPixel& a, const NearPixel& b) {
        return std::tie(a.line, a.along_m, a.row, a.col) < std::tie(b.line, b.along_m, b.row, b.col);
    });
    return pixels;
}

}  // namespace tasi
