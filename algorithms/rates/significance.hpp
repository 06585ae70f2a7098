#pragma once

namespace tasi {

/// z such that a standard normal variable lies within +-z with probability `confidence_pct` / 100.
double two_sided_normal_quantile(double confidence_pct);

/// The same for Student's t with `degrees_of_freedom` > 0, which need not be a whole number.
double two_sided_student_quantile(double confidence_pct, double degrees_of_freedom);

/// Probability of a standard normal variable beyond +-|z|.
double two_sided_normal_p(double z);

/// Probability of Student's t beyond +-|t|; 0 when t is infinite.
double two_sided_student_p(double t, double degrees_of_freedom);

/// Probability of a chi-square above `chi_square` with `degrees_of_freedom` > 0.
double chi_square_p(double chi_square, double degrees_of_freedom);

}  // namespace tasi
