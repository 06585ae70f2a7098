#include "algorithms/transects/fan.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace tasi {
namespace {

constexpr double farthest_turn_deg = 60;

/// Neighbouring marked rays of one baseline in order, and the rays next to them.
struct Run {
    std::vector<std::size_t> rays;
    std::optional<std::size_t> before, behind;
};

/// The runs among the rays [first, end) of one baseline; around a closed one a run may pass its first ray.
void add_runs(std::vector<Run>& runs, std::size_t first, std::size_t end, bool closed, const std::vector<bool>& marked)
{
    const std::size_t count = end - first;
    std::size_t start = 0;
    if (closed)
        while (start < count && marked[first + start]) ++start;
    if (start == count) start = 0;
    const auto ray = [&](std::size_t step) { return first + (start + step) % count; };
    for (std::size_t step = 0; step < count; ++step) {
        if (!marked[ray(step)]) continue;
        Run run;
        if (step > 0) run.before = ray(step - 1);
        for (; step < count && marked[ray(step)]; ++step) run.rays.push_back(ray(step));
        if (step < count)
            run.behind = ray(step);
        else if (closed && run.before)
            run.behind = ray(0);
        runs.push_back(std::move(run));
    }
}

std::vector<Run> runs_of(const std::vector<Ray>& rays, const std::vector<ArcLength>& lines, const std::vector<bool>& marked)
{
    std::vector<Run> runs;
    for (std::size_t first = 0, end = 0; first < rays.size(); first = end) {
        while (end < rays.size() && rays[end].baseline == rays[first].baseline) ++end;
        add_runs(runs, first, end, lines[static_cast<std::size_t>(rays[first].baseline)].closed(), marked);
    }
    return runs;
}

double turn_deg(const Vector& from, const Vector& to)
{
    return std::atan2(cross_product(to, from), dot(from, to)) * 180.0 / std::numbers::pi;
}

Vector turned(const Vector& v, double clockwise_deg)
{
    const double angle = clockwise_deg * std::numbers::pi / 180.0;
    return {v.x * std::cos(angle) + v.y * std::sin(angle), -v.x * std::sin(angle) + v.y * std::cos(angle)};
}

/// Metres along the baseline from one ray to the next, around the end of a closed one.
double step_m(const Ray& from, const Ray& to, const ArcLength& along)
{
    const double ahead = to.station_m - from.station_m;
    return ahead >= 0 ? ahead : ahead + along.length_m();
}

/// The new directions of a run, or nothing when it cannot be turned.
std::optional<std::vector<Vector>> fan(const std::vector<Ray>& rays, const Run& run, const ArcLength& along)
{
    if (!run.before || !run.behind) return std::nullopt;
    const Ray &before = rays[*run.before], &behind = rays[*run.behind];
    std::vector<double> at_m;
    double whole_m = 0, whole_deg = 0;
    const Ray* last = &before;
    const Vector* heading = &before.seaward;
    for (const std::size_t i : run.rays) {
        whole_m += step_m(*last, rays[i], along);
        whole_deg += turn_deg(*heading, rays[i].cast_seaward);
        at_m.push_back(whole_m);
        last = &rays[i];
        heading = &rays[i].cast_seaward;
    }
    whole_m += step_m(*last, behind, along);
    whole_deg += turn_deg(*heading, behind.seaward);

    std::vector<Vector> directions;
    for (std::size_t k = 0; k < run.rays.size(); ++k) {
        directions.push_back(turned(before.seaward, whole_deg * at_m[k] / whole_m));
        if (std::abs(turn_deg(rays[run.rays[k]].cast_seaward, directions.back())) > farthest_turn_deg) return std::nullopt;
    }
    return directions;
}

}  // namespace

std::vector<std::size_t> turn_runs(std::vector<Ray>& rays, const std::vector<ArcLength>& lines, const std::vector<bool>& marked)
{
    std::vector<std::size_t> changed;
    for (const Run& run : runs_of(rays, lines, marked)) {
        const auto directions = fan(rays, run, lines[static_cast<std::size_t>(rays[run.rays.front()].baseline)]);
        if (!directions) continue;
        for (std::size_t k = 0; k < run.rays.size(); ++k) {
            Ray& ray = rays[run.rays[k]];
            if (ray.seaward == (*directions)[k]) continue;
            ray.seaward = (*directions)[k];
            ray.how = "turned";
            changed.push_back(run.rays[k]);
        }
    }
    std::sort(changed.begin(), changed.end());
    return changed;
}

void give_up_runs(std::vector<Ray>& rays, const std::vector<ArcLength>& lines, const std::vector<bool>& marked,
                  const std::vector<bool>& unsolved)
{
    for (const Run& run : runs_of(rays, lines, marked)) {
        if (std::none_of(run.rays.begin(), run.rays.end(), [&](std::size_t i) { return unsolved[i]; })) continue;
        for (const std::size_t i : run.rays) {
            rays[i].seaward = rays[i].cast_seaward;
            rays[i].how.clear();
        }
    }
}

}  // namespace tasi
