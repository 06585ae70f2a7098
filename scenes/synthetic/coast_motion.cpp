#include "scenes/synthetic/coast_motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tasi::scenes {
namespace {

/// 0 to 1 with two continuous derivatives, so that the moving line stays smooth.
double passage(double t)
{
    const double x = std::clamp(t, 0.0, 1.0);
    return x * x * x * (10 + x * (6 * x - 15));
}

}  // namespace

CoastMotion::CoastMotion(const CoastDescription& coast) : coast_(coast), stations_(reference_line(coast.reference_line, step_m))
{
    const Point end = coast.river.line.back();
    const auto nearest = std::min_element(stations_.begin(), stations_.end(), [&](const Station& a, const Station& b) {
        return distance(a.point, end) < distance(b.point, end);
    });
    mouth_m_ = nearest->alongshore_m;
}

double CoastMotion::blended(double alongshore_m, double Stretch::*property) const
{
    double value = coast_.stretches.front().*property;
    for (std::size_t i = 1; i < coast_.stretches.size(); ++i) {
        const double before = coast_.stretches[i - 1].*property, after = coast_.stretches[i].*property;
        const double past = alongshore_m - coast_.stretches[i].from_m;
        const double share = coast_.transition_m > 0 ? passage(past / coast_.transition_m + 0.5) : (past >= 0 ? 1.0 : 0.0);
        value += share * (after - before);
    }
    return value;
}

double CoastMotion::rate_m_per_year(double alongshore_m) const { return blended(alongshore_m, &Stretch::rate_m_per_year); }
double CoastMotion::beach_width_m(double alongshore_m) const { return blended(alongshore_m, &Stretch::beach_m); }

const Stretch& CoastMotion::stretch(double alongshore_m) const
{
    std::size_t i = 0;
    while (i + 1 < coast_.stretches.size() && coast_.stretches[i + 1].from_m <= alongshore_m) ++i;
    return coast_.stretches[i];
}

double CoastMotion::season_m(const Instant& time) const
{
    return coast_.seasonal_m * std::cos(2 * std::numbers::pi * (time.julian_year() - coast_.seasonal_peak));
}

double CoastMotion::moved_m(double alongshore_m, const Instant& time) const
{
    const double years = years_between(coast_.reference_date, time);
    return rate_m_per_year(alongshore_m) * years + season_m(time) - season_m(coast_.reference_date);
}

Polyline CoastMotion::line(const Instant& time, double seaward_m) const
{
    Polyline result;
    result.reserve(stations_.size());
    for (const Station& s : stations_) result.push_back(s.point + (moved_m(s.alongshore_m, time) + seaward_m) * s.seaward);
    return result;
}

Polyline CoastMotion::beach_edge(const Instant& time) const
{
    Polyline result = line(time);
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = result[i] - beach_width_m(stations_[i].alongshore_m) * stations_[i].seaward;
    return result;
}

bool CoastMotion::in_river_mouth(double alongshore_m) const { return std::abs(alongshore_m - mouth_m_) < coast_.river.width_m / 2; }

std::vector<Polyline> CoastMotion::waterlines(const Instant& time) const
{
    const Polyline whole = line(time);
    std::vector<Polyline> parts(1);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (!in_river_mouth(stations_[i].alongshore_m)) {
            parts.back().push_back(whole[i]);
        } else if (!parts.back().empty()) {
            parts.emplace_back();
        }
    }
    std::erase_if(parts, [](const Polyline& part) { return part.size() < 2; });
    return parts;
}

}  // namespace tasi::scenes
