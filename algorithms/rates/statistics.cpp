#include "algorithms/rates/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/rates/autocorrelation.hpp"
#include "algorithms/rates/significance.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

using Value = std::optional<double>;

Value observations(const Fit& f) { return static_cast<double>(f.series.size()); }

Value span(const Fit& f) { return f.series.size() > 0 ? Value(f.series.span_yr()) : std::nullopt; }

Value envelope(const Fit& f)
{
    if (f.series.size() < 2) return std::nullopt;
    const auto [low, high] = std::minmax_element(f.series.x_m.begin(), f.series.x_m.end());
    return *high - *low;
}

Value net_movement(const Fit& f) { return f.series.span_yr() > 0 ? Value(f.series.x_m.back() - f.series.x_m.front()) : std::nullopt; }

Value end_point_rate(const Fit& f)
{
    const Value moved = net_movement(f);
    return moved ? Value(*moved / f.series.span_yr()) : std::nullopt;
}

Value end_point_uncertainty(const Fit& f)
{
    if (!(f.series.span_yr() > 0)) return std::nullopt;
    const double u = std::hypot(f.series.u_m.front(), f.series.u_m.back());
    return std::isnan(u) ? std::nullopt : Value(u / f.series.span_yr());
}

Value slope(const std::optional<LineFit>& line) { return line ? Value(line->slope_m_per_yr) : std::nullopt; }

Value r_squared(const std::optional<LineFit>& line) { return line && line->s_xx > 0 ? Value(1 - line->ssr / line->s_xx) : std::nullopt; }

Value standard_error(const std::optional<LineFit>& line) { return line ? Value(line->standard_error()) : std::nullopt; }

Value slope_interval(const std::optional<LineFit>& line, double confidence_pct)
{
    if (!line) return std::nullopt;
    return two_sided_student_quantile(confidence_pct, static_cast<double>(line->n - 2)) * line->slope_error();
}

Value slope_p(const Fit& f)
{
    if (!f.line || f.line->s_xx == 0) return std::nullopt;
    if (f.line->ssr == 0) return 0.0;
    return two_sided_student_p(f.line->slope_m_per_yr / f.line->slope_error(), static_cast<double>(f.line->n - 2));
}

Value theil_sen_value(const Fit& f, double TheilSen::*part) { return f.theil_sen ? Value((*f.theil_sen).*part) : std::nullopt; }

Value mann_kendall_p(const Fit& f, double variance_factor)
{
    return f.mann_kendall && f.mann_kendall->variance > 0 ? Value(f.mann_kendall->p(variance_factor)) : std::nullopt;
}

/// Interval of LRR widened for autocorrelation; none when fewer than about three independent observations are left.
Value autocorrelation_interval(const Fit& f)
{
    if (!f.n_effective || *f.n_effective <= 3) return std::nullopt;
    const double free = *f.n_effective - 2;
    const double error = f.line->slope_error() * std::sqrt(static_cast<double>(f.line->n - 2) / free);
    return two_sided_student_quantile(f.confidence_pct, free) * error;
}

/// Chi-square of the weighted line: sum (r/u)^2.
Value chi_square(const Fit& f) { return f.weighted_line ? Value(f.weighted_line->ssr) : std::nullopt; }

double free_of(const LineFit& line) { return static_cast<double>(line.n - 2); }

Value change_of_rate(const Fit& f) { return f.acceleration && f.acceleration->s_qq > 0 ? Value(f.acceleration->m_per_yr2) : std::nullopt; }

Value change_of_rate_interval(const Fit& f)
{
    if (!change_of_rate(f) || !f.n_effective || *f.n_effective <= 4) return std::nullopt;
    return two_sided_student_quantile(f.confidence_pct, *f.n_effective - 3) * f.acceleration->error(*f.n_effective);
}

/// Half width for a line of one side of a break, with the memory seen about the broken line.
Value side_interval(const Fit& f, LineFit ChangePoint::*side)
{
    const ChangePoint* point = likely_break(f.break_point);
    if (!point) return std::nullopt;
    const LineFit& line = point->*side;
    const double independent = effective_number(static_cast<double>(line.n), point->memory);
    if (independent <= 3) return std::nullopt;
    return two_sided_student_quantile(f.confidence_pct, independent - 2) * line.slope_error() *
           std::sqrt(free_of(line) / (independent - 2));
}

Value of_break(const Fit& f, double (*part)(const ChangePoint&))
{
    const ChangePoint* point = likely_break(f.break_point);
    return point ? Value(part(*point)) : std::nullopt;
}

/// Of the rate beside season and regressor; none when too few independent observations are left.
Value adjusted_interval(const Fit& f)
{
    if (!f.adjusted) return std::nullopt;
    const AdjustedFit& a = *f.adjusted;
    const double p = static_cast<double>(a.parameters), n = static_cast<double>(a.n), free = effective_number(n, a.memory) - p;
    if (free <= 1) return std::nullopt;
    return two_sided_student_quantile(f.confidence_pct, free) * a.slope_error * std::sqrt((n - p) / free);
}

/// With the memory of the residuals, times the number of lags that were tried.
Value regressor_p(const Fit& f)
{
    if (!f.adjusted || !f.adjusted->coefficient_m || !(*f.adjusted->coefficient_error > 0)) return std::nullopt;
    const AdjustedFit& a = *f.adjusted;
    const double p = static_cast<double>(a.parameters), n = static_cast<double>(a.n), free = effective_number(n, a.memory) - p;
    if (free <= 1) return std::nullopt;
    const double error = *a.coefficient_error * std::sqrt((n - p) / free);
    return std::min(1.0, a.lags_tried * two_sided_student_p(*a.coefficient_m / error, free));
}

Value regressor_lag(const Fit& f) { return f.adjusted && f.adjusted->lag_months ? Value(*f.adjusted->lag_months) : std::nullopt; }

constexpr const char* dsas = "Himmelstoss et al. 2018, doi:10.3133/ofr20181179";
constexpr const char* sen = "Sen 1968, doi:10.1080/01621459.1968.10480934";
constexpr const char* known_sigma = "Bevington and Robinson 2003, Data Reduction and Error Analysis, ch. 6";
constexpr const char* segmented = "Quandt 1958, doi:10.1080/01621459.1958.10501484";
constexpr const char* wilks = "Wilks 2011, Statistical Methods in the Atmospheric Sciences, ch. 9";
constexpr const char* santer = "Santer et al. 2000, doi:10.1029/1999JD901105";

}  // namespace

const std::vector<Statistic>& statistics()
{
    static const std::vector<Statistic> table{
        {"n", false, false, "", "Number of positions", "", "rows used; identical rows count once", observations},
        {"span_yr", false, false, "yr", "Length of record", "", "first to last date", span},
        {"SCE", false, false, "m", "Shoreline change envelope", dsas, "largest minus smallest distance; needs two rows", envelope},
        {"NSM", false, false, "m", "Net shoreline movement", dsas, "last minus first distance; needs two dates", net_movement},
        {"EPR", false, true, "m/yr", "End point rate", dsas, "NSM / span_yr", end_point_rate},
        {"EPRunc", false, true, "m/yr", "Uncertainty of end point rate", dsas, "sqrt(u_first^2 + u_last^2) / span_yr; needs both u",
         end_point_uncertainty},
        {"LRR", false, true, "m/yr", "Linear regression rate", dsas, "slope of least squares; needs three rows and two dates",
         [](const Fit& f) { return slope(f.line); }},
        {"LR2", false, true, "", "R-squared of linear regression", dsas, "1 - SSR / sum (x - mean)^2; missing when nothing moved",
         [](const Fit& f) { return r_squared(f.line); }},
        {"LSE", false, true, "m", "Standard error of linear regression", dsas, "sqrt(SSR / (n - 2))",
         [](const Fit& f) { return standard_error(f.line); }},
        {"LCI", true, true, "m/yr", "Confidence interval of LRR", dsas,
         "half width, Student t with n - 2; takes observations as independent",
         [](const Fit& f) { return slope_interval(f.line, f.confidence_pct); }},
        {"WLR", false, true, "m/yr", "Weighted linear regression rate", dsas, "weights 1/u^2; missing unless every u is stated",
         [](const Fit& f) { return slope(f.weighted_line); }},
        {"WR2", false, true, "", "R-squared of weighted regression", dsas, "as LR2, weighted",
         [](const Fit& f) { return r_squared(f.weighted_line); }},
        {"WSE", false, true, "", "Standard error of weighted regression", dsas,
         "sqrt(sum (r/u)^2 / (n - 2)); 1 where u explains the scatter", [](const Fit& f) { return standard_error(f.weighted_line); }},
        {"WCI", true, true, "m/yr", "Confidence interval of WLR", dsas, "half width, Student t with n - 2",
         [](const Fit& f) { return slope_interval(f.weighted_line, f.confidence_pct); }},
        {"p", false, true, "", "p of LRR", "Student 1908", "two-sided, no trend; missing when nothing moved", slope_p},
        {"TS", false, true, "m/yr", "Theil-Sen rate", sen, "median slope of all pairs of dates",
         [](const Fit& f) { return theil_sen_value(f, &TheilSen::slope_m_per_yr); }},
        {"TSlo", false, true, "m/yr", "Theil-Sen rate, lower limit", sen, "at the confidence level",
         [](const Fit& f) { return theil_sen_value(f, &TheilSen::low_m_per_yr); }},
        {"TShi", false, true, "m/yr", "Theil-Sen rate, upper limit", sen, "at the confidence level",
         [](const Fit& f) { return theil_sen_value(f, &TheilSen::high_m_per_yr); }},
        {"MKp", false, true, "", "p of Mann-Kendall", "Kendall 1975", "ties in dates and distances; rough below ten rows",
         [](const Fit& f) { return mann_kendall_p(f, 1); }},
        {"MKpac", false, true, "", "p of Mann-Kendall, autocorrelation", "Hamed and Rao 1998, doi:10.1016/S0022-1694(97)00125-X",
         "MKp with the variance that the series' own memory gives",
         [](const Fit& f) { return f.hamed_rao ? mann_kendall_p(f, *f.hamed_rao) : std::nullopt; }},
        {"neff", false, true, "", "Effective number of positions", santer,
         "days (1 - r1) / (1 + r1), r1 of the residuals of LRR, at least 0", [](const Fit& f) { return f.n_effective; }},
        {"LCIac", false, true, "m/yr", "Confidence interval of LRR, autocorrelation", santer,
         "half width with neff - 2; missing when neff <= 3", autocorrelation_interval},
        {"WLRse", false, true, "m/yr", "Error of WLR that the stated uncertainties promise", known_sigma,
         "1 sigma, 1 / sqrt(sum w (t - mean)^2); too small where mswd is far above 1",
         [](const Fit& f) { return f.weighted_line ? Value(1 / std::sqrt(f.weighted_line->s_tt)) : std::nullopt; }},
        {"mswd", false, true, "", "Scatter over stated uncertainty", known_sigma, "sum (r/u)^2 / (n - 2), the square of WSE",
         [](const Fit& f) { return f.weighted_line ? Value(f.weighted_line->ssr / free_of(*f.weighted_line)) : std::nullopt; }},
        {"chi2p", false, true, "", "p of the scatter about WLR", known_sigma,
         "chi-square with n - 2: how likely so much scatter is if the stated u are right",
         [](const Fit& f) { return f.weighted_line ? Value(chi_square_p(*chi_square(f), free_of(*f.weighted_line))) : std::nullopt; }},
        {"ACC", false, true, "m/yr2", "Acceleration", "Gauss 1809",
         "twice the quadratic coefficient of least squares; needs four rows and three dates", change_of_rate},
        {"ACCI", true, true, "m/yr2", "Confidence interval of ACC", santer, "half width with neff - 3; missing when neff <= 4",
         change_of_rate_interval},
        {"PETp", false, true, "", "p of Pettitt", "Pettitt 1979, doi:10.2307/2346729",
         "one change of level in the residuals of LRR; blind to autocorrelation",
         [](const Fit& f) { return f.pettitt ? Value(f.pettitt->p) : std::nullopt; }},
        {"brk_p", false, true, "", "p of the break", segmented,
         "that a record without break looks so broken; needs 5 rows and 3 years on either side",
         [](const Fit& f) { return f.break_point ? Value(f.break_point->p) : std::nullopt; }},
        {"brk_m", false, true, "m", "Jump at the break", segmented, "seaward positive; missing when brk_p is 0.05 or more",
         [](const Fit& f) { return of_break(f, [](const ChangePoint& c) { return c.jump_m; }); }},
        {"LRRpre", false, true, "m/yr", "LRR before the break", segmented, "of these rows alone; missing when brk_p is 0.05 or more",
         [](const Fit& f) { return of_break(f, [](const ChangePoint& c) { return c.before.slope_m_per_yr; }); }},
        {"CIpre", true, true, "m/yr", "Confidence interval of LRRpre", santer, "half width, as LCIac with the memory about the broken line",
         [](const Fit& f) { return side_interval(f, &ChangePoint::before); }},
        {"LRRpost", false, true, "m/yr", "LRR after the break", segmented, "as LRRpre",
         [](const Fit& f) { return of_break(f, [](const ChangePoint& c) { return c.after.slope_m_per_yr; }); }},
        {"CIpost", true, true, "m/yr", "Confidence interval of LRRpost", santer, "as CIpre",
         [](const Fit& f) { return side_interval(f, &ChangePoint::after); }},
        {"LRRadj", false, true, "m/yr", "LRR beside season and regressor", wilks, "missing where the record does not allow the terms",
         [](const Fit& f) { return f.adjusted ? Value(f.adjusted->slope_m_per_yr) : std::nullopt; }, true},
        {"LCIadj", true, true, "m/yr", "Confidence interval of LRRadj", santer, "half width, as LCIac", adjusted_interval, true},
        {"season_m", false, true, "m", "Half the range of the season", wilks, "missing without --season",
         [](const Fit& f) { return f.adjusted ? f.adjusted->season_m : std::nullopt; }, true},
        {"season_pk", false, true, "", "Most seaward time of the year", wilks, "0 is 1 January, 1 the end of the year",
         [](const Fit& f) { return f.adjusted ? f.adjusted->season_peak : std::nullopt; }, true},
        {"reg_m", false, true, "m", "Metres per unit of the regressor", wilks, "missing without --regressor",
         [](const Fit& f) { return f.adjusted ? f.adjusted->coefficient_m : std::nullopt; }, true},
        {"reg_p", false, true, "", "p of the regressor", santer, "two-sided, with memory, times the number of lags tried", regressor_p,
         true},
        {"reg_lag", false, true, "months", "Lag of the regressor", wilks, "the lag with the largest |t|, or the one asked for",
         regressor_lag, true},
    };
    return table;
}

const ChangePoint* likely_break(const std::optional<ChangePoint>& point) { return point && point->p < 0.05 ? &*point : nullptr; }

std::string column_name(const Statistic& statistic, double confidence_pct)
{
    if (!statistic.has_level) return statistic.name;
    std::string level = format_number(confidence_pct);
    std::erase(level, '.');
    return statistic.name + level;
}

std::optional<double> ChangeStatistics::operator[](std::string_view name) const
{
    for (std::size_t i = 0; i < values.size(); ++i)
        if (statistics()[i].name == name) return values[i];
    throw BugError("STATISTIC", "", "no statistic is called " + std::string(name), "use a name of statistics()");
}

ChangeStatistics change_statistics(const Fit& fit)
{
    ChangeStatistics change{{}, fit.confidence_pct, fit.line, fit.break_point};
    for (const Statistic& statistic : statistics()) {
        const Value value = statistic.value(fit);
        if (value && !std::isfinite(*value))
            throw BugError("STATISTIC", "", statistic.name + " is not a finite number", "please report the positions of this transect");
        change.values.push_back(value);
    }
    return change;
}

ChangeStatistics change_statistics(const History& history, const RateOptions& options)
{
    return change_statistics(fit_series(series_of(history, options), options.confidence_pct, options.explanations));
}

}  // namespace tasi
