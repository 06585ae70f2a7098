#include "algorithms/masking/zone.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr int rows_per_task = 64;

struct Segment {
    Point a, b;
};

std::vector<Segment> segments_of(const std::vector<Polyline>& lines)
{
    std::vector<Segment> segments;
    for (const Polyline& line : lines) {
        for (const Point& p : line)
            if (!std::isfinite(p.x) || !std::isfinite(p.y))
                throw UnsafeError("COORDINATE", "", "the reference coast has a non-finite coordinate", "repair the layer");
        if (line.size() == 1) segments.push_back({line[0], line[0]});
        for (std::size_t i = 1; i < line.size(); ++i) segments.push_back({line[i - 1], line[i]});
    }
    return segments;
}

/// Whole numbers within [low, high], cut to 0..count-1.
struct Span {
    int begin, end;
};

Span whole_numbers(double low, double high, int count)
{
    const double begin = std::clamp(std::ceil(std::min(low, high)), 0.0, static_cast<double>(count));
    const double end = std::clamp(std::floor(std::max(low, high)) + 1, 0.0, static_cast<double>(count));
    return {static_cast<int>(begin), static_cast<int>(end)};
}

/// The columns that may lie within `buffer_m` of the part of `s` that is within `buffer_m` of the row at `y`.
Span columns_near(const Grid& grid, const Segment& s, double y, double buffer_m)
{
    double from = 0, to = 1;
    const double rise = s.b.y - s.a.y;
    if (rise != 0) {
        const double one = (y - buffer_m - s.a.y) / rise, other = (y + buffer_m - s.a.y) / rise;
        from = std::max(0.0, std::min(one, other)), to = std::min(1.0, std::max(one, other));
    }
    if (from > to) return {0, 0};
    const double x1 = s.a.x + from * (s.b.x - s.a.x), x2 = s.a.x + to * (s.b.x - s.a.x);
    const double west = std::min(x1, x2) - buffer_m, east = std::max(x1, x2) + buffer_m;
    const auto column = [&](double x) { return (x - grid.x0) / grid.dx - 0.5; };
    const Span exact = whole_numbers(column(west), column(east), grid.cols);
    return {std::max(0, exact.begin - 1), std::min(grid.cols, exact.end + 1)};  // rounding never loses a pixel
}

void mark_near(const Grid& grid, const Segment& s, double buffer_m, Span task, Mask& zone)
{
    const auto row_of = [&](double y) { return (y - grid.y0) / grid.dy - 0.5; };
    const double south = std::min(s.a.y, s.b.y) - buffer_m, north = std::max(s.a.y, s.b.y) + buffer_m;
    const Span rows = whole_numbers(row_of(south), row_of(north), grid.rows);
    for (int row = std::max(rows.begin - 1, task.begin); row < std::min(rows.end + 1, task.end); ++row) {
        const Span cols = columns_near(grid, s, grid.at_centre(row, 0).y, buffer_m);
        for (int col = cols.begin; col < cols.end; ++col)
            if (zone(row, col) && distance_to_segment(grid.at_centre(row, col), s.a, s.b) <= buffer_m) zone(row, col) = 0;
    }
}

}  // namespace

Mask near_lines(const Grid& grid, const std::vector<Polyline>& reference, double buffer_m)
{
    if (!(buffer_m > 0) || !std::isfinite(buffer_m))
        throw UsageError("BUFFER", "", "a coastal buffer of " + format_number(buffer_m) + " m", "give a distance above 0 m");
    const std::vector<Segment> segments = segments_of(reference);
    Mask zone = Mask::Constant(grid.rows, grid.cols, PixelFlag::outside);
    const int tasks = (grid.rows + rows_per_task - 1) / rows_per_task;
    parallel_for(tasks, [&](int task) {
        const Span rows{task * rows_per_task, std::min(grid.rows, (task + 1) * rows_per_task)};
        for (const Segment& s : segments) mark_near(grid, s, buffer_m, rows, zone);
    });
    return zone;
}

Mask zone_within(const Grid& grid, const std::vector<Polyline>& reference, double buffer_m)
{
    Mask zone = near_lines(grid, reference, buffer_m);
    if ((zone != 0).all())
        throw NoResultError("COAST", "", "no pixel lies within " + format_number(buffer_m) + " m of the reference coast",
                            "check that both cover the same place");
    return zone;
}

}  // namespace tasi
