#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "algorithms/exposure/assessed_coast.hpp"

namespace tasi {
namespace {

/// Weights fall by e over a fifth of the spacing of extra distance, and are nothing beyond seven times that.
constexpr double falls_over_spacings = 0.2;
constexpr double support = 7;

double weight_of(double extra_m, double scale_m)
{
    if (scale_m <= 0) return extra_m <= 0 ? 1 : 0;
    return std::max(0.0, std::exp(-extra_m / scale_m) - std::exp(-support));
}

/// 1 for those that face the same way up to 60 degrees, falling to 0 at 90: a spit has a shore behind it.
double alike(const Vector& a, const Vector& b) { return std::clamp(2 * dot(a, b), 0.0, 1.0); }

double along_m(const AssessedTransect& t, const Point& place)
{
    return *t.now_m - dot(place - t.transect.landward, t.transect.direction());
}

}  // namespace

std::optional<AssessedCoast::Near> AssessedCoast::nearest_transect(const Point& place, double within_m, const Vector* away_from) const
{
    Near nearest{0, std::numeric_limits<double>::infinity()};
    const auto look = [&](const Segment& stroke) {
        const auto i = static_cast<std::size_t>(stroke.line);
        if (away_from && dot(transects_[i].transect.direction(), *away_from) >= 0) return;
        const double d = distance(place, transects_[i].shore());
        if (d < nearest.distance_m || (d == nearest.distance_m && i < nearest.transect)) nearest = {i, d};
    };
    if (strokes_.segments().empty()) return std::nullopt;
    for (double margin = 250; nearest.distance_m > margin && margin < 4 * within_m; margin *= 4)
        strokes_.for_each_near(place, place, margin, look);
    if (nearest.distance_m > within_m) return std::nullopt;
    return nearest;
}

AssessedCoast::Linked AssessedCoast::blend(const Point& place, const Near& nearest) const
{
    const double scale = falls_over_spacings * spacing_m_;
    const Vector facing = transects_[nearest.transect].transect.direction();
    Linked linked;
    double sum = 0;
    strokes_.for_each_near(place, place, nearest.distance_m + support * scale + 0.01, [&](const Segment& stroke) {
        const auto i = static_cast<std::size_t>(stroke.line);
        const AssessedTransect& t = transects_[i];
        const double weight = weight_of(distance(place, t.shore()) - nearest.distance_m, scale) * alike(t.transect.direction(), facing);
        if (weight > 0) linked.links.push_back({i, weight, along_m(t, place)});
    });
    std::sort(linked.links.begin(), linked.links.end(), [](const Link& a, const Link& b) { return a.transect < b.transect; });
    for (const Link& link : linked.links) sum += link.weight;
    for (Link& link : linked.links) link.weight /= sum;
    return linked;
}

bool AssessedCoast::in_front(const Point& place, const Near& nearest, const Linked& linked) const
{
    if (nearest.distance_m <= 3 * spacing_m_) return true;
    return std::any_of(linked.links.begin(), linked.links.end(), [&](const Link& link) {
        const Transect& t = transects_[link.transect].transect;
        return std::abs(cross_product(t.direction(), place - t.landward)) <= foot_limit_m();
    });
}

/// Whether the straight way from the place to a shore meets another shore before.
bool AssessedCoast::barred(const Point& place, const Point& shore) const
{
    bool met = false;
    const double arrived = std::max(2 * spacing_m_, 50.0);
    shore_segments_.for_each_near(place, shore, 0, [&](const Segment& s) {
        const double divisor = cross_product(shore - place, s.b - s.a);
        if (divisor == 0) return;
        const double along = cross_product(s.a - place, s.b - s.a) / divisor, across = cross_product(s.a - place, shore - place) / divisor;
        met = met || (along >= 0 && across >= 0 && across <= 1 && (1 - along) * distance(place, shore) > arrived);
    });
    return met;
}

AssessedCoast::Linked AssessedCoast::link(const Point& place, double within_m) const
{
    if (shore_segments_.segments().empty()) return {{}, "no shoreline on any transect"};
    const auto shore = nearest_shore(place, place, within_m);
    if (!shore || shore->distance_m > within_m) return {{}, fmt::format("far: no shore within {:.0f} m", within_m)};
    const double reach = std::max(3 * spacing_m_, 100.0);
    if (!nearest_transect(shore->point, reach, nullptr)) return {{}, "no transect on the coast in front of it"};
    const auto nearest = nearest_transect(place, within_m + reach, nullptr);
    if (!nearest) return {{}, "no transect near enough"};
    Linked linked = blend(place, *nearest);
    if (!in_front(place, *nearest, linked)) return {{}, "no transect near enough"};
    return linked;
}

AssessedCoast::Linked AssessedCoast::link_behind(const Point& place, double within_m, const Linked& first) const
{
    const Linked none{{}, "no other shore"};
    if (first.links.empty()) return none;
    const auto leading =
        std::max_element(first.links.begin(), first.links.end(), [](const Link& a, const Link& b) { return a.weight < b.weight; });
    const Vector facing = transects_[leading->transect].transect.direction();
    const auto nearest = nearest_transect(place, within_m, &facing);
    if (!nearest || along_m(transects_[nearest->transect], place) <= 0 || leading->distance_m <= 0) return none;
    if (barred(place, transects_[nearest->transect].shore())) return none;
    Linked linked = blend(place, *nearest);
    return in_front(place, *nearest, linked) ? linked : none;
}

}  // namespace tasi
