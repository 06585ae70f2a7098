#include "algorithms/transects/conflicts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "algorithms/transects/cross.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::size_t most_meetings = 20'000'000;

/// The rays of one baseline are neighbours in the list: [first, end).
struct Stretch {
    int first, end;
};

Stretch stretch_of(const std::vector<Ray>& rays, int ray)
{
    const auto by_baseline = [](const Ray& a, const Ray& b) { return a.baseline < b.baseline; };
    const auto [first, end] = std::equal_range(rays.begin(), rays.end(), rays[static_cast<std::size_t>(ray)], by_baseline);
    return {static_cast<int>(first - rays.begin()), static_cast<int>(end - rays.begin())};
}

double longest_arc_m(const Ray& a, const Ray& b) { return std::numbers::pi * std::max(a.landward_m + a.used_m, b.landward_m + b.used_m); }

/// Adds +1 from `first` to `last` of a running sum.
void add_span(std::vector<int>& change, int first, int last)
{
    ++change[static_cast<std::size_t>(first)];
    --change[static_cast<std::size_t>(last) + 1];
}

void mark_between(std::vector<int>& change, const std::vector<Ray>& rays, const ArcLength& along, int i, int j)
{
    const Ray &a = rays[static_cast<std::size_t>(i)], &b = rays[static_cast<std::size_t>(j)];
    const double ahead_m = b.station_m - a.station_m;
    const double around_m = along.closed() ? along.length_m() - ahead_m : infinity;
    if (std::min(ahead_m, around_m) > longest_arc_m(a, b)) return;
    if (ahead_m <= around_m) return add_span(change, i, j);
    const Stretch whole = stretch_of(rays, i);
    add_span(change, whole.first, i);
    add_span(change, j, whole.end - 1);
}

}  // namespace

bool meet(const Ray& a, const Ray& b) { return segments_meet(a.landward_end(), a.used_end(), b.landward_end(), b.used_end()); }

std::vector<std::vector<int>> conflicts(const std::vector<Ray>& rays)
{
    std::vector<Polyline> used;
    used.reserve(rays.size());
    for (const Ray& ray : rays) used.push_back({ray.landward_end(), ray.used_end()});
    const SegmentIndex index(used);

    std::vector<std::vector<int>> later(rays.size());
    parallel_for(static_cast<int>(rays.size()), [&](int i) {
        const Ray& ray = rays[static_cast<std::size_t>(i)];
        std::vector<int>& found = later[static_cast<std::size_t>(i)];
        index.for_each_near(ray.landward_end(), ray.used_end(), 0.0, [&](const Segment& other) {
            if (other.line > i && meet(ray, rays[static_cast<std::size_t>(other.line)])) found.push_back(other.line);
        });
        std::sort(found.begin(), found.end());
    });

    std::size_t total = 0;
    for (const auto& found : later) total += found.size();
    if (total > most_meetings)
        throw LimitError("TRANSECTS", "", std::to_string(total) + " pairs of transects cross each other",
                         "give a smoother baseline, shorter transects or a wider spacing");
    return later;
}

std::vector<bool> in_conflict(const std::vector<Ray>& rays, const std::vector<ArcLength>& lines)
{
    std::vector<int> change(rays.size() + 1, 0);
    const auto later = conflicts(rays);
    for (int i = 0; i < static_cast<int>(rays.size()); ++i)
        for (const int j : later[static_cast<std::size_t>(i)]) {
            add_span(change, i, i);
            add_span(change, j, j);
            const int baseline = rays[static_cast<std::size_t>(i)].baseline;
            if (baseline == rays[static_cast<std::size_t>(j)].baseline)
                mark_between(change, rays, lines[static_cast<std::size_t>(baseline)], i, j);
        }
    std::vector<bool> marked(rays.size());
    int depth = 0;
    for (std::size_t i = 0; i < rays.size(); ++i) {
        depth += change[i];
        marked[i] = depth > 0;
    }
    return marked;
}

}  // namespace tasi
