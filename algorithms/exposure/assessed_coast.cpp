#include "algorithms/exposure/assessed_coast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "src/core/median.hpp"

namespace tasi {
namespace {

/// Distance to the next transect in their order, between present positions where both are known, else between the middles;
/// nothing at the end of a baseline.
std::vector<std::optional<double>> steps_between(const std::vector<AssessedTransect>& transects)
{
    std::vector<std::optional<double>> steps(transects.size());
    for (std::size_t i = 0; i + 1 < transects.size(); ++i) {
        const AssessedTransect &a = transects[i], &b = transects[i + 1];
        if (a.transect.baseline != b.transect.baseline) continue;
        const bool located = a.located() && b.located();
        steps[i] = located ? distance(a.shore(), b.shore()) : distance(a.middle(), b.middle());
    }
    return steps;
}

std::vector<double> present(const std::vector<std::optional<double>>& values)
{
    std::vector<double> result;
    for (const auto& value : values)
        if (value) result.push_back(*value);
    return result;
}

/// Neighbouring present positions joined where they are less than two spacings apart.
std::vector<Polyline> line_through(const std::vector<AssessedTransect>& transects, const std::vector<std::optional<double>>& steps,
                                   double spacing_m)
{
    std::vector<Polyline> lines;
    Polyline line;
    for (std::size_t i = 0; i < transects.size(); ++i) {
        if (transects[i].located()) line.push_back(transects[i].shore());
        const bool joined = steps[i] && *steps[i] <= 2 * spacing_m && transects[i].located() && transects[i + 1].located();
        if (!joined && !line.empty()) {
            lines.push_back(line);
            line.clear();
        }
    }
    return lines;
}

/// The point of the segment a-b nearest to p.
Point foot_on(const Point& p, const Point& a, const Point& b)
{
    const Vector along = b - a;
    const double squared = dot(along, along);
    const double fraction = squared == 0 ? 0 : std::clamp(dot(p - a, along) / squared, 0.0, 1.0);
    return a + fraction * along;
}

/// Where two segments cross; a touch is found by the feet of their ends.
std::optional<Point> crossing_of(const Point& a, const Point& b, const Point& c, const Point& d)
{
    const double divisor = cross_product(b - a, d - c);
    if (divisor == 0) return std::nullopt;
    const double s = cross_product(c - a, d - c) / divisor, t = cross_product(c - a, b - a) / divisor;
    if (s < 0 || s > 1 || t < 0 || t > 1) return std::nullopt;
    return a + s * (b - a);
}

}  // namespace

AssessedCoast::AssessedCoast(std::vector<AssessedTransect> transects, std::vector<Polyline> shoreline)
    : transects_(std::move(transects)), shoreline_(std::move(shoreline)), coast_m_(transects_.size(), 0)
{
    const auto steps = steps_between(transects_);
    const std::vector<double> known = present(steps);
    spacing_m_ = known.empty() ? 0 : median_of(known);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!steps[i]) continue;
        const double half = std::min(*steps[i], 2 * spacing_m_) / 2;
        coast_m_[i] += half;
        coast_m_[i + 1] += half;
    }
    if (shoreline_.empty()) shoreline_ = line_through(transects_, steps, spacing_m_);
}

std::optional<AssessedCoast::Nearest> AssessedCoast::nearest_shore(const Point& a, const Point& b) const
{
    Nearest nearest{std::numeric_limits<double>::infinity(), {}, {}};
    const auto keep = [&](const Point& shore, const Point& place) {
        const double d = distance(shore, place);
        if (d < nearest.distance_m) nearest = {d, shore, place};
    };
    for (const Polyline& line : shoreline_) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const Point &c = line[i == 0 ? 0 : i - 1], &d = line[i];
            keep(foot_on(a, c, d), a);
            if (a == b) continue;
            keep(foot_on(b, c, d), b);
            keep(d, foot_on(d, a, b));
            if (const auto meeting = crossing_of(a, b, c, d)) keep(*meeting, *meeting);
        }
    }
    if (!std::isfinite(nearest.distance_m)) return std::nullopt;
    return nearest;
}

double AssessedCoast::foot_limit_m() const { return std::max(1.5 * spacing_m_, 100.0); }

std::optional<AssessedCoast::Linked> AssessedCoast::link_by_foot(const Point& place, double within_m) const
{
    double best = std::numeric_limits<double>::infinity();
    Link link{};
    for (std::size_t i = 0; i < transects_.size(); ++i) {
        if (!transects_[i].located()) continue;
        const Transect& t = transects_[i].transect;
        const Vector offset = place - t.landward;
        const double along = dot(offset, t.direction()), across = std::abs(cross_product(t.direction(), offset));
        const double to_shore = *transects_[i].now_m - along;
        // Of several feet on a curved coast the one with the nearest shore is meant.
        const double far = std::hypot(across, to_shore);
        if (across > foot_limit_m() || std::abs(to_shore) > within_m || far >= best) continue;
        best = far;
        link = {i, 1.0, to_shore};
    }
    if (!std::isfinite(best)) return std::nullopt;
    return Linked{{link}, ""};
}

std::optional<AssessedCoast::Linked> AssessedCoast::link_by_two(const Point& place) const
{
    std::vector<std::pair<double, std::size_t>> near;
    for (std::size_t i = 0; i < transects_.size(); ++i)
        if (transects_[i].located()) near.emplace_back(distance(place, transects_[i].shore()), i);
    if (near.size() < 2) return std::nullopt;
    std::partial_sort(near.begin(), near.begin() + 2, near.end());
    if (near[1].first > 3 * spacing_m_) return std::nullopt;
    const double w0 = 1 / std::max(near[0].first, 1e-3), w1 = 1 / std::max(near[1].first, 1e-3);
    Linked linked;
    for (const auto& [i, weight] : {std::pair{near[0].second, w0 / (w0 + w1)}, std::pair{near[1].second, w1 / (w0 + w1)}}) {
        const Transect& t = transects_[i].transect;
        linked.links.push_back({i, weight, *transects_[i].now_m - dot(place - t.landward, t.direction())});
    }
    return linked;
}

AssessedCoast::Linked AssessedCoast::link(const Point& place, double within_m) const
{
    const auto shore = nearest_shore(place);
    if (!shore) return {{}, "no shoreline on any transect"};
    if (shore->distance_m > within_m) return {{}, fmt::format("far: no shore within {:.0f} m", within_m)};
    const double reach = std::max(3 * spacing_m_, 100.0);
    const bool served = std::any_of(transects_.begin(), transects_.end(),
                                    [&](const AssessedTransect& t) { return t.located() && distance(t.shore(), shore->point) <= reach; });
    if (!served) return {{}, "no transect on the coast in front of it"};
    if (auto linked = link_by_foot(place, within_m)) return *linked;
    if (auto linked = link_by_two(place)) return *linked;
    return {{}, "no transect near enough"};
}

}  // namespace tasi
