#include "algorithms/forecast/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/forecast/series_break.hpp"
#include "algorithms/forecast/transect_series.hpp"
#include "algorithms/rates/autocorrelation.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

/// Below this an interval has no meaning: `LCIac` is missing there too.
constexpr double least_effective_number = 3;

bool has_flag(const std::vector<std::string>& flags, const std::string& flag)
{
    return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

std::optional<ForecastBasis> basis_of(const Series& series, double confidence_pct)
{
    if (series.size() < 3 || series.t_yr.front() == series.t_yr.back()) return std::nullopt;
    const LineFit line = fit_line(series.t_yr, series.x_m);
    const double r1 = neighbour_correlation(series.t_yr, series.days, residuals(line, series.t_yr, series.x_m));
    const double n_effective = effective_number(static_cast<double>(different_days(series)), r1);
    if (n_effective <= least_effective_number) return std::nullopt;
    return ForecastBasis{series, line, n_effective, confidence_pct};
}

ForecastRow row_of(const Projection& p, bool of_mean)
{
    const double half = p.quantile * (of_mean ? p.mean_sd_m : p.one_sd_m);
    return {0, p.x_m, p.x_m - half, p.x_m + half, p.mean_sd_m, p.one_sd_m, {}};
}

/// The position of `a`, and what is wider of both.
ForecastRow widest(ForecastRow a, const ForecastRow& b)
{
    a.lower_m = std::min(*a.lower_m, *b.lower_m);
    a.upper_m = std::max(*a.upper_m, *b.upper_m);
    a.sd_m = std::max(*a.sd_m, *b.sd_m);
    a.one_sd_m = std::max(*a.one_sd_m, *b.one_sd_m);
    return a;
}

ForecastRow withheld(int year, std::vector<std::string> flags) { return {year, {}, {}, {}, {}, {}, std::move(flags)}; }

ForecastRow row_for(int year, double t_yr, const SeriesForecast& forecast, const ForecastOptions& options)
{
    std::vector<std::string> flags;
    const double spans = forecast.spans_outside(t_yr);
    if (spans > options.remark_spans) flags.push_back("beyond record");
    if (forecast.broken()) flags.push_back("broken series");
    if (spans > options.farthest_spans) {
        flags.push_back("too far");
        if (!options.far) return withheld(year, std::move(flags));
    }
    if (forecast_method(options.method).only_ahead && forecast.before_last(t_yr)) {
        flags.push_back("before the last date");
        return withheld(year, std::move(flags));
    }
    ForecastRow row = forecast.at(t_yr);
    row.year = year;
    row.flags = std::move(flags);
    return row;
}

TransectForecast forecast_of(const TransectRates& rates, const Series& series, const ForecastOptions& options)
{
    TransectForecast result{rates.transect, rates, reason_against(rates, series, forecast_method(options.method)), {}};
    if (!result.reason.empty()) {
        for (const int year : options.years) result.rows.push_back(withheld(year, {result.reason}));
        return result;
    }
    const SeriesForecast forecast(series, rates, options);
    for (const int year : options.years) {
        const double t_yr = years_since(*rates.first, instant_of_julian_year(year), options.rates.days_per_year);
        result.rows.push_back(row_for(year, t_yr, forecast, options));
    }
    return result;
}

}  // namespace

void ForecastOptions::validate() const
{
    forecast_method(method);
    if (band != "auto" && band != "mean" && band != "shoreline")
        throw UsageError("CHOICE", "", "--band is '" + printable(band) + "'", "choose one of auto, shoreline, mean");
    if (years.empty()) throw UsageError("RANGE", "", "--years is empty", "give at least one calendar year");
    rates.validate();
}

Instant instant_of_julian_year(double year)
{
    constexpr std::int64_t noon_of_2000 = 946728000000;
    return {noon_of_2000 + std::llround((year - 2000) * seconds_per_julian_year * 1000), false};
}

std::string reason_against(const TransectRates& rates, const Series& series, const ForecastMethod& method)
{
    if (!rates.statistics.line || rates.trend == "not assessed") return "not assessed";
    if (has_flag(rates.flags, "crosses another shore")) return "crosses another shore";
    if (different_days(series) < static_cast<std::size_t>(method.least_dates)) return "few dates";
    if (method.needs_uncertainty && !series.every_uncertainty_stated()) return "no uncertainty";
    if (method.needs_uncertainty && rates.statistics.line->ssr == 0) return "no scatter";
    return "";
}

SeriesForecast::SeriesForecast(const Series& series, const TransectRates& rates, const ForecastOptions& options)
    : first_yr_(series.t_yr.front()), last_yr_(series.t_yr.back())
{
    const ForecastMethod& method = forecast_method(options.method);
    of_mean_ = (options.band == "auto" ? method.band : options.band) == "mean";
    const LineFit& line = *rates.statistics.line;
    const double n_effective = std::max(rates.statistics["neff"].value_or(0), least_effective_number);
    projectors_.push_back(method.projector({series, line, n_effective, options.rates.confidence_pct}));

    const auto at = find_break(series, line);
    broken_ = at.has_value();
    // The filter weighs the past down by itself.
    if (!at || method.only_ahead) return;
    const Series tail = tail_of(series, *at);
    const auto basis = basis_of(tail, options.rates.confidence_pct);
    if (!basis) return;
    const bool stands_alone =
        different_days(tail) >= options.segment_dates && tail.t_yr.back() - tail.t_yr.front() >= options.segment_years;
    if (stands_alone) {
        projectors_.clear();
        first_yr_ = tail.t_yr.front();
    }
    projectors_.push_back(method.projector(*basis));
}

ForecastRow SeriesForecast::at(double t_yr) const
{
    ForecastRow row = row_of(projectors_.front()(t_yr), of_mean_);
    for (std::size_t i = 1; i < projectors_.size(); ++i) row = widest(std::move(row), row_of(projectors_[i](t_yr), of_mean_));
    return row;
}

double SeriesForecast::spans_outside(double t_yr) const
{
    return std::max({t_yr - last_yr_, first_yr_ - t_yr, 0.0}) / (last_yr_ - first_yr_);
}

std::vector<TransectForecast> forecast_all(const std::vector<Position>& positions, const ForecastOptions& options)
{
    options.validate();
    const std::vector<TransectRates> rates = assess_all(positions, options.rates);
    const std::vector<TransectPositions> groups = by_transect(positions);
    std::vector<TransectForecast> forecasts(rates.size());
    parallel_for(static_cast<int>(rates.size()), [&](int i) {
        const auto k = static_cast<std::size_t>(i);
        forecasts[k] = forecast_of(rates[k], series_of_rows(groups[k].rows, options.rates), options);
    });
    return forecasts;
}

}  // namespace tasi
