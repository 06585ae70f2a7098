#include "algorithms/exposure/settlements.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"

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

/// The point of its outline that the sea reaches first: the one nearest to the present shore.
std::optional<AssessedCoast::Nearest> nearest_edge(const Geometry& settlement, const AssessedCoast& coast)
{
    std::optional<AssessedCoast::Nearest> best;
    for (const auto& [a, b] : edges_of(settlement)) {
        const auto shore = coast.nearest_shore(a, b);
        if (shore && (!best || shore->distance_m < best->distance_m)) best = shore;
    }
    return best;
}

/// Weighted means; spreads are averaged and not divided, because neighbouring transects err together.
std::optional<Approach> approach_of(const AssessedCoast::Linked& linked, const AssessedCoast& coast, double place_sd_m)
{
    Approach mean{0, 0, 0, 0, place_sd_m, std::numeric_limits<double>::infinity()};
    for (const auto& link : linked.links) {
        const AssessedTransect& t = coast.transects()[link.transect];
        if (!t.assessed()) return std::nullopt;
        mean.distance_m += link.weight * link.distance_m;
        mean.rate_m_per_year += link.weight * *t.rate_m_per_year;
        mean.rate_sd_m_per_year += link.weight * *t.rate_sd;
        mean.shoreline_sd_m += link.weight * *t.now_sd_m;
        mean.degrees_of_freedom = std::min(mean.degrees_of_freedom, t.degrees_of_freedom.value_or(mean.degrees_of_freedom));
    }
    return mean;
}

double weighted(const AssessedCoast::Linked& linked, auto&& value)
{
    double sum = 0;
    for (const auto& link : linked.links) sum += link.weight * value(link);
    return sum;
}

void predict(SettlementRisk& risk, const Approach& approach, const ExposureOptions& options)
{
    for (const int year : options.years) risk.probability.emplace_back(probability_by(approach, std::max(0.0, year - options.base_year)));
    const auto reach = [&](double probability) -> std::optional<double> {
        const auto years = years_until(approach, probability, options.last_year - options.base_year);
        if (!years) return std::nullopt;
        return options.base_year + *years;
    };
    risk.reach_early = reach(0.05);
    risk.reach_year = reach(0.50);
    risk.reach_late = reach(0.95);
    const bool at_risk = *risk.probability.back() >= options.at_risk_probability;
    risk.assessment = at_risk ? "at risk" : "not at risk";
    risk.reason = approach.distance_m <= 0 ? "at or seaward of the line: check the place"
                                           : fmt::format("p({}) = {:.2f}", options.years.back(), *risk.probability.back());
    if (approach.distance_m <= 0) risk.assessment = "at risk";
}

}  // namespace

void ExposureOptions::validate() const
{
    const auto refuse = [](const char* what, const char* remedy) { throw UsageError("RANGE", "", what, remedy); };
    if (years.empty()) refuse("--years is empty", "give at least one calendar year");
    if (years.front() < base_year - 1)
        refuse("--years begins before the present shoreline", "give years after it, or --as-of to tasi rates");
    if (!(within_m > 0)) refuse("--within is not positive", "give a distance in metres");
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
    const auto linked = coast.link(place->place, options.within_m);
    risk.reason = linked.reason;
    if (linked.links.empty()) return risk;

    const auto leading =
        std::max_element(linked.links.begin(), linked.links.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; });
    risk.transect = coast.transects()[leading->transect].transect.id;
    risk.dist_m = weighted(linked, [](const auto& link) { return link.distance_m; });
    const bool point = settlement.kind == Geometry::Kind::points;
    const auto approach = approach_of(linked, coast, point ? options.point_sd_m : options.polygon_sd_m);
    if (!approach) {
        risk.reason = "the transect was not assessed: " + coast.transects()[leading->transect].certainty;
        return risk;
    }
    risk.rate_m_per_year = approach->rate_m_per_year;
    risk.rate_interval = weighted(linked, [&](const auto& link) { return coast.transects()[link.transect].rate_interval.value_or(NAN); });
    predict(risk, *approach, options);
    return risk;
}

}  // namespace tasi
