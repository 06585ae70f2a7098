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
};

/// Probability that the line is landward of the place `years` from the base year:
/// F((-b h + R(h) - D) / sqrt(sigma_0^2 + sigma_b^2 h^2 + sigma_D^2 + sigma_R(h)^2)), F normal or Student's t; R from `rise`.
double probability_at(const Approach& approach, double years);

/// The largest `probability_at` from now to `years`: once reached, reached. With sea-level rise looked at every year.
double probability_by(const Approach& approach, double years);

/// Years from the base year until `probability_by` is `probability`; nothing when that is later than `limit_years`.
std::optional<double> years_until(const Approach& approach, double probability, double limit_years);

/// How far landward of the present line the land is reached with at least `probability` by `years`: the distance for which
/// `probability_by` has that value; 0 where that is seaward of the present line. `distance_m` of the approach does not count.
double landward_limit_m(const Approach& approach, double probability, double years);

/// The quantile of F.
double severity_quantile(double probability, double degrees_of_freedom);

}  // namespace tasi
