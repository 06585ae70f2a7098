#include "algorithms/exposure/dwellings.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/exposure/area_index.hpp"
#include "algorithms/exposure/exact_sum.hpp"
#include "algorithms/exposure/overlay.hpp"
#include "algorithms/exposure/settlements.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double bucket_m = 100;

Point middle_of(const Geometry& building)
{
    if (!building.points.empty()) return building.points.front();
    const Frame frame = frame_of(building.polygons);
    return frame.low + 0.5 * (frame.high - frame.low);
}

bool holds_people(const Geometry& building) { return !building.points.empty() || !building.polygons.empty(); }

}  // namespace

Dwellings::Bucket Dwellings::bucket_of(const Point& p)
{
    return {static_cast<long>(std::floor(p.x / bucket_m)), static_cast<long>(std::floor(p.y / bucket_m))};
}

Dwellings::Dwellings(const std::vector<Geometry>& buildings, const AssessedCoast& coast)
{
    std::vector<const Geometry*> inhabited;
    for (const Geometry& building : buildings)
        if (holds_people(building)) inhabited.push_back(&building);
    const bool by_area = std::all_of(inhabited.begin(), inhabited.end(), [](const Geometry* b) { return area_of(b->polygons) > 0; });
    houses_.resize(inhabited.size());
    parallel_for(static_cast<int>(inhabited.size()), [&](int i) {
        const auto n = static_cast<std::size_t>(i);
        const Geometry& building = *inhabited[n];
        const Point middle = middle_of(building);
        const auto edge = nearest_edge(building, coast);
        houses_[n] = {middle, edge ? edge->place : middle, by_area ? area_of(building.polygons) : 1};
    });
    for (std::size_t i = 0; i < houses_.size(); ++i) buckets_[bucket_of(houses_[i].middle)].push_back(i);
}

std::vector<PeopleCell> Dwellings::people_of(const std::vector<Polygon>& area, double people) const
{
    const Frame frame = frame_of(area);
    if (frame.empty() || houses_.empty()) return {};
    const Bucket low = bucket_of(frame.low), high = bucket_of(frame.high);
    std::vector<std::size_t> near;
    for (long x = low.first; x <= high.first; ++x)
        for (auto bucket = buckets_.lower_bound({x, low.second}); bucket != buckets_.end() && bucket->first <= Bucket{x, high.second};
             ++bucket)
            near.insert(near.end(), bucket->second.begin(), bucket->second.end());
    if (near.empty()) return {};
    const AreaIndex index(area);
    std::erase_if(near, [&](std::size_t i) { return !index.contains(houses_[i].middle); });
    std::sort(near.begin(), near.end());
    ExactSum sum;
    for (const std::size_t i : near) sum.add(houses_[i].weight);
    std::vector<PeopleCell> cells;
    for (const std::size_t i : near) cells.push_back({{houses_[i].place}, people * houses_[i].weight / sum.value()});
    return cells;
}

}  // namespace tasi
