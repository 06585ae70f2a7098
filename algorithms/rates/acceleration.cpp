#include "algorithms/rates/acceleration.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tasi {

double Acceleration::error(double n_effective) const { return 2 * std::sqrt(ssr / (n_effective - 3) / s_qq); }

Acceleration acceleration(std::span<const double> t_yr, std::span<const double> x_m, const LineFit& line)
{
    const std::size_t n = t_yr.size();
    if (n < 4) return {};
    std::vector<double> squares(n);
    for (std::size_t i = 0; i < n; ++i) squares[i] = (t_yr[i] - line.mean_t_yr) * (t_yr[i] - line.mean_t_yr);
    const LineFit of_squares = fit_line(t_yr, squares);
    const std::vector<double> q = residuals(of_squares, t_yr, squares), r = residuals(line, t_yr, x_m);
    Acceleration result;
    double s_qr = 0;
    for (std::size_t i = 0; i < n; ++i) {
        result.s_qq += q[i] * q[i];
        s_qr += q[i] * r[i];
    }
    if (result.s_qq == 0) return {};
    result.m_per_yr2 = 2 * s_qr / result.s_qq;
    result.ssr = std::max(line.ssr - s_qr * s_qr / result.s_qq, 0.0);
    return result;
}

}  // namespace tasi
