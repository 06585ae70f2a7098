#include "algorithms/transects/cast.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "algorithms/transects/arc_length.hpp"
#include "algorithms/transects/conflicts.hpp"
#include "algorithms/transects/repair.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double most_transects = 1e6;
constexpr double rounding = 1e-9;  ///< of a spacing: a station this close to the end is at the end

void require(bool good, const std::string& option, double value, const std::string& wanted)
{
    if (!good) throw UsageError("OPTION", "", "--" + option + " " + format_number(value) + " is out of range", "give " + wanted);
}

/// Stations on a line; 0 when the first is already beyond its end.
double station_count(const ArcLength& along, const TransectOptions& options)
{
    if (along.closed()) return std::max(1.0, std::ceil(along.length_m() / options.spacing_m - rounding));
    return 1 + std::floor((along.length_m() - options.start_m) / options.spacing_m + rounding);
}

std::string name_of(const Baseline& baseline, std::size_t number) { return baseline.id.empty() ? std::to_string(number + 1) : baseline.id; }

std::string numbered(const std::string& baseline, int order)
{
    const std::string digits = std::to_string(order + 1);
    return baseline + "-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

void require_different_names(const std::vector<Baseline>& baselines)
{
    std::set<std::string> seen;
    for (std::size_t i = 0; i < baselines.size(); ++i)
        if (!seen.insert(name_of(baselines[i], i)).second)
            throw UnsafeError("ID", "", "two baselines are called " + name_of(baselines[i], i), "give every baseline its own id");
}

std::vector<ArcLength> measured(const std::vector<Baseline>& baselines)
{
    std::vector<ArcLength> lines;
    for (const Baseline& baseline : baselines) {
        require_usable(baseline);
        lines.emplace_back(baseline.line);
    }
    return lines;
}

void require_count(const std::vector<Baseline>& baselines, const std::vector<ArcLength>& lines, const TransectOptions& options)
{
    double total = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (options.start_m > lines[i].length_m())
            throw UnsafeError("STATION", "",
                              "the first station, " + format_number(options.start_m) + " m, lies beyond the end of baseline " +
                                  name_of(baselines[i], i) + " of " + format_fixed(lines[i].length_m(), 1) + " m",
                              "give a smaller --start");
        total += station_count(lines[i], options);
    }
    if (total > most_transects)
        throw LimitError("TRANSECTS", "", format_fixed(total, 0) + " transects would be cast, more than 1,000,000",
                         "give a wider --spacing or a shorter baseline");
}

std::vector<Ray> rays_of(const std::vector<ArcLength>& lines, const TransectOptions& options)
{
    std::vector<Ray> rays;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        const ArcLength& along = lines[line];
        const int count = static_cast<int>(station_count(along, options));
        for (int i = 0; i < count; ++i) {
            Ray ray;
            ray.baseline = static_cast<int>(line);
            ray.station_m = options.start_m + i * options.spacing_m;
            if (along.closed() && ray.station_m >= along.length_m()) ray.station_m -= along.length_m();
            ray.origin = along.at(ray.station_m);
            ray.seaward = ray.cast_seaward = seaward_at(along, ray.station_m, options.smoothing_m, options.sea);
            ray.landward_m = options.landward_m;
            ray.seaward_m = ray.used_m = options.seaward_m;
            rays.push_back(ray);
        }
    }
    return rays;
}

/// Rays that meet the one before or behind them on their baseline.
std::vector<bool> meeting_neighbours(const std::vector<Ray>& rays)
{
    std::vector<bool> meeting(rays.size(), false);
    for (std::size_t i = 1; i < rays.size(); ++i)
        if (rays[i].baseline == rays[i - 1].baseline && meet(rays[i - 1], rays[i])) meeting[i - 1] = meeting[i] = true;
    return meeting;
}

Transect transect_of(const Ray& ray, const std::string& baseline, int order)
{
    Transect transect{
        numbered(baseline, order), baseline, order, ray.landward_end(), ray.origin + ray.seaward_m * ray.seaward, ray.landward_m, {}};
    if (!ray.how.empty()) transect.flags.push_back("adjusted");
    if (ray.crosses) transect.flags.push_back("crosses another shore");
    return transect;
}

}  // namespace

void TransectOptions::validate() const
{
    require(std::isfinite(spacing_m) && spacing_m > 0, "spacing", spacing_m, "metres, more than 0");
    require(std::isfinite(landward_m) && landward_m >= 0, "landward", landward_m, "metres, 0 or more");
    require(std::isfinite(seaward_m) && seaward_m >= 0, "seaward", seaward_m, "metres, 0 or more");
    require(landward_m + seaward_m > 0, "seaward", seaward_m, "a --landward or --seaward of more than 0 metres");
    require(std::isfinite(smoothing_m) && smoothing_m >= 0, "smoothing", smoothing_m, "metres, 0 or more");
    require(std::isfinite(start_m) && start_m >= 0, "start", start_m, "metres, 0 or more");
}

CastResult cast(const std::vector<Baseline>& baselines, const TransectOptions& options, const std::vector<Shoreline>& shorelines)
{
    options.validate();
    if (baselines.empty()) throw NoResultError("BASELINE", "", "there is no baseline", "give a layer with at least one line");
    require_different_names(baselines);
    const std::vector<ArcLength> lines = measured(baselines);
    require_count(baselines, lines, options);

    std::vector<Ray> rays = rays_of(lines, options);
    if (options.repair) {
        std::vector<Polyline> shore;
        for (const Shoreline& shoreline : shorelines) shore.insert(shore.end(), shoreline.lines.begin(), shoreline.lines.end());
        rays = repair(std::move(rays), lines, options, SegmentIndex(shore));
    }
    const std::vector<bool> crossing = options.repair ? std::vector<bool>(rays.size(), false) : meeting_neighbours(rays);

    CastResult result;
    result.doubts = check_directions(baselines).doubts;
    int order = 0;
    for (std::size_t i = 0; i < rays.size(); ++i) {
        const Ray& ray = rays[i];
        order = i > 0 && rays[i - 1].baseline == ray.baseline ? order + 1 : 0;
        const auto line = static_cast<std::size_t>(ray.baseline);
        result.transects.push_back(transect_of(ray, name_of(baselines[line], line), order));
        if (crossing[i]) result.transects.back().flags.push_back("crosses its neighbour");
        if (!ray.how.empty())
            result.adjusted.push_back({result.transects.back().id, azimuth_deg(ray.cast_seaward), azimuth_deg(ray.seaward), ray.how});
    }
    return result;
}

std::vector<Transect> cast_transects(const std::vector<Baseline>& baselines, const TransectOptions& options)
{
    return cast(baselines, options).transects;
}

}  // namespace tasi
