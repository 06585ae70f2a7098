#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tasi {

/// The straight line x = mean_x + slope (t - mean_t) of least (weighted) squares, with the sums that its uncertainty needs.
/// Times are years from the first observation, positions metres; sums are weighted where weights were given.
struct LineFit {
    std::size_t n = 0;
    double mean_t_yr = 0, mean_x_m = 0;
    double slope_m_per_yr = 0;
    double s_tt = 0;  ///< sum of w (t - mean_t)^2
    double s_xx = 0;  ///< sum of w (x - mean_x)^2; exactly 0 when all x are equal
    double ssr = 0;   ///< sum of w r^2; exactly 0 when the points lie on the line to rounding

    double at(double t_yr) const { return mean_x_m + slope_m_per_yr * (t_yr - mean_t_yr); }
    /// sqrt(ssr / (n - 2)).
    double standard_error() const;
    /// Of the slope: standard_error / sqrt(s_tt).
    double slope_error() const;
};

/// `weights` is empty (all 1) or as long as `t_yr`. Needs n >= 3 and two different times.
LineFit fit_line(std::span<const double> t_yr, std::span<const double> x_m, std::span<const double> weights = {});

/// x minus the line; exact zeros when `line.ssr` is 0.
std::vector<double> residuals(const LineFit& line, std::span<const double> t_yr, std::span<const double> x_m);

}  // namespace tasi
