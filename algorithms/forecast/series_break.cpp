#include "algorithms/forecast/series_break.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <boost/math/distributions/fisher_f.hpp>

#include "algorithms/rates/autocorrelation.hpp"

namespace tasi {
namespace {

/// Sums over observations 0..k-1 about the means of the whole series.
struct Sums {
    double n = 0, t = 0, x = 0, tt = 0, tx = 0, xx = 0;

    Sums with(double dt, double dx) const { return {n + 1, t + dt, x + dx, tt + dt * dt, tx + dt * dx, xx + dx * dx}; }
    Sums without(const Sums& o) const { return {n - o.n, t - o.t, x - o.x, tt - o.tt, tx - o.tx, xx - o.xx}; }

    double squares_left() const
    {
        const double s_tt = tt - t * t / n, s_tx = tx - t * x / n, s_xx = xx - x * x / n;
        return s_tt > 0 ? std::max(0.0, s_xx - s_tx * s_tx / s_tt) : std::max(0.0, s_xx);
    }
};

std::vector<Sums> running_sums(const Series& series, const LineFit& line)
{
    std::vector<Sums> sums(series.size() + 1);
    for (std::size_t i = 0; i < series.size(); ++i)
        sums[i + 1] = sums[i].with(series.t_yr[i] - line.mean_t_yr, series.x_m[i] - line.mean_x_m);
    return sums;
}

/// Breaks lie between different times.
std::size_t best_place(const Series& series, const std::vector<Sums>& sums, std::size_t least_segment)
{
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t k = least_segment; k + least_segment <= series.size(); ++k) {
        if (series.t_yr[k] == series.t_yr[k - 1]) continue;
        const double left = sums[k].squares_left() + sums.back().without(sums[k]).squares_left();
        if (left < least) least = left, best = k;
    }
    return best;
}

LineFit line_of(const Series& series, std::size_t from, std::size_t to)
{
    const auto part = [&](const std::vector<double>& all) {
        return std::vector<double>(all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(to));
    };
    return fit_line(part(series.t_yr), part(series.x_m));
}

bool better_than_one(const LineFit& one, double ssr_of_two, double n_effective, double places, double p)
{
    if (n_effective <= 5 || one.ssr <= 0) return false;
    if (ssr_of_two <= 0) return true;
    const double f = (one.ssr - ssr_of_two) / 2 / (ssr_of_two / (n_effective - 4));
    const boost::math::fisher_f distribution(2, n_effective - 4);
    return f > 0 && boost::math::cdf(boost::math::complement(distribution, f)) * places < p;
}

}  // namespace

std::optional<std::size_t> find_break(const Series& series, const LineFit& line, const BreakOptions& options)
{
    const std::size_t n = series.size();
    if (n < 2 * options.least_segment) return std::nullopt;
    const std::size_t k = best_place(series, running_sums(series, line), options.least_segment);
    if (k == 0 || series.t_yr[k - 1] == series.t_yr.front() || series.t_yr[k] == series.t_yr.back()) return std::nullopt;
    const LineFit before = line_of(series, 0, k), after = line_of(series, k, n);
    const double middle = (series.t_yr[k - 1] + series.t_yr[k]) / 2;
    if (std::fabs(after.at(middle) - before.at(middle)) <= options.least_jump_lse * line.standard_error()) return std::nullopt;

    std::vector<double> rest(n);
    for (std::size_t i = 0; i < n; ++i) rest[i] = series.x_m[i] - (i < k ? before : after).at(series.t_yr[i]);
    const double count = static_cast<double>(n), r1 = neighbour_correlation(series.t_yr, series.days, rest);
    const double worth = effective_number(count, r1 + (4 + 6 * std::max(r1, 0.0)) / count);
    const double places = static_cast<double>(n - 2 * options.least_segment + 1);
    if (!better_than_one(line, before.ssr + after.ssr, worth, places, options.p)) return std::nullopt;
    return k;
}

}  // namespace tasi
