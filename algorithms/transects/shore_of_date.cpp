#include "algorithms/transects/shore_of_date.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "src/core/error.hpp"

namespace tasi {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

auto group_of(const Shoreline& s)
{
    return std::tuple<std::int64_t, const std::string&, const std::string&>(s.date.milliseconds, s.scene_id, s.sensor);
}

/// Unknown uncertainty first, then the largest: where two lines share a point, the more careful one owns it.
double care(const Shoreline& s) { return std::isnan(s.uncertainty_m) ? -infinity : -s.uncertainty_m; }

/// The last pair of different neighbours; -1 when there is none.
int last_segment(const Polyline& line)
{
    std::size_t end = line.size();
    while (end > 1 && line[end - 1] == line[end - 2]) --end;
    return static_cast<int>(end) - 2;
}

}  // namespace

void require_finite(const Shoreline& shoreline)
{
    for (std::size_t line = 0; line < shoreline.lines.size(); ++line)
        for (std::size_t i = 0; i < shoreline.lines[line].size(); ++i)
            if (!std::isfinite(shoreline.lines[line][i].x) || !std::isfinite(shoreline.lines[line][i].y))
                throw UnsafeError("COORDINATE", "",
                                  "shoreline " + shoreline.date.iso() + " " + shoreline.scene_id + ", part " + std::to_string(line + 1) +
                                      ", vertex " + std::to_string(i + 1) + ", is not finite",
                                  "give every vertex finite coordinates");
}

ShoreOfDate::ShoreOfDate(std::vector<const Shoreline*> shorelines, double min_island_m2)
{
    std::stable_sort(shorelines.begin(), shorelines.end(), [](const Shoreline* a, const Shoreline* b) {
        return std::tuple(care(*a), a->flags) < std::tuple(care(*b), b->flags);
    });
    facts_.date = shorelines.front()->date;
    facts_.scene_id = shorelines.front()->scene_id;
    facts_.sensor = shorelines.front()->sensor;
    for (const Shoreline* shoreline : shorelines) {
        for (const Polyline& line : shoreline->lines) {
            const bool ring = is_ring(line);
            const bool small = ring && std::abs(signed_area(line)) < min_island_m2;
            facts_.has_main_line = facts_.has_main_line || (!small && line.size() > 1);
            facts_.lines.push_back({static_cast<int>(facts_.owners.size()), ring, small});
            lines_.push_back(&line);
        }
        const bool by_us = !shoreline->method.empty() && !shoreline->index.empty();
        facts_.owners.push_back({shoreline->uncertainty_m, by_us, shoreline->flags});
    }
}

const SegmentIndex& ShoreOfDate::index()
{
    if (!index_) index_.emplace(lines_);
    return *index_;
}

std::vector<double> ShoreOfDate::vertices_near(const Point& from, const Point& to, double strip_m)
{
    const Vector along = unit(to - from);
    const double length_m = distance(from, to);
    std::vector<double> found;
    const auto take = [&](const Point& vertex) {
        const double foot_m = dot(vertex - from, along);
        if (foot_m >= 0 && foot_m <= length_m && std::abs(cross_product(along, vertex - from)) <= strip_m) found.push_back(foot_m);
    };
    index().for_each_near(from, to, strip_m, [&](const Segment& segment) {
        const auto line = static_cast<std::size_t>(segment.line);
        take(segment.a);
        if (!facts_.lines[line].ring && segment.position == last_segment(*lines_[line])) take(segment.b);
    });
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::vector<const Shoreline*>> by_date(const std::vector<Shoreline>& shorelines)
{
    std::vector<const Shoreline*> sorted;
    for (const Shoreline& shoreline : shorelines) {
        require_finite(shoreline);
        sorted.push_back(&shoreline);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const Shoreline* a, const Shoreline* b) { return group_of(*a) < group_of(*b); });
    std::vector<std::vector<const Shoreline*>> groups;
    for (const Shoreline* shoreline : sorted) {
        if (groups.empty() || group_of(*groups.back().front()) != group_of(*shoreline)) groups.emplace_back();
        groups.back().push_back(shoreline);
    }
    return groups;
}

}  // namespace tasi
