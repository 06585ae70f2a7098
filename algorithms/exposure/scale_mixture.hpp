#pragma once

#include <vector>

namespace tasi {

/// One value that the true variance of a regression may have, relative to the estimated one, and how likely it is.
struct VarianceScale {
    double factor = 1, weight = 1;
};

/// Above so many degrees of freedom Student's t is the normal distribution to four digits.
inline constexpr double as_good_as_normal = 2000;

/// The distribution of df / chi-square(df), by the trapezoidal rule over its logarithm: normal variables whose variance it multiplies have
/// Student's t with df degrees of freedom. Weights add up to 1. {1, 1} above `as_good_as_normal`.
std::vector<VarianceScale> variance_scales(double degrees_of_freedom);

}  // namespace tasi
