#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenes/synthetic/measured/materials.hpp"
#include "src/core/geometry.hpp"

namespace tasi::scenes::measured {

/// The shape of a coast in units of the finest pixel, the view centred on (0, 0) and 128 across, y north. Land is sand unless
/// it is rock or vegetation.
struct CoastKind {
    std::string name;
    std::string doc;
    std::function<std::vector<Polyline>()> waterlines;  ///< sea on the right-hand side; open lines end well outside the view
    Material land = Material::pale_sand;
    double terrace = 0;  ///< width of bright shallow water in front of the waterline
};

const std::vector<CoastKind>& coast_kinds();
/// UsageError when there is none of that name.
const CoastKind& coast_kind_named(const std::string& name);

/// The view is this many units across.
inline constexpr int view_units = 128;

/// A straight coast through (0, 0) whose sea lies north at 0 degrees; larger angles turn it counter-clockwise.
CoastKind straight_coast(double angle_deg);
/// A round island.
CoastKind island_at(const Point& centre, double radius);

}  // namespace tasi::scenes::measured
