#pragma once

#include <span>

namespace tasi {

/// Mann-Kendall test for a monotonic trend, with ties in time and in position.
struct MannKendall {
    double s = 0;         ///< sum of sign(x_j - x_i) over pairs t_j > t_i
    double variance = 0;  ///< of s under independence; 0 when all x are equal: no test is possible

    /// (|s| - 1) / sqrt(variance factor), with the sign of s; 0 when |s| <= 1.
    double z(double variance_factor = 1) const;
    /// Two-sided normal probability of z; rough below ten observations.
    double p(double variance_factor = 1) const;
};

/// Kendall 1975, "Rank Correlation Methods" (variance with ties in both). `t_yr` ascending, n >= 3, two different times.
MannKendall mann_kendall(std::span<const double> t_yr, std::span<const double> x_m);

/// Factor by which autocorrelation widens the variance of s: Hamed and Rao 1998, doi:10.1016/S0022-1694(97)00125-X, on the ranks of
/// x - slope t; lags (counted in observations) whose |r| is at most 1.96 / sqrt(n) are left out; at least 1/n.
double hamed_rao_factor(std::span<const double> t_yr, std::span<const double> x_m, double slope_m_per_yr);

}  // namespace tasi
