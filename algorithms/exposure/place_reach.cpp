#include "algorithms/exposure/place_reach.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"

namespace tasi {
namespace {

const AssessedTransect& of(const AssessedCoast& coast, const AssessedCoast::Link& link) { return coast.transects()[link.transect]; }

/// 1 / degrees of freedom is averaged: infinitely many and few give few.
double inverse_freedom(const AssessedTransect& t) { return t.degrees_of_freedom ? 1 / *t.degrees_of_freedom : 0; }

std::size_t leading_of(const AssessedCoast::Linked& linked)
{
    return std::max_element(linked.links.begin(), linked.links.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; })
        ->transect;
}

std::optional<Approach> mean_approach(const AssessedCoast::Linked& linked, const AssessedCoast& coast, double place_sd_m)
{
    double assessed = 0, inverse = 0;
    Approach mean{0, 0, 0, 0, place_sd_m, 0, nullptr, 0};
    for (const auto& link : linked.links) {
        const AssessedTransect& t = of(coast, link);
        if (!t.assessed()) continue;
        assessed += link.weight;
        mean.distance_m += link.weight * link.distance_m;
        mean.rate_m_per_year += link.weight * *t.rate_m_per_year;
        mean.rate_sd_m_per_year += link.weight * *t.rate_sd;
        mean.shoreline_sd_m += link.weight * *t.now_sd_m;
        mean.covariance_m2_per_year += link.weight * t.covariance_m2_per_year();
        inverse += link.weight * inverse_freedom(t);
    }
    if (assessed < 0.5) return std::nullopt;
    for (double* part :
         {&mean.distance_m, &mean.rate_m_per_year, &mean.rate_sd_m_per_year, &mean.shoreline_sd_m, &mean.covariance_m2_per_year})
        *part /= assessed;
    mean.degrees_of_freedom = inverse > 0 ? assessed / inverse : std::numeric_limits<double>::infinity();
    return mean;
}

PlaceReach reach_from(AssessedCoast::Linked linked, const AssessedCoast& coast, const ExposureOptions& options, double place_sd_m)
{
    PlaceReach reach;
    reach.linked = std::move(linked);
    reach.reason = reach.linked.reason;
    if (reach.linked.links.empty()) return reach;
    reach.leading = leading_of(reach.linked);
    const AssessedTransect& leading = coast.transects()[reach.leading];
    reach.approach = mean_approach(reach.linked, coast, place_sd_m);
    if (!reach.approach)
        reach.reason = "the transect was not assessed: " + leading.certainty;
    else if (options.sea_level && takes_sea_level_rise(leading))
        reach.approach->rise = &*options.sea_level;
    return reach;
}

}  // namespace

void ExposureOptions::validate() const
{
    const auto refuse = [](const char* what, const char* remedy) { throw UsageError("RANGE", "", what, remedy); };
    if (years.empty()) refuse("--years is empty", "give at least one calendar year");
    if (years.front() < base_year - 1)
        refuse("--years begins before the present shoreline", "give years after it, or --as-of to tasi rates");
    if (!(within_m > 0)) refuse("--within is not positive", "give a distance in metres");
    if (sea_level && years.back() > sea_level->last_year())
        refuse("--years goes beyond the last year of --slr", "give a longer scenario, or nearer horizons");
}

bool takes_sea_level_rise(const AssessedTransect& transect) { return transect.certainty != "rocky or steep"; }

Approach approach_from_line(const AssessedTransect& t, const ExposureOptions& options)
{
    Approach approach{0,       *t.rate_m_per_year,        *t.rate_sd, *t.now_sd_m, 0, std::numeric_limits<double>::infinity(),
                      nullptr, t.covariance_m2_per_year()};
    approach.degrees_of_freedom = t.degrees_of_freedom.value_or(approach.degrees_of_freedom);
    if (options.sea_level && takes_sea_level_rise(t)) approach.rise = &*options.sea_level;
    return approach;
}

PlaceReach reach_of(const Point& place, const AssessedCoast& coast, const ExposureOptions& options, double place_sd_m)
{
    const AssessedCoast::Linked linked = coast.link(place, options.within_m);
    PlaceReach front = reach_from(linked, coast, options, place_sd_m);
    if (!front.assessed()) return front;
    if (front.approach->distance_m < -seaward_limit_m(place_sd_m)) {
        front.approach.reset();
        front.at_sea = true;
        front.reason = "seaward of the line: check the place";
        return front;
    }
    AssessedCoast::Linked other = coast.link_behind(place, options.within_m, linked);
    if (other.links.empty()) return front;
    PlaceReach behind = reach_from(std::move(other), coast, options, place_sd_m);
    if (!behind.assessed()) {
        front.reason = "the shore behind it was not assessed";
        return front;
    }
    const double horizon = options.years_to(options.years.back());
    return probability_by(*behind.approach, horizon) > probability_by(*front.approach, horizon) ? behind : front;
}

std::vector<double> probabilities_of(const PlaceReach& reach, const ExposureOptions& options)
{
    std::vector<double> probabilities;
    if (!reach.assessed()) return probabilities;
    for (const int year : options.years) probabilities.push_back(probability_by(*reach.approach, options.years_to(year)));
    return probabilities;
}

std::vector<double> own_shares_of(const PlaceReach& reach, const ExposureOptions& options)
{
    std::vector<double> shares;
    if (!reach.assessed()) return shares;
    for (const int year : options.years) shares.push_back(own_share(*reach.approach, options.years_to(year)));
    return shares;
}

}  // namespace tasi
