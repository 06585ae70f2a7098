#include "algorithms/exposure/reach.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include "algorithms/exposure/scale_mixture.hpp"

namespace tasi {
namespace {

double square(double x) { return x * x; }

double retreat_m(const Approach& a, double years) { return -a.rate_m_per_year * years + (a.rise ? a.rise->retreat_m(years) : 0); }

double rise_variance(const Approach& a, double years) { return a.rise ? square(a.rise->retreat_sd_m(years)) : 0; }

/// Of the line after `years`, by the regression alone.
double regression_variance(const Approach& a, double years)
{
    return square(a.shoreline_sd_m) + 2 * a.covariance_m2_per_year * years + square(a.rate_sd_m_per_year * years);
}

/// What is not of the regression has a variance that is known.
double known_variance(const Approach& a, double years) { return square(a.place_sd_m) + rise_variance(a, years); }

double normal(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// Beyond so many standard deviations there is nothing worth counting.
constexpr double end_of_normal = 8.5;

/// P(Q <= q, W > w0) of two standard normal variables with correlation r in (0, 1): the integral over W of its density times
/// P(Q <= q | W). That falls from 1 to 0 about W = q / r: before, the integral is known, after, nothing is left.
double both(double q, double w0, double r)
{
    const double rest = std::sqrt(1 - r * r), width = end_of_normal * rest / r;
    const double end = std::max(end_of_normal, w0 + 3), from = std::clamp(q / r - width, w0, end), to = std::clamp(q / r + width, w0, end);
    const double sure = normal(-w0) - normal(-from);
    if (!(to > from)) return sure;
    const auto density = [&](double w) { return std::exp(-w * w / 2) / std::sqrt(2 * std::numbers::pi) * normal((q - r * w) / rest); };
    using Rule = boost::math::quadrature::gauss<double, 20>;
    const int steps = std::max(2, static_cast<int>(std::ceil((to - from) / 5)));
    double sum = 0;
    for (int k = 0; k < steps; ++k) sum += Rule::integrate(density, from + k * (to - from) / steps, from + (k + 1) * (to - from) / steps);
    return sure + sum;
}

/// P(X > 0, Z <= 0) and P(X > 0), X the distance today and Z what is left of it, both normal.
struct Standing {
    double reached = 0, whole = 0;
};

Standing standing(double x_m, double x_sd_m, double z_m, double z_sd_m, double covariance)
{
    const double whole = normal(x_m / x_sd_m);
    if (x_m > end_of_normal * x_sd_m) return {normal(-z_m / z_sd_m), whole};
    const double r = std::clamp(covariance / (x_sd_m * z_sd_m), 1e-12, 1 - 1e-12);
    return {both(-z_m / z_sd_m, -x_m / x_sd_m, r), whole};
}

/// `probability_at` for a place that stands on land today.
double probability_of_standing(const Approach& a, double years)
{
    const double now = regression_variance(a, 0), then = regression_variance(a, years), known_then = known_variance(a, years);
    const double place = square(a.place_sd_m), common = square(a.shoreline_sd_m) + a.covariance_m2_per_year * years;
    if (now + place == 0) return probability_at(a, years);
    Standing sum;
    for (const VarianceScale& scale : variance_scales(a.degrees_of_freedom)) {
        const double x_sd = std::sqrt(scale.factor * now + place), z_sd = std::sqrt(scale.factor * then + known_then);
        const Standing one =
            standing(a.standing_m.value_or(a.distance_m), x_sd, a.distance_m - retreat_m(a, years), z_sd, scale.factor * common + place);
        sum.reached += scale.weight * one.reached;
        sum.whole += scale.weight * one.whole;
    }
    // So far out at sea that it can hardly stand on land: it stands at the line, and goes where the coast erodes at all.
    if (sum.whole < 1e-300)
        return probability_at({0, a.rate_m_per_year, a.rate_sd_m_per_year, 0, 0, a.degrees_of_freedom, a.rise, 0}, years);
    return std::clamp(sum.reached / sum.whole, 0.0, 1.0);
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
    const double regression = regression_variance(approach, years), known = known_variance(approach, years);
    const double lead = retreat_m(approach, years) - approach.distance_m;
    if (regression + known == 0) return lead >= 0 ? 1.0 : 0.0;
    double sum = 0;
    for (const VarianceScale& scale : variance_scales(approach.degrees_of_freedom))
        sum += scale.weight * normal(lead / std::sqrt(scale.factor * regression + known));
    return sum;
}

double probability_by(const Approach& approach, double years)
{
    const bool certain = approach.shoreline_sd_m == 0 && approach.place_sd_m == 0;
    if (years <= 0) return certain && approach.distance_m <= 0 ? 1 : 0;
    const auto at = [&](double h) { return h <= 0 ? 0.0 : probability_of_standing(approach, h); };
    return approach.rise ? largest_in(years, at) : at(years);
}

double own_share(const Approach& approach, double years)
{
    const double all = regression_variance(approach, years) + known_variance(approach, years);
    return all > 0 ? square(approach.place_sd_m) / all : 0;
}

std::optional<double> years_until(const Approach& approach, double probability, double limit_years)
{
    if (probability_by(approach, 0) >= probability) return 0.0;
    if (probability_by(approach, limit_years) < probability) return std::nullopt;
    double before = 0, after = limit_years;
    if (approach.rise) {  // the first year in which it is reached: what rises may fall back later
        for (after = 1; after < limit_years && probability_of_standing(approach, after) < probability;) ++after;
        after = std::min(after, limit_years);
        before = after - 1;
    }
    const auto short_of = [&](double h) { return (h <= 0 ? 0 : probability_of_standing(approach, h)) - probability; };
    const double at_before = short_of(std::max(before, 0.0)), at_after = short_of(after);
    if (at_before >= 0 || at_after <= 0) return after;
    std::uintmax_t steps = 60;
    const auto close_enough = [](double a, double b) { return std::abs(b - a) < 1e-9; };
    return boost::math::tools::toms748_solve(short_of, std::max(before, 0.0), after, at_before, at_after, close_enough, steps).second;
}

double landward_limit_m(const Approach& approach, double probability, double years)
{
    const double z = severity_quantile(1 - probability, approach.degrees_of_freedom);
    const auto at = [&](double h) {
        return retreat_m(approach, h) + z * std::sqrt(regression_variance(approach, h) + known_variance(approach, h));
    };
    const double farthest = approach.rise ? largest_in(years, at) : std::max(at(0), at(years));
    return std::max(0.0, farthest);
}

double severity_quantile(double probability, double degrees_of_freedom)
{
    if (degrees_of_freedom >= as_good_as_normal) return boost::math::quantile(boost::math::normal(), probability);
    return boost::math::quantile(boost::math::students_t(degrees_of_freedom), probability);
}

}  // namespace tasi
