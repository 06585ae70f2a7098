#include "tools/area_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/masking/area_of_interest.hpp"
#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/scene_area.hpp"

namespace tasi::cli {
namespace {

constexpr double wanted_cells = 40000;
constexpr int most_cells_a_side = 4000;

Extent extent_of_area(const std::vector<Polygon>& area) { return extent_of(Geometry::of(area)); }

/// Square cells over the extent of the area.
Grid cells_over(const Extent& extent, const Crs& crs)
{
    const double width = extent.most.x - extent.least.x, height = extent.most.y - extent.least.y;
    const double side = std::max(std::sqrt(width * height / wanted_cells), std::max(width, height) / most_cells_a_side);
    Grid grid;
    grid.cols = std::max(1, static_cast<int>(std::ceil(width / side)));
    grid.rows = std::max(1, static_cast<int>(std::ceil(height / side)));
    grid.x0 = extent.least.x;
    grid.y0 = extent.most.y;
    grid.dx = width / grid.cols;
    grid.dy = -height / grid.rows;
    grid.crs = crs;
    return grid;
}

std::vector<Point> points_inside(const std::vector<Polygon>& area, const Crs& crs)
{
    const Grid grid = cells_over(extent_of_area(area), crs);
    Mask mask = Mask::Zero(grid.rows, grid.cols);
    mark_outside(mask, grid, area);
    std::vector<Point> points;
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col)
            if (mask(row, col) == 0) points.push_back(grid.at_centre(row, col));
    return points;
}

}  // namespace

AreaCoverage::AreaCoverage(Run& run, const SceneInputOptions& area) : run_(run)
{
    const Extent degrees = extent_of_area(*area_in(run, io::crs_from_user("EPSG:4326"), area));
    crs_ = io::crs_from_user(io::fitting_utm((degrees.least.x + degrees.most.x) / 2, (degrees.least.y + degrees.most.y) / 2));
    points_ = points_inside(*area_in(run, crs_, area), crs_);
    if (points_.empty())
        throw UnsafeError("AOI", area.aoi.value_or(area.bbox.value_or("")), "the area of interest is too thin to be measured",
                          "give a wider area");
}

const std::vector<Point>& AreaCoverage::points_in(const Crs& crs)
{
    const auto [entry, fresh] = transformed_.try_emplace(crs.wkt);
    if (!fresh) return entry->second;
    const io::Transformer transform(run_.session, crs_, crs);
    for (const Point& point : points_) {
        try {
            entry->second.push_back(transform(point));
        } catch (const UnsafeError&) {
            entry->second.push_back({std::numeric_limits<double>::quiet_NaN(), 0});  // outside that projection: not covered
        }
    }
    return entry->second;
}

std::vector<bool> AreaCoverage::covered(const Grid& grid)
{
    std::vector<bool> flags(points_.size(), false);
    if (grid.cols <= 0 || grid.crs.empty()) return flags;
    const std::vector<Point>& points = points_in(grid.crs);
    const Point a = grid.at_corner(0, 0), b = grid.at_corner(grid.rows, grid.cols);
    const auto between = [](double v, double p, double q) { return v >= std::min(p, q) && v < std::max(p, q); };
    for (std::size_t i = 0; i < points.size(); ++i) flags[i] = between(points[i].x, a.x, b.x) && between(points[i].y, a.y, b.y);
    return flags;
}

double share_pct(const std::vector<bool>& flags)
{
    const auto set = std::count(flags.begin(), flags.end(), true);
    return flags.empty() ? 0 : 100.0 * static_cast<double>(set) / static_cast<double>(flags.size());
}

std::vector<YearCoverage> coverage_by_year(AreaCoverage& area, const std::vector<scenes::SceneFacts>& rows)
{
    std::map<int, std::vector<bool>> covered;
    std::map<int, int> scenes;
    for (const scenes::SceneFacts& facts : rows) {
        if (!facts.time) continue;
        std::vector<bool>& year = covered.try_emplace(facts.time->year(), area.points(), false).first->second;
        if (!facts.usable || !facts.duplicate_of.empty()) continue;
        const std::vector<bool> own = area.covered(facts.grid);
        if (std::find(own.begin(), own.end(), true) == own.end()) continue;
        ++scenes[facts.time->year()];
        for (std::size_t i = 0; i < own.size(); ++i) year[i] = year[i] || own[i];
    }
    std::vector<YearCoverage> years;
    if (covered.empty()) return years;
    for (int year = covered.begin()->first; year <= covered.rbegin()->first; ++year)
        years.push_back({year, scenes[year], covered.contains(year) ? share_pct(covered[year]) : 0});
    return years;
}

}  // namespace tasi::cli
