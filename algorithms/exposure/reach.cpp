#include "algorithms/exposure/reach.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/quadrature/gauss.hpp>

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
    return std::sqrt(constant_variance(a) + 2 * a.covariance_m2_per_year * years + square(a.rate_sd_m_per_year * years) + square(rise));
}

double normal(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// The standard normal number that is as unlikely as z; the smaller tail is taken, so that nothing rounds to certainty.
double normal_score(double z, double degrees_of_freedom)
{
    if (degrees_of_freedom >= as_good_as_normal) return z;
    const double tail = std::max(cumulative(-std::abs(z), degrees_of_freedom), 1e-300);
    return std::copysign(boost::math::quantile(boost::math::normal(), tail), z);
}

/// Beyond so many standard deviations there is nothing worth counting.
constexpr double end_of_normal = 8.5;

/// P(Q <= q, W > w0) / P(W > w0) of two standard normal variables with correlation r in (0, 1). The integral over W is cut where the
/// chance of Q falls from 1 to 0, so that it is smooth in each part.
double conditional_probability(double q, double w0, double r)
{
    const double rest = std::sqrt(std::max(1 - r * r, 1e-24));
    const double low = std::max(w0, -end_of_normal), high = std::max(end_of_normal, low + 3);
    const double fall = std::clamp(q / r, low, high), width = end_of_normal * rest / r;
    // Relative to the density at `low`: a place far out at sea has next to no chance to stand on land.
    const double shift = low > 0 ? low * low / 2 : 0;
    const auto density = [&](double w) { return std::exp(shift - w * w / 2); };
    const auto both = [&](double w) { return density(w) * normal((q - r * w) / rest); };
    const double cuts[] = {low, std::max(low, fall - width), std::min(high, fall + width), high};
    using Rule = boost::math::quadrature::gauss<double, 25>;
    double joint = 0, whole = 0;
    for (int i = 0; i < 3; ++i) {
        if (!(cuts[i + 1] > cuts[i])) continue;
        // The tail of the density falls fast: half a dozen steps follow it.
        const int steps = std::max(1, static_cast<int>(std::ceil((cuts[i + 1] - cuts[i]) / 3)));
        for (int k = 0; k < steps; ++k) {
            const double a = cuts[i] + k * (cuts[i + 1] - cuts[i]) / steps, b = cuts[i] + (k + 1) * (cuts[i + 1] - cuts[i]) / steps;
            joint += Rule::integrate(both, a, b);
            whole += Rule::integrate(density, a, b);
        }
    }
    return std::clamp(joint / whole, 0.0, 1.0);
}

/// `probability_at` for a place that stands on land today.
double probability_of_standing(const Approach& a, double years)
{
    const double now_sd = std::sqrt(constant_variance(a));
    if (now_sd == 0 || a.distance_m > end_of_normal * now_sd) return probability_at(a, years);
    const double sd = spread_m(a, years);
    const double score = normal_score((retreat_m(a, years) - a.distance_m) / sd, a.degrees_of_freedom);
    const double r = (constant_variance(a) + a.covariance_m2_per_year * years) / (now_sd * sd);
    return conditional_probability(score, -a.distance_m / now_sd, std::min(r, 1 - 1e-12));
}

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
    if (years <= 0) return constant_variance(approach) == 0 && approach.distance_m <= 0 ? 1 : 0;
    const auto at = [&](double h) { return h <= 0 ? 0.0 : probability_of_standing(approach, h); };
    if (approach.rise) return largest_in(years, at);
    // Student's t and the condition together may make the first year of a growing coast likelier than those after it.
    return years > 1 ? std::max(at(1), at(years)) : at(years);
}

double own_share(const Approach& approach, double years)
{
    const double sd = spread_m(approach, years);
    return sd > 0 ? square(approach.place_sd_m / sd) : 0;
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
