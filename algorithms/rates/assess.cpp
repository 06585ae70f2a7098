#include "algorithms/rates/assess.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/rates/certainty.hpp"
#include "algorithms/rates/line_prediction.hpp"
#include "algorithms/rates/middle_value.hpp"
#include "algorithms/rates/outliers.hpp"
#include "algorithms/rates/transect_series.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

int rows_of_a_day_before(const Series& series)
{
    int count = 0;
    for (std::size_t i = 1; i < series.size(); ++i) count += series.days[i] == series.days[i - 1];
    return count;
}

/// Measurements scatter; a number that is there three times or more and nothing else is a place holder, or a line that was copied.
bool is_constant(const Series& series)
{
    return series.size() >= 3 && std::all_of(series.x_m.begin(), series.x_m.end(), [&](double x) { return x == series.x_m.front(); });
}

/// The rate of the rows that are not in `out` (ascending).
std::optional<double> rate_without(const Series& series, const std::vector<std::size_t>& out)
{
    std::vector<double> t_yr, x_m;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (std::binary_search(out.begin(), out.end(), i)) continue;
        t_yr.push_back(series.t_yr[i]);
        x_m.push_back(series.x_m[i]);
    }
    if (t_yr.size() < 3 || t_yr.front() == t_yr.back()) return std::nullopt;
    return fit_line(t_yr, x_m).slope_m_per_yr;
}

bool beyond(const std::optional<double>& rate, double limit) { return rate && std::fabs(*rate) >= limit; }

/// Takes away what rests on a rate that no coast has; the record itself stays.
void withhold_implausible(TransectRates& row, double limit_m_per_yr)
{
    const ChangeStatistics& s = row.statistics;
    const bool ends = beyond(s["EPR"], limit_m_per_yr);
    const bool fitted = beyond(s["LRR"], limit_m_per_yr) || beyond(s["WLR"], limit_m_per_yr);
    row.implausible = ends || fitted;
    if (!fitted && (!ends || s["LRR"])) return;
    for (std::size_t i = 0; i < statistics().size(); ++i)
        if (statistics()[i].of_rate) row.statistics.values[i].reset();
    row.statistics.line.reset();
    row.statistics.break_point.reset();
}

Evidence evidence_of(const TransectRates& row, const Series& series)
{
    Evidence e;
    e.n = series.size();
    e.span_yr = series.span_yr();
    e.constant = row.constant;
    e.lrr = row.statistics["LRR"];
    e.lci_ac = row.statistics["LCIac"];
    e.lse_m = row.statistics["LSE"];
    if (e.n > 0 && series.every_uncertainty_stated()) e.median_u_m = middle_value(series.u_m);
    const double seen = static_cast<double>(series.size()) + row.rejected;
    if (seen > 0) e.outlier_share = static_cast<double>(row.outliers.size()) / seen;
    e.lrr_without_outliers = row.rejected > 0 ? row.lrr_with_outliers : row.lrr_without_outliers;
    if (const auto& point = row.statistics.break_point) {
        e.break_p = point->p;
        e.jump_m = point->jump_m;
    }
    return e;
}

/// The line at `as_of`. A rate that is not assessed is not carried beyond its record, and no rate beyond three times its span.
void set_present(TransectRates& row, const Instant& as_of, double days_per_year)
{
    row.as_of = as_of;
    const auto& line = row.statistics.line;
    if (!line) return;
    const double span_yr = *row.statistics["span_yr"];
    const double t_yr = years_since(*row.first, as_of, days_per_year);
    const double outside_yr = std::max({t_yr - span_yr, -t_yr, 0.0});
    if (outside_yr > 3 * span_yr || (outside_yr > 0 && row.trend == "not assessed")) return;
    if (outside_yr > span_yr) row.flags.push_back("beyond record");
    const LinePrediction now = predict(*line, t_yr, std::max(row.statistics["neff"].value_or(0), 3.0));
    row.now_m = now.x_m;
    row.now_sd_m = now.mean_sd_m;
}

/// The series in which outliers are looked for: without season and regressor where these are known.
std::vector<double> positions_to_judge(const Fit& fit)
{
    std::vector<double> x_m = fit.series.x_m;
    if (fit.adjusted)
        for (std::size_t i = 0; i < x_m.size(); ++i) x_m[i] -= fit.adjusted->explained_m[i];
    return x_m;
}

std::vector<std::size_t> flag_outliers(TransectRates& row, const Fit& fit, const Rows& used, const OutlierOptions& options)
{
    if (options.rule == "none") return {};
    const std::vector<double> x_m = positions_to_judge(fit);
    const std::vector<std::size_t> found = find_outliers({fit.series.t_yr, x_m, fit.series.u_m}, options);
    for (const std::size_t i : found) row.outliers.push_back({*used[i], "outlier:" + options.rule});
    if (!found.empty()) row.lrr_without_outliers = rate_without(fit.series, found);
    return found;
}

Rows without(const Rows& rows, const std::vector<std::size_t>& out)
{
    Rows kept;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!std::binary_search(out.begin(), out.end(), i)) kept.push_back(rows[i]);
    return kept;
}

/// Whether what was rejected moves the rate by more than its interval.
bool changes_rate(const TransectRates& row)
{
    const auto kept = row.statistics["LRR"], interval = row.statistics["LCIac"];
    return kept && interval && row.lrr_with_outliers && std::fabs(*row.lrr_with_outliers - *kept) > *interval;
}

void flag_data(TransectRates& row, const Series& series, const OutlierOptions& outliers)
{
    if (row.implausible) row.flags.push_back("implausible rate");
    if (row.constant) row.flags.push_back("constant");
    if (row.mixed_levels) row.flags.push_back("mixed levels");
    if (!row.outliers.empty()) row.flags.push_back("outlier:" + outliers.rule + "=" + std::to_string(row.outliers.size()));
    if (row.rejected > 0 && changes_rate(row)) row.flags.push_back("rejection changes rate");
    if (likely_break(row.statistics.break_point)) row.flags.push_back("break");
    if (row.not_adjusted) row.flags.push_back("not adjusted");
    if (row.same_day > 0) row.flags.push_back("same day");
    if (row.duplicates > 0) row.flags.push_back("duplicate rows");
    if (series.size() > 0 && !series.every_uncertainty_stated()) row.flags.push_back("no weights");
}

Fit fit_of(const Rows& used, const RateOptions& options)
{
    return fit_series(series_of(history_of(used), options), options.confidence_pct, options.explanations);
}

TransectRates assess_rows(const std::string& transect, const Rows& given, const RateOptions& options)
{
    check_distances(transect, given);
    const Rows rows = distinct(given);
    Rows used = with_distance(rows);
    Fit fit = fit_of(used, options);

    TransectRates row;
    row.transect = transect;
    row.duplicates = static_cast<int>(given.size() - rows.size());
    row.missing = static_cast<int>(rows.size() - used.size());
    if (!used.empty()) row.newest = used.back()->date;
    const std::vector<std::size_t> outliers = flag_outliers(row, fit, used, options.outliers);
    if (options.reject_outliers && !outliers.empty()) {
        if (fit.line) row.lrr_with_outliers = fit.line->slope_m_per_yr;
        row.rejected = static_cast<int>(outliers.size());
        used = without(used, outliers);
        fit = fit_of(used, options);
    }
    const Series& series = fit.series;

    row.statistics = change_statistics(fit);
    row.same_day = rows_of_a_day_before(series);
    row.few_dates = !fit.line;
    row.not_adjusted = options.explanations.any() && !fit.adjusted;
    row.constant = is_constant(series);
    row.mixed_levels = has_mixed_levels(used);
    row.short_span = series.span_yr() < options.certainty.assessed_span_yr;
    if (!used.empty()) {
        row.first = used.front()->date;
        row.last = used.back()->date;
    }
    withhold_implausible(row, options.implausible_m_per_yr);

    Evidence evidence = evidence_of(row, series);
    evidence.many_crossings_share = share_with_many_crossings(rows);
    evidence.median_slope = median_slope(used);
    evidence.years_covered_share = years_covered_share(used);
    row.trend = trend_of(evidence, options.certainty);
    row.flags = certainty_of(evidence, options.certainty);
    row.certainty = row.flags.front();
    if (row.certainty == "good") row.flags.clear();
    flag_data(row, series, options.outliers);
    return row;
}

Rows rows_of(const std::vector<Position>& positions)
{
    Rows rows;
    for (const Position& position : positions) rows.push_back(&position);
    return rows;
}

std::optional<Instant> newest(const std::vector<TransectRates>& rates)
{
    std::optional<Instant> date;
    for (const TransectRates& row : rates)
        if (row.newest && (!date || *date < *row.newest)) date = row.newest;
    return date;
}

}  // namespace

TransectRates assess_record(const std::string& transect, const std::vector<Position>& positions, const RateOptions& options)
{
    return assess_rows(transect, rows_of(positions), options);
}

void add_present(std::vector<TransectRates>& rates, const RateOptions& options)
{
    const std::optional<Instant> as_of = options.as_of ? options.as_of : newest(rates);
    for (TransectRates& row : rates) {
        row.as_of = as_of;
        if (as_of && row.first) set_present(row, *as_of, options.days_per_year);
    }
}

TransectRates assess(const std::string& transect, const std::vector<Position>& positions, const RateOptions& options)
{
    options.validate();
    std::vector<TransectRates> one{assess_rows(transect, rows_of(positions), options)};
    add_present(one, options);
    return one.front();
}

std::vector<TransectRates> assess_all(const std::vector<Position>& positions, const RateOptions& options)
{
    options.validate();
    const std::vector<TransectPositions> groups = by_transect(positions);
    std::vector<TransectRates> rates(groups.size());
    parallel_for(static_cast<int>(groups.size()), [&](int i) {
        const std::size_t k = static_cast<std::size_t>(i);
        rates[k] = assess_rows(groups[k].transect, groups[k].rows, options);
    });
    add_present(rates, options);
    return rates;
}

bool any_rate(const std::vector<TransectRates>& rates)
{
    return std::any_of(rates.begin(), rates.end(), [](const TransectRates& row) { return row.has_rate(); });
}

RateDoubts doubts_of(const std::vector<TransectRates>& rates)
{
    RateDoubts doubts;
    for (const TransectRates& row : rates) {
        doubts.duplicates += row.duplicates;
        doubts.same_day += row.same_day;
        doubts.missing += row.missing;
        doubts.outliers += static_cast<long>(row.outliers.size());
        doubts.rejected += row.rejected;
        doubts.not_adjusted += row.not_adjusted;
        doubts.few_dates += row.few_dates;
        doubts.short_span += row.short_span;
        doubts.implausible += row.implausible;
        doubts.constant += row.constant;
        doubts.mixed_levels += row.mixed_levels;
        doubts.not_assessed += row.trend == "not assessed";
    }
    return doubts;
}

}  // namespace tasi
