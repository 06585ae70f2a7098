#include "algorithms/exposure/reach.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace tasi {
namespace {

/// The t distribution of so many degrees of freedom is the normal one to four digits.
constexpr double as_good_as_normal = 2000;

double cumulative(double z, double degrees_of_freedom)
{
    if (degrees_of_freedom >= as_good_as_normal) return 0.5 * std::erfc(-z / std::sqrt(2.0));
    return boost::math::cdf(boost::math::students_t(degrees_of_freedom), z);
}

double square(double x) { return x * x; }

double constant_variance(const Approach& a) { return square(a.shoreline_sd_m) + square(a.place_sd_m); }

double retreat_m(const Approach& a, double years) { return -a.rate_m_per_year * years + (a.rise ? a.rise->retreat_m(years) : 0); }

double spread_m(const Approach& a, double years)
{
    const double rise = a.rise ? a.rise->retreat_sd_m(years) : 0;
    return std::sqrt(constant_variance(a) + square(a.rate_sd_m_per_year * years) + square(rise));
}

/// Where the standardised retreat has its inner extremum: d/dh of (-b h - D)/sigma(h) is zero.
double turning_point(const Approach& a) { return a.rate_m_per_year * constant_variance(a) / (a.distance_m * square(a.rate_sd_m_per_year)); }

/// The largest value of `at(h)` for whole years and both ends.
double largest_in(double years, auto&& at)
{
    double largest = std::max(at(0.0), at(years));
    for (double h = 1; h < years; ++h) largest = std::max(largest, at(h));
    return largest;
}

}  // namespace

double probability_at(const Approach& approach, double years)
{
    const double sd = spread_m(approach, years);
    const double lead = retreat_m(approach, years) - approach.distance_m;
    if (sd == 0) return lead >= 0 ? 1.0 : 0.0;
    return cumulative(lead / sd, approach.degrees_of_freedom);
}

double probability_by(const Approach& approach, double years)
{
    const auto at = [&](double h) { return probability_at(approach, h); };
    if (approach.rise) return largest_in(years, at);
    const double largest = std::max(at(0), at(years));
    // Only a place that is already seaward of the line can be most likely reached in between.
    const double inner = approach.distance_m < 0 ? turning_point(approach) : -1;
    return inner > 0 && inner < years ? std::max(largest, at(inner)) : largest;
}

std::optional<double> years_until(const Approach& approach, double probability, double limit_years)
{
    if (probability_by(approach, 0) >= probability) return 0.0;
    if (probability_by(approach, limit_years) < probability) return std::nullopt;
    double before = 0, after = limit_years;
    for (int step = 0; step < 60 && after - before > 1e-9; ++step) {
        const double middle = (before + after) / 2;
        (probability_by(approach, middle) < probability ? before : after) = middle;
    }
    return after;
}

double landward_limit_m(const Approach& approach, double probability, double years)
{
    const double z = severity_quantile(1 - probability, approach.degrees_of_freedom);
    const auto at = [&](double h) { return retreat_m(approach, h) + z * spread_m(approach, h); };
    const double farthest = approach.rise ? largest_in(years, at) : std::max(at(0), at(years));
    return std::max(0.0, farthest);
}

double severity_quantile(double probability, double degrees_of_freedom)
{
    if (degrees_of_freedom >= as_good_as_normal) return boost::math::quantile(boost::math::normal(), probability);
    return boost::math::quantile(boost::math::students_t(degrees_of_freedom), probability);
}

}  // namespace tasi
