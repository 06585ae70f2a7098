#include "algorithms/rates/fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/rates/autocorrelation.hpp"
#include "algorithms/rates/significance.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double smallest_u_m = 1e-6;
constexpr long long ms_per_day = 86400000;

long long day_number(const Instant& t)
{
    const long long days = t.milliseconds / ms_per_day;
    return t.milliseconds % ms_per_day < 0 ? days - 1 : days;
}

void check_distance(const Observation& o)
{
    if (std::fabs(o.x_m) <= farthest_position_m) return;  // false for NaN
    throw UnsafeError("DISTANCE", "", o.date.iso() + ": distance is " + format_number(o.x_m) + " m",
                      "give metres along the transect; leave a missing distance empty");
}

std::vector<double> weights_of(const Series& series)
{
    std::vector<double> weights;
    weights.reserve(series.size());
    for (const double u : series.u_m) weights.push_back(1 / (u * u));
    return weights;
}

double days_with_rows(const Series& series)
{
    double days = 0;
    for (std::size_t i = 0; i < series.size(); ++i) days += i == 0 || series.days[i] != series.days[i - 1];
    return days;
}

double n_effective(const Series& series, const LineFit& line)
{
    const double r1 = memory_of_residuals(series.t_yr, series.days, residuals(line, series.t_yr, series.x_m), line.mean_t_yr, line.s_tt);
    return effective_number(days_with_rows(series), r1);
}

}  // namespace

bool Series::every_uncertainty_stated() const
{
    return std::none_of(u_m.begin(), u_m.end(), [](double u) { return std::isnan(u); });
}

double years_since(const Instant& first, const Instant& date, double days_per_year)
{
    return static_cast<double>(date.milliseconds - first.milliseconds) / (days_per_year * static_cast<double>(ms_per_day));
}

Series series_of(History history, const RateOptions& options)
{
    const auto earlier = [](const Observation& a, const Observation& b) { return a.date < b.date; };
    if (!std::is_sorted(history.begin(), history.end(), earlier)) std::stable_sort(history.begin(), history.end(), earlier);
    Series series;
    for (auto* column : {&series.t_yr, &series.year, &series.x_m, &series.u_m}) column->reserve(history.size());
    series.days.reserve(history.size());
    for (const Observation& o : history) {
        check_distance(o);
        series.t_yr.push_back(years_since(history.front().date, o.date, options.days_per_year));
        series.year.push_back(o.date.julian_year());
        series.x_m.push_back(o.x_m);
        const bool usable = o.u_m >= smallest_u_m && std::isfinite(o.u_m);
        series.u_m.push_back(usable ? o.u_m : std::numeric_limits<double>::quiet_NaN());
        series.days.push_back(day_number(o.date));
    }
    return series;
}

Fit fit_lines(Series series, double confidence_pct)
{
    Fit fit;
    fit.series = std::move(series);
    fit.confidence_pct = confidence_pct;
    const Series& s = fit.series;
    if (s.size() < 3 || s.span_yr() == 0) return fit;
    fit.line = fit_line(s.t_yr, s.x_m);
    if (s.every_uncertainty_stated()) fit.weighted_line = fit_line(s.t_yr, s.x_m, weights_of(s));
    return fit;
}

Fit fit_series(Series series, double confidence_pct, const Explanations& explanations)
{
    Fit fit = fit_lines(std::move(series), confidence_pct);
    const Series& s = fit.series;
    if (!fit.line) return fit;

    fit.mann_kendall = mann_kendall(s.t_yr, s.x_m);
    const double half_width = two_sided_normal_quantile(confidence_pct) * std::sqrt(fit.mann_kendall->variance);
    fit.theil_sen = theil_sen(s.t_yr, s.x_m, half_width);
    fit.hamed_rao = hamed_rao_factor(s.t_yr, s.x_m, fit.theil_sen->slope_m_per_yr);
    fit.n_effective = n_effective(s, *fit.line);
    fit.acceleration = acceleration(s.t_yr, s.x_m, *fit.line);
    if (fit.line->ssr > 0) fit.pettitt = pettitt(residuals(*fit.line, s.t_yr, s.x_m));
    fit.break_point = change_point(s.t_yr, s.x_m, s.days, *fit.line, confidence_pct);
    if (explanations.any()) fit.adjusted = adjusted_fit(s.t_yr, s.year, s.x_m, s.days, explanations);
    return fit;
}

}  // namespace tasi
