#include "algorithms/exposure/settlements.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"

namespace tasi {
namespace {

/// The edges of the outline; a point is an edge without length.
std::vector<std::pair<Point, Point>> edges_of(const Geometry& geometry)
{
    std::vector<std::pair<Point, Point>> edges;
    const auto add = [&](const Polyline& line) {
        for (std::size_t i = 1; i < line.size(); ++i) edges.emplace_back(line[i - 1], line[i]);
    };
    for (const Point& p : geometry.points) edges.emplace_back(p, p);
    for (const Polyline& line : geometry.lines) add(line);
    for (const Polygon& polygon : geometry.polygons) add(polygon.exterior);
    return edges;
}

double weighted(const PlaceReach& reach, auto&& value)
{
    double sum = 0;
    for (const auto& link : reach.linked.links) sum += link.weight * value(link);
    return sum;
}

/// As where a forecast takes a series for broken: at the 5 % of the flag `break` one series in twenty would be, by chance.
constexpr double sure_break_p = 0.005;

/// Most of the transects that serve it tell of a step or a bend, which one rate does not describe.
bool is_broken(const PlaceReach& reach, const AssessedCoast& coast)
{
    return weighted(reach, [&](const auto& link) {
               const auto& found = coast.transects()[link.transect].record_break;
               return found && found->p < sure_break_p ? 1.0 : 0.0;
           }) >= 0.5;
}

void predict(SettlementRisk& risk, const Approach& approach, const ExposureOptions& options)
{
    for (const int year : options.years) risk.probability.emplace_back(probability_by(approach, options.years_to(year)));
    const double last = approach.rise ? std::min(options.last_year, approach.rise->last_year()) : options.last_year;
    const auto reach = [&](double probability) -> std::optional<double> {
        const auto years = years_until(approach, probability, last - options.base_year);
        if (!years) return std::nullopt;
        return options.base_year + *years;
    };
    risk.reach_early = reach(0.05);
    risk.reach_year = reach(0.50);
    risk.reach_late = reach(0.95);
    const bool at_risk = approach.distance_m <= 0 || *risk.probability.back() >= options.at_risk_probability;
    risk.assessment = at_risk ? "at risk" : "not at risk";
    const std::string more = risk.reason.empty() ? "" : "; " + risk.reason;
    risk.reason = approach.distance_m <= 0 ? "at or seaward of the line: check the place"
                                           : fmt::format("p({}) = {:.2f}", options.years.back(), *risk.probability.back());
    risk.reason += more;
}

}  // namespace

std::optional<AssessedCoast::Nearest> nearest_edge(const Geometry& settlement, const AssessedCoast& coast)
{
    std::optional<AssessedCoast::Nearest> best;
    for (const auto& [a, b] : edges_of(settlement)) {
        const auto shore = coast.nearest_shore(a, b, best ? best->distance_m : 1e9);
        if (shore && (!best || shore->distance_m < best->distance_m)) best = shore;
    }
    return best;
}

SettlementRisk risk_of(const Geometry& settlement, const AssessedCoast& coast, const ExposureOptions& options)
{
    SettlementRisk risk;
    const auto place = nearest_edge(settlement, coast);
    if (!place) {
        risk.reason = edges_of(settlement).empty() ? "no geometry" : "no shoreline on any transect";
        return risk;
    }
    risk.near_m = place->distance_m;
    risk.place = place->place;
    const bool point = settlement.kind == Geometry::Kind::points;
    const PlaceReach reach = reach_of(place->place, coast, options, point ? options.point_sd_m : options.polygon_sd_m);
    risk.reason = reach.reason;
    if (reach.linked.links.empty()) return risk;

    risk.transect = coast.transects()[reach.leading].transect.id;
    risk.stretch = coast.stretch_of(reach.leading);
    risk.dist_m = reach.assessed() ? reach.approach->distance_m : weighted(reach, [](const auto& link) { return link.distance_m; });
    if (!reach.assessed()) return risk;
    risk.rate_m_per_year = reach.approach->rate_m_per_year;
    risk.rate_interval = coast.transects()[reach.leading].rate_interval;
    risk.with_sea_level_rise = reach.approach->rise != nullptr;
    risk.own_share = own_shares_of(reach, options);
    if (is_broken(reach, coast)) risk.reason += std::string(risk.reason.empty() ? "" : "; ") + "the record of its transect has a break";
    predict(risk, *reach.approach, options);
    return risk;
}

}  // namespace tasi
