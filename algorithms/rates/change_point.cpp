#include "algorithms/rates/change_point.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "algorithms/rates/autocorrelation.hpp"

namespace tasi {
namespace {

// Two free lines have one parameter more to fit noise with than a jump has.
constexpr double price_of_second_slope = 3.5;

/// Sums about the means of a growing set of points.
struct Segment {
    double n = 0, t = 0, x = 0, tt = 0, tx = 0, xx = 0;

    void add(double time, double position)
    {
        ++n;
        const double dt = time - t, dx = position - x;
        t += dt / n;
        x += dx / n;
        tt += dt * (time - t);
        tx += dt * (position - x);
        xx += dx * (position - x);
    }
};

/// Sums of squares about the two broken lines with the break before observation `first_after`.
struct Candidate {
    std::size_t first_after = 0;
    double jump = 0, two = 0;
};

double ssr_two(const Segment& a, const Segment& b) { return a.xx - a.tx * a.tx / a.tt + b.xx - b.tx * b.tx / b.tt; }

double ssr_jump(const Segment& a, const Segment& b) { return a.xx + b.xx - (a.tx + b.tx) * (a.tx + b.tx) / (a.tt + b.tt); }

/// Segments of all beginnings (`backwards`: of all ends), by the number of the first point (not) in them.
std::vector<Segment> growing(std::span<const double> t_yr, std::span<const double> x_m, bool backwards)
{
    const std::size_t n = t_yr.size();
    std::vector<Segment> all(n + 1);
    Segment sums;
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t i = backwards ? n - 1 - k : k;
        sums.add(t_yr[i] - t_yr[0], x_m[i] - x_m[0]);
        all[backwards ? i : i + 1] = sums;
    }
    return all;
}

std::vector<Candidate> candidates(std::span<const double> t_yr, std::span<const double> x_m, const SegmentLimits& limits)
{
    const std::vector<Segment> before = growing(t_yr, x_m, false), after = growing(t_yr, x_m, true);
    std::vector<Candidate> all;
    for (std::size_t k = limits.observations; k + limits.observations <= t_yr.size(); ++k) {
        if (t_yr[k] == t_yr[k - 1]) continue;
        if (t_yr[k - 1] - t_yr.front() < limits.years || t_yr.back() - t_yr[k] < limits.years) continue;
        all.push_back({k, ssr_jump(before[k], after[k]), ssr_two(before[k], after[k])});
    }
    return all;
}

template <class Cost>
const Candidate& least(const std::vector<Candidate>& all, Cost&& cost)
{
    return *std::min_element(all.begin(), all.end(), [&](const Candidate& a, const Candidate& b) { return cost(a) < cost(b); });
}

/// What is left about the broken line: its slope is common or not.
std::vector<double> residuals_about(const ChangePoint& point, std::span<const double> t_yr, std::span<const double> x_m)
{
    const LineFit &a = point.before, &b = point.after;
    const double common = (a.slope_m_per_yr * a.s_tt + b.slope_m_per_yr * b.s_tt) / (a.s_tt + b.s_tt);
    std::vector<double> r(t_yr.size());
    for (std::size_t i = 0; i < r.size(); ++i) {
        const LineFit& side = i < point.first_after ? a : b;
        const double slope = point.common_slope ? common : side.slope_m_per_yr;
        r[i] = x_m[i] - side.mean_x_m - slope * (t_yr[i] - side.mean_t_yr);
    }
    return r;
}

double jump_of(const ChangePoint& point)
{
    const LineFit &a = point.before, &b = point.after;
    if (!point.common_slope) return b.at(point.t_yr) - a.at(point.t_yr);
    const double common = (a.slope_m_per_yr * a.s_tt + b.slope_m_per_yr * b.s_tt) / (a.s_tt + b.s_tt);
    return b.mean_x_m - a.mean_x_m - common * (b.mean_t_yr - a.mean_t_yr);
}

/// The residuals of a broken line have lost more of their memory than those of one line: 2 / n is given back.
double memory_about(const ChangePoint& point, std::span<const double> t_yr, std::span<const double> x_m, std::span<const long long> days,
                    const LineFit& line)
{
    const std::vector<double> r = residuals_about(point, t_yr, x_m);
    const double seen = memory_of_residuals(t_yr, days, r, line.mean_t_yr, line.s_tt);
    return seen > 0 ? std::min(seen + 2 / static_cast<double>(r.size()), 0.99) : 0;
}

/// Rows of one day are one look at the shore: copies add no evidence.
double different_days(std::span<const long long> days)
{
    std::vector<long long> sorted(days.begin(), days.end());
    std::sort(sorted.begin(), sorted.end());
    return static_cast<double>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
}

double p_of(double score, double n)
{
    const double at_five_percent = 8.4 + 0.58 * std::log(n);
    return std::min(1.0, 0.05 * std::pow(5.0, -(score - at_five_percent) / 4));
}

}  // namespace

std::optional<ChangePoint> change_point(std::span<const double> t_yr, std::span<const double> x_m, std::span<const long long> days,
                                        const LineFit& line, double confidence_pct, const SegmentLimits& limits)
{
    if (!(line.ssr > 0)) return std::nullopt;
    const std::vector<Candidate> all = candidates(t_yr, x_m, limits);
    if (all.empty()) return std::nullopt;

    const auto jump = [](const Candidate& c) { return c.jump; };
    const auto two = [](const Candidate& c) { return c.two; };
    const double n = different_days(days), smallest = 1e-20 * line.s_xx;
    const auto likelihood = [&](double ssr) { return std::log(line.ssr / std::max(ssr, smallest)); };
    const Candidate &one_slope = least(all, jump), &two_slopes = least(all, two);
    ChangePoint point;
    point.common_slope = n * likelihood(one_slope.jump) >= n * likelihood(two_slopes.two) - price_of_second_slope;
    const Candidate& best = point.common_slope ? one_slope : two_slopes;
    const std::size_t k = point.first_after = best.first_after;
    point.t_yr = (t_yr[k - 1] + t_yr[k]) / 2;
    point.before = fit_line(t_yr.first(k), x_m.first(k));
    point.after = fit_line(t_yr.subspan(k), x_m.subspan(k));
    point.jump_m = jump_of(point);
    point.memory = memory_about(point, t_yr, x_m, days, line);

    const double m = effective_number(n, point.memory);
    const double ssr = std::max(point.common_slope ? best.jump : best.two, smallest);
    point.p = p_of(m * likelihood(ssr) - (point.common_slope ? 0 : price_of_second_slope), n);
    const double reach = -2 * std::log(1 - std::sqrt(confidence_pct / 100));
    point.from_yr = point.to_yr = std::numeric_limits<double>::quiet_NaN();
    for (const Candidate& c : all) {
        if (m * std::log((point.common_slope ? c.jump : c.two) / ssr) > reach) continue;
        if (std::isnan(point.from_yr)) point.from_yr = t_yr[c.first_after - 1];
        point.to_yr = t_yr[c.first_after];
    }
    return point;
}

}  // namespace tasi
