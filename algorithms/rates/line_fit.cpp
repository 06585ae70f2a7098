#include "algorithms/rates/line_fit.hpp"

#include <algorithm>
#include <cmath>

namespace tasi {
namespace {

// Residuals below this part of the range of x are rounding, not scatter.
constexpr double rounding = 1e-12;

struct Weighted {
    std::span<const double> weights;
    double operator[](std::size_t i) const { return weights.empty() ? 1.0 : weights[i]; }
};

double range(std::span<const double> x)
{
    const auto [low, high] = std::minmax_element(x.begin(), x.end());
    return *high - *low;
}

}  // namespace

double LineFit::standard_error() const { return std::sqrt(ssr / static_cast<double>(n - 2)); }

double LineFit::slope_error() const { return standard_error() / std::sqrt(s_tt); }

LineFit fit_line(std::span<const double> t_yr, std::span<const double> x_m, std::span<const double> weights)
{
    const Weighted w{weights};
    const double t0 = t_yr.front(), x0 = x_m.front();  // centre on a value first: a constant of 1e9 m costs no digits
    double sum_w = 0, sum_t = 0, sum_x = 0;
    for (std::size_t i = 0; i < t_yr.size(); ++i) {
        sum_w += w[i];
        sum_t += w[i] * (t_yr[i] - t0);
        sum_x += w[i] * (x_m[i] - x0);
    }
    const double mean_t = sum_t / sum_w, mean_x = sum_x / sum_w;

    LineFit line{t_yr.size(), t0 + mean_t, x0 + mean_x};
    double s_tx = 0;
    for (std::size_t i = 0; i < t_yr.size(); ++i) {
        const double dt = t_yr[i] - t0 - mean_t, dx = x_m[i] - x0 - mean_x;
        line.s_tt += w[i] * dt * dt;
        line.s_xx += w[i] * dx * dx;
        s_tx += w[i] * dt * dx;
    }
    const double spread = range(x_m);
    if (spread == 0) line.s_xx = s_tx = 0;
    line.slope_m_per_yr = s_tx / line.s_tt;

    double largest = 0;
    for (std::size_t i = 0; i < t_yr.size(); ++i) {
        const double r = x_m[i] - x0 - mean_x - line.slope_m_per_yr * (t_yr[i] - t0 - mean_t);
        line.ssr += w[i] * r * r;
        largest = std::max(largest, std::fabs(r));
    }
    if (largest <= rounding * spread) line.ssr = 0;
    return line;
}

std::vector<double> residuals(const LineFit& line, std::span<const double> t_yr, std::span<const double> x_m)
{
    std::vector<double> r(t_yr.size(), 0.0);
    if (line.ssr == 0) return r;
    for (std::size_t i = 0; i < r.size(); ++i) r[i] = x_m[i] - line.mean_x_m - line.slope_m_per_yr * (t_yr[i] - line.mean_t_yr);
    return r;
}

}  // namespace tasi
