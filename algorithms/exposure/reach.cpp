#include "algorithms/exposure/reach.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace tasi {
namespace {

double cumulative(double z, double degrees_of_freedom)
{
    if (degrees_of_freedom >= 28) return boost::math::cdf(boost::math::normal(), z);
    return boost::math::cdf(boost::math::students_t(degrees_of_freedom), z);
}

double constant_variance(const Approach& a) { return a.shoreline_sd_m * a.shoreline_sd_m + a.place_sd_m * a.place_sd_m; }

/// Where the standardised retreat has its inner extremum: d/dh of (-b h - D)/sigma(h) is zero.
double turning_point(const Approach& a)
{
    const double variance_of_rate = a.rate_sd_m_per_year * a.rate_sd_m_per_year;
    return a.rate_m_per_year * constant_variance(a) / (a.distance_m * variance_of_rate);
}

}  // namespace

double probability_at(const Approach& approach, double years)
{
    const double sd = std::sqrt(constant_variance(approach) + std::pow(approach.rate_sd_m_per_year * years, 2));
    const double lead = -approach.rate_m_per_year * years - approach.distance_m;
    if (sd == 0) return lead >= 0 ? 1.0 : 0.0;
    return cumulative(lead / sd, approach.degrees_of_freedom);
}

double probability_by(const Approach& approach, double years)
{
    double largest = std::max(probability_at(approach, 0), probability_at(approach, years));
    // Only a place that is already seaward of the line can be most likely reached in between.
    const double inner = approach.distance_m < 0 ? turning_point(approach) : -1;
    if (inner > 0 && inner < years) largest = std::max(largest, probability_at(approach, inner));
    return largest;
}

std::optional<double> years_until(const Approach& approach, double probability, double limit_years)
{
    if (probability_by(approach, 0) >= probability) return 0.0;
    if (probability_by(approach, limit_years) < probability) return std::nullopt;
    double before = 0, after = limit_years;
    for (int step = 0; step < 60; ++step) {
        const double middle = (before + after) / 2;
        (probability_by(approach, middle) < probability ? before : after) = middle;
    }
    return after;
}

}  // namespace tasi
