#include "src/report/static_frame.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/simplify.hpp"

namespace tasi::report {

void Frame::hold(const Point& p)
{
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    bottom = std::min(bottom, p.y);
    top = std::max(top, p.y);
}

void Frame::settle()
{
    constexpr double least_height = 260, most_height = 1200, least_m = 100;
    if (left > right) left = bottom = right = top = 0;
    const double across = std::max(right - left, least_m), up = std::max(top - bottom, least_m);
    scale = std::min((width - 2 * margin) / across, (most_height - 2 * margin) / up);
    height = std::max(least_height, up * scale + 2 * margin);
}

std::string path_of(const Frame& frame, const Polyline& line, bool closed)
{
    std::string path;
    for (const Point& p : simplified(line, 0.3 / frame.scale))
        path += fmt::format("{}{} {}", path.empty() ? "M" : "L", format_fixed(frame.x(p), 1), format_fixed(frame.y(p), 1));
    return closed ? path + "Z" : path;
}

std::string drawn_polygons(const Frame& frame, const std::vector<Polygon>& polygons, const std::string& look)
{
    std::string path;
    for (const Polygon& polygon : polygons) {
        path += path_of(frame, polygon.exterior, true);
        for (const Polyline& hole : polygon.holes) path += path_of(frame, hole, true);
    }
    return path.empty() ? path : fmt::format("<path d=\"{}\" fill-rule=\"evenodd\" {}/>\n", path, look);
}

std::string drawn_line(const Frame& frame, const Polyline& line, const std::string& look)
{
    return fmt::format("<path d=\"{}\" fill=\"none\" {}/>\n", path_of(frame, line), look);
}

}  // namespace tasi::report
