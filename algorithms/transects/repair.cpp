#include "algorithms/transects/repair.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "algorithms/transects/conflicts.hpp"
#include "algorithms/transects/cross.hpp"
#include "algorithms/transects/fan.hpp"
#include "algorithms/transects/orientation.hpp"

namespace tasi {
namespace {

constexpr double beyond_farthest = 1.2;  ///< part of a transect that counts as used, in farthest crossings
constexpr int fan_rounds = 8;

/// The part of a ray that matters: up to 1.2 times its farthest crossing, all of it where it has none.
void measure_used(Ray& ray, const SegmentIndex& shore)
{
    ray.used_m = ray.seaward_m;
    if (shore.segments().empty() || ray.landward_m + ray.seaward_m <= 0) return;
    const Contacts shared = contacts(ray.landward_end(), ray.origin + ray.seaward_m * ray.seaward, shore);
    double farthest_m = shared.points.empty() ? -1 : shared.points.back().distance_m;
    if (!shared.overlaps_m.empty()) farthest_m = std::max(farthest_m, shared.overlaps_m.back().second);
    if (farthest_m >= 0) ray.used_m = std::clamp(beyond_farthest * farthest_m - ray.landward_m, 0.0, ray.seaward_m);
}

void smooth_more(std::vector<Ray>& rays, const std::vector<ArcLength>& lines, const TransectOptions& options, const SegmentIndex& shore)
{
    for (const double factor : {2.0, 4.0, 8.0}) {
        const std::vector<bool> marked = in_conflict(rays, lines);
        if (std::find(marked.begin(), marked.end(), true) == marked.end()) return;
        for (std::size_t i = 0; i < rays.size(); ++i) {
            if (!marked[i]) continue;
            Ray& ray = rays[i];
            const ArcLength& along = lines[static_cast<std::size_t>(ray.baseline)];
            const Vector seaward = seaward_at(along, ray.station_m, factor * options.smoothing_m, options.sea);
            if (seaward == ray.seaward) continue;
            ray.seaward = seaward;
            ray.how = "smoothed";
            measure_used(ray, shore);
        }
    }
}

/// Runs of rays to turn; a run that still meets something grows by it and is turned again.
void turn_like_fans(std::vector<Ray>& rays, const std::vector<ArcLength>& lines, const SegmentIndex& shore)
{
    std::vector<bool> run(rays.size(), false);
    for (int round = 0; round <= fan_rounds; ++round) {
        const std::vector<bool> marked = in_conflict(rays, lines);
        if (std::find(marked.begin(), marked.end(), true) == marked.end()) return;
        if (round == fan_rounds) break;
        for (std::size_t i = 0; i < rays.size(); ++i) run[i] = run[i] || marked[i];
        for (const std::size_t i : turn_runs(rays, lines, run)) measure_used(rays[i], shore);
    }
    give_up_runs(rays, lines, run, in_conflict(rays, lines));
    for (std::size_t i = 0; i < rays.size(); ++i)
        if (run[i]) measure_used(rays[i], shore);
}

/// How far along `a`, from its origin and positive seaward, the line of `b` is met.
double meeting_m(const Ray& a, const Ray& b)
{
    const Point start = a.landward_end(), end = a.used_end();
    const double from = orientation(b.landward_end(), b.used_end(), start);
    const double to = orientation(b.landward_end(), b.used_end(), end);
    return from == to ? 0.0 : from / (from - to) * (a.landward_m + a.used_m) - a.landward_m;
}

bool loses_crossing(const Ray& ray, double from_m, double to_m, const SegmentIndex& shore)
{
    if (shore.segments().empty() || from_m >= to_m) return false;
    const Contacts shared = contacts(ray.origin + from_m * ray.seaward, ray.origin + to_m * ray.seaward, shore);
    return !shared.points.empty() || !shared.overlaps_m.empty();
}

/// The ray cut short of `at_m` on the side of its origin; unchanged when that cannot be or would lose a crossing.
Ray cut(const Ray& ray, double at_m, double gap_m, const SegmentIndex& shore)
{
    const double keep_m = std::abs(at_m) - std::min(gap_m, std::abs(at_m) / 2);
    Ray shorter = ray;
    if (at_m < 0 && !loses_crossing(ray, -ray.landward_m, -keep_m, shore)) shorter.landward_m = keep_m;
    if (at_m > 0 && !loses_crossing(ray, keep_m, ray.seaward_m, shore)) shorter.seaward_m = shorter.used_m = keep_m;
    return shorter;
}

void shorten(std::vector<Ray>& rays, double gap_m, const SegmentIndex& shore)
{
    const auto later = conflicts(rays);
    for (std::size_t i = 0; i < rays.size(); ++i)
        for (const int other : later[i]) {
            Ray &a = rays[i], &b = rays[static_cast<std::size_t>(other)];
            if (!meet(a, b)) continue;
            Ray cut_a = cut(a, meeting_m(a, b), gap_m, shore);
            Ray cut_b = cut(b, meeting_m(b, a), gap_m, shore);
            if (meet(cut_a, cut_b)) continue;
            for (auto [ray, shorter] : {std::pair(&a, &cut_a), std::pair(&b, &cut_b)}) {
                if (shorter->landward_m == ray->landward_m && shorter->seaward_m == ray->seaward_m) continue;
                shorter->how = "shortened";
                *ray = *shorter;
            }
        }
}

}  // namespace

Vector seaward_at(const ArcLength& along, double station_m, double smoothing_m, Sea sea)
{
    const Vector right = right_of(along.direction(station_m, smoothing_m));
    return sea == Sea::right ? right : -1.0 * right;
}

std::vector<Ray> repair(std::vector<Ray> rays, const std::vector<ArcLength>& lines, const TransectOptions& options,
                        const SegmentIndex& shore)
{
    for (Ray& ray : rays) measure_used(ray, shore);
    if (options.smoothing_m > 0) smooth_more(rays, lines, options, shore);
    turn_like_fans(rays, lines, shore);
    shorten(rays, 0.01 * options.spacing_m, shore);
    const auto later = conflicts(rays);
    for (std::size_t i = 0; i < rays.size(); ++i)
        for (const int j : later[i]) rays[i].crosses = rays[static_cast<std::size_t>(j)].crosses = true;
    return rays;
}

}  // namespace tasi
