#include "algorithms/exposure/hazard_zones.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "algorithms/exposure/overlay.hpp"
#include "src/core/error.hpp"

namespace tasi {
namespace {

/// Whether the line between a transect and the next one is known.
bool joined(const AssessedCoast& coast, std::size_t i)
{
    if (i + 1 >= coast.transects().size()) return false;
    const AssessedTransect &a = coast.transects()[i], &b = coast.transects()[i + 1];
    return a.assessed() && b.assessed() && a.transect.baseline == b.transect.baseline &&
           distance(a.shore(), b.shore()) <= 2 * coast.spacing_m();
}

Point landward_of(const AssessedTransect& t, double metres) { return t.transect.at(*t.now_m - metres); }

std::vector<double> limits(const AssessedCoast& coast, const ExposureOptions& options, double probability, int year)
{
    std::vector<double> limits(coast.transects().size(), 0);
    for (std::size_t i = 0; i < limits.size(); ++i)
        if (coast.transects()[i].assessed())
            limits[i] = landward_limit_m(approach_from_line(coast.transects()[i], options), probability, options.years_to(year));
    return limits;
}

/// The strip between two neighbours: from the present line to the limits.
void add_strip(std::vector<Polygon>& strips, const AssessedTransect& a, const AssessedTransect& b, double limit_a, double limit_b)
{
    if (limit_a <= 0 && limit_b <= 0) return;
    Polyline ring{a.shore(), b.shore()};
    if (limit_b > 0) ring.push_back(landward_of(b, limit_b));
    if (limit_a > 0) ring.push_back(landward_of(a, limit_a));
    ring.push_back(ring.front());
    strips.push_back({std::move(ring), {}});
}

std::vector<Polygon> strips_of(const AssessedCoast& coast, const std::vector<double>& limit)
{
    std::vector<Polygon> strips;
    for (std::size_t i = 0; i + 1 < limit.size(); ++i)
        if (joined(coast, i)) add_strip(strips, coast.transects()[i], coast.transects()[i + 1], limit[i], limit[i + 1]);
    return strips;
}

}  // namespace

std::vector<HazardZone> hazard_zones(const AssessedCoast& coast, const ExposureOptions& options, const std::vector<double>& probabilities,
                                     const std::vector<Polygon>& land)
{
    std::vector<double> falling = probabilities;
    std::sort(falling.begin(), falling.end(), std::greater<>());
    std::vector<HazardZone> zones;
    std::map<double, std::vector<Polygon>> before;  // of the year before, by probability
    for (const int year : options.years) {
        std::vector<Polygon> likelier;
        for (const double probability : falling) {
            std::vector<Polygon> parts = strips_of(coast, limits(coast, options, probability, year));
            for (const auto* inner : {&likelier, &before[probability]}) parts.insert(parts.end(), inner->begin(), inner->end());
            likelier = united(parts);
            before[probability] = likelier;
            zones.push_back({year, probability, land.empty() ? likelier : common_part(likelier, land)});
        }
    }
    return zones;
}

void SetbackRule::validate() const
{
    const auto refuse = [](const char* what, const char* remedy) { throw UsageError("RANGE", "", what, remedy); };
    if (!(storm_m >= 0)) refuse("--storm-buffer is negative", "give metres that a storm may take");
    if (!(quantile >= 0.5 && quantile < 1)) refuse("--setback-quantile is not in 0.5 to 1", "give a quantile, such as 0.9");
    if (!(years > 0)) refuse("--setback-years is not positive", "give a number of years");
}

std::string SetbackRule::in_words(bool sea_level) const
{
    return fmt::format(
        "erosion rate x {:g} years{} + {:g} m for storms + the {:g} % quantile of the uncertainty of the line after {:g} years, "
        "landward of the present line; growth is not counted",
        years, sea_level ? " + retreat by sea-level rise" : "", storm_m, 100 * quantile, years);
}

double setback_m(const Approach& approach, const SetbackRule& rule)
{
    const double rise = approach.rise ? approach.rise->retreat_m(rule.years) : 0;
    const double rise_sd = approach.rise ? approach.rise->retreat_sd_m(rule.years) : 0;
    const double line = std::hypot(approach.shoreline_sd_m, approach.rate_sd_m_per_year * rule.years, rise_sd);
    const double sd = std::sqrt(line * line + 2 * approach.covariance_m2_per_year * rule.years);
    const double retreat = std::max(0.0, -approach.rate_m_per_year) * rule.years + std::max(0.0, rise);
    return retreat + rule.storm_m + severity_quantile(rule.quantile, approach.degrees_of_freedom) * sd;
}

std::vector<SetbackLine> setback_lines(const AssessedCoast& coast, const ExposureOptions& options, const SetbackRule& rule)
{
    std::vector<SetbackLine> lines;
    SetbackLine line;
    for (std::size_t i = 0; i < coast.transects().size(); ++i) {
        const AssessedTransect& t = coast.transects()[i];
        if (!t.assessed()) continue;
        const double setback = setback_m(approach_from_line(t, options), rule);
        const bool first = line.line.empty();
        line.baseline = t.transect.baseline;
        line.line.push_back(landward_of(t, setback));
        line.least_m = first ? setback : std::min(line.least_m, setback);
        line.most_m = first ? setback : std::max(line.most_m, setback);
        line.mean_m += setback;
        if (joined(coast, i)) continue;
        line.mean_m /= static_cast<double>(line.line.size());
        if (line.line.size() >= 2) lines.push_back(line);
        line = {};
    }
    return lines;
}

}  // namespace tasi
