#include "algorithms/exposure/admin_units.hpp"

#include <algorithm>
#include <limits>

namespace tasi {
namespace {

double distance_to(const Point& p, const std::vector<Polygon>& area)
{
    double least = std::numeric_limits<double>::infinity();
    for (const Polygon& polygon : area)
        for (std::size_t i = 1; i < polygon.exterior.size(); ++i)
            least = std::min(least, distance_to_segment(p, polygon.exterior[i - 1], polygon.exterior[i]));
    return least;
}

}  // namespace

int AdminUnit::lowest_level() const
{
    for (int level = 3; level > 1; --level)
        if (!pcode[static_cast<std::size_t>(level - 1)].empty()) return level;
    return 1;
}

const std::string& AdminUnit::lowest_pcode() const { return pcode[static_cast<std::size_t>(lowest_level() - 1)]; }

AdminUnits::AdminUnits(std::vector<AdminUnit> units) : units_(std::move(units))
{
    for (const AdminUnit& unit : units_) {
        Box box{1e300, 1e300, -1e300, -1e300};
        for (const Polygon& polygon : unit.area)
            for (const Point& p : polygon.exterior)
                box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x), std::max(box.y1, p.y)};
        boxes_.push_back(box);
        areas_.emplace_back(unit.area);
    }
}

std::optional<std::size_t> AdminUnits::at(const Point& p) const
{
    for (std::size_t i = 0; i < units_.size(); ++i)
        if (boxes_[i].holds(p) && areas_[i].contains(p)) return i;
    return std::nullopt;
}

bool AdminUnits::disputed(const Point& p) const
{
    const auto first = at(p);
    if (!first) return false;
    for (std::size_t i = *first + 1; i < units_.size(); ++i)
        if (boxes_[i].holds(p) && areas_[i].contains(p) && units_[i].lowest_pcode() != units_[*first].lowest_pcode()) return true;
    return false;
}

std::optional<std::size_t> AdminUnits::near(const Point& p, double reach_m) const
{
    if (const auto unit = at(p)) return unit;
    double least = reach_m;
    std::optional<std::size_t> nearest;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        if (!boxes_[i].holds(p, least)) continue;
        const double d = distance_to(p, units_[i].area);
        if (d > least) continue;
        least = d;
        nearest = i;
    }
    return nearest;
}

}  // namespace tasi
