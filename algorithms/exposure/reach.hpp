#pragma once

#include <limits>
#include <optional>

#include "algorithms/exposure/sea_level.hpp"

namespace tasi {

/// What decides when the sea reaches a place: metres, years and 1 sigma each.
struct Approach {
    double distance_m = 0;                                                ///< D, from the place to the present shoreline, landward positive
    double rate_m_per_year = 0;                                           ///< b, seaward positive
    double rate_sd_m_per_year = 0;                                        ///< sigma_b
    double shoreline_sd_m = 0;                                            ///< sigma_0, of the present shoreline
    double place_sd_m = 0;                                                ///< sigma_D, of the place
    double degrees_of_freedom = std::numeric_limits<double>::infinity();  ///< of the rate: Student's t; infinite: normal
    const SeaLevelRise* rise = nullptr;                                   ///< none: the rate of the past goes on unchanged
    double covariance_m2_per_year = 0;  ///< c, of the errors of present line and rate: both come from one regression
    std::optional<double> standing_m =
        {};  ///< distance of what is known to stand on land: of a place in a village that of its front; none: D
};

/// Probability that the line is landward of where the place was measured, `years` from the base year: that Z = D + b h - R(h) <= 0, R from
/// `rise`. The errors of line and rate have Student's t (their variance sigma_0^2 + 2 c h + sigma_b^2 h^2 is that of one regression, times
/// df / chi-square(df)); those of place and rise are normal.
double probability_at(const Approach& approach, double years);

/// Probability that the place, which stands on land today, is reached by `years`: `probability_at` on the condition that its true
/// distance X (of a place in a village: that of the village's front, which is drawn off together with it) is positive, P(Z <= 0, X > 0) /
/// P(X > 0), with the covariance sigma_0^2 + c h (times the same scale) + sigma_D^2 of X and Z. Far from the line both are the same; at the
/// line `probability_at` would count as reached today what is known to stand. Without knowledge of where people build, all true distances
/// are alike beforehand. Never falls with `years`. With sea-level rise looked at every year.
double probability_by(const Approach& approach, double years);

/// The share of sigma_D^2 in the variance after `years`: what a place has for itself.
double own_share(const Approach& approach, double years);

/// Years from the base year until `probability_by` is `probability`; nothing when that is later than `limit_years`.
std::optional<double> years_until(const Approach& approach, double probability, double limit_years);

/// How far landward of the present line the land is reached with at least `probability` by `years`: the distance for which
/// `probability_at` has that value; 0 where that is seaward of the present line. `distance_m` of the approach does not count.
double landward_limit_m(const Approach& approach, double probability, double years);

/// The quantile of Student's t, or of the normal distribution for very many degrees of freedom.
double severity_quantile(double probability, double degrees_of_freedom);

}  // namespace tasi
