#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenes/products/scene_facts.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

/// How much of an area of interest scenes cover, by counting points: the centres of square cells inside the area, about 40,000 over its
/// extent in the UTM zone that fits it. Shares are right to about half a per cent.
class AreaCoverage {
public:
    /// UnsafeError (4) when no point falls into the area.
    AreaCoverage(Run& run, const SceneInputOptions& area);

    std::size_t points() const { return points_.size(); }
    /// For every point whether it lies inside the rectangle of the grid; none does for a grid of unknown place.
    std::vector<bool> covered(const Grid& grid);

private:
    const std::vector<Point>& points_in(const Crs& crs);

    Run& run_;
    Crs crs_;
    std::vector<Point> points_;
    std::map<std::string, std::vector<Point>> transformed_;  ///< by CRS; NaN where a point has no place in it
};

/// Per cent of the flags that are set.
double share_pct(const std::vector<bool>& flags);

/// What usable scenes cover in one year. A duplicate of another row does not count.
struct YearCoverage {
    int year = 0;
    int scenes = 0;       ///< that cover any of the area
    double area_pct = 0;  ///< of the area, by all of them together
};

/// Every year from the first to the last scene, also those without any.
std::vector<YearCoverage> coverage_by_year(AreaCoverage& area, const std::vector<scenes::SceneFacts>& rows);

}  // namespace tasi::cli
