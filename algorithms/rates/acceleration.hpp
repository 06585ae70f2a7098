#pragma once

#include <span>

#include "algorithms/rates/line_fit.hpp"

namespace tasi {

/// How a rate changes: twice the quadratic coefficient of a parabola of least squares.
struct Acceleration {
    double m_per_yr2 = 0;
    double ssr = 0;   ///< about the parabola
    double s_qq = 0;  ///< sum of squares of (t - mean t)^2 with level and line taken out
    /// 1 sigma of the acceleration when `n_effective` > 3 observations count.
    double error(double n_effective) const;
};

/// `line` is the line of least squares of the same points. Needs four points and three different times, else s_qq is 0.
Acceleration acceleration(std::span<const double> t_yr, std::span<const double> x_m, const LineFit& line);

}  // namespace tasi
