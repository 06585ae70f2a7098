#include "algorithms/forecast/shapes.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "algorithms/forecast/dissolve.hpp"
#include "src/core/median.hpp"

namespace tasi {
namespace {

using Order = std::vector<std::size_t>;

/// The transects of each baseline, in order along it.
std::vector<Order> along_baselines(const std::vector<Transect>& transects)
{
    std::vector<Order> baselines;
    std::unordered_map<std::string, std::size_t> place;
    for (std::size_t i = 0; i < transects.size(); ++i) {
        const auto [at, is_new] = place.try_emplace(transects[i].baseline, baselines.size());
        if (is_new) baselines.emplace_back();
        baselines[at->second].push_back(i);
    }
    for (Order& order : baselines)
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return transects[a].order < transects[b].order; });
    return baselines;
}

double apart_m(const Transect& a, const Transect& b)
{
    return std::min(distance(a.at(a.length_m() / 2), b.at(b.length_m() / 2)), distance(a.at(a.baseline_m), b.at(b.baseline_m)));
}

double median_spacing_m(const std::vector<Transect>& transects, const std::vector<Order>& baselines)
{
    std::vector<double> steps;
    for (const Order& order : baselines)
        for (std::size_t i = 1; i < order.size(); ++i) steps.push_back(apart_m(transects[order[i - 1]], transects[order[i]]));
    return steps.empty() ? 0 : median_of(steps);
}

}  // namespace

ForecastShape shape_of(const std::vector<Transect>& transects, const std::vector<std::optional<ForecastOnTransect>>& forecasts)
{
    const std::vector<Order> baselines = along_baselines(transects);
    const double widest_m = 2 * median_spacing_m(transects, baselines);
    ForecastShape shape;
    for (const Order& order : baselines) {
        Polyline line;
        std::vector<Polyline> pieces;
        const auto finish = [&] {
            if (line.size() > 1) shape.lines.push_back(line);
            for (Polygon& polygon : dissolved(pieces)) shape.bands.push_back(std::move(polygon));
            line.clear();
            pieces.clear();
        };
        for (std::size_t i = 0; i < order.size(); ++i) {
            const auto& here = forecasts[order[i]];
            const Transect& t = transects[order[i]];
            const bool joined = i > 0 && here && forecasts[order[i - 1]] && apart_m(transects[order[i - 1]], t) <= widest_m;
            if (!joined) finish();
            if (!here) continue;
            line.push_back(t.at(here->distance_m));
            if (!joined) continue;
            const Transect& s = transects[order[i - 1]];
            const ForecastOnTransect& before = *forecasts[order[i - 1]];
            const Point first = s.at(before.lower_m);
            pieces.push_back({first, s.at(before.upper_m), t.at(here->upper_m), t.at(here->lower_m), first});
        }
        finish();
    }
    return shape;
}

}  // namespace tasi
