#pragma once

#include <limits>
#include <string>
#include <vector>

#include "src/core/layer.hpp"

namespace tasi::report {

// The parts of the drawing in static_map.hpp.

/// From metres to the units of the picture.
struct Frame {
    static constexpr double width = 1000, margin = 30;

    double left = std::numeric_limits<double>::infinity(), bottom = left, right = -left, top = -left;
    double scale = 1, height = 0;  ///< units a metre; units

    void hold(const Point& p);
    void settle();
    double x(const Point& p) const { return width / 2 + (p.x - (left + right) / 2) * scale; }
    double y(const Point& p) const { return height / 2 - (p.y - (bottom + top) / 2) * scale; }
};

/// SVG path data of a line, without vertices that no eye would miss.
std::string path_of(const Frame& frame, const Polyline& line, bool closed = false);
/// Elements with the attributes `look`; empty where there is nothing to draw.
std::string drawn_polygons(const Frame& frame, const std::vector<Polygon>& polygons, const std::string& look);
std::string drawn_line(const Frame& frame, const Polyline& line, const std::string& look);

/// Settlements with names where there is room: a triangle at risk, a circle not at risk, a square not assessed.
std::string drawn_settlements(const Frame& frame, const Layer& layer);

}  // namespace tasi::report
