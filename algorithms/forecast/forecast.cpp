#include "algorithms/forecast/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/forecast/series_break.hpp"
#include "algorithms/rates/transect_series.hpp"
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

TransectForecast forecast_of(const TransectRates& rates, const History& history, const ForecastOptions& options)
{
    TransectForecast result{rates.transect, rates, reason_against(rates, history, options), {}};
    if (!result.reason.empty()) {
        for (const int year : options.years) result.rows.push_back(withheld(year, {result.reason}));
        return result;
    }
    const SeriesForecast forecast(history, rates, options);
    for (const int year : options.years) {
        const double t_yr = years_since(*rates.first, instant_of_julian_year(year), options.rates.days_per_year);
        result.rows.push_back(row_for(year, t_yr, forecast, options));
    }
    return result;
}

/// What a jump of the shoreline leaves of its record.
struct AfterBreak {
    std::optional<Fit> part;    ///< after the jump; nothing where no line can be fitted to it
    bool stands_alone = false;  ///< it is long enough for a forecast of its own
};

/// Nothing when the record is whole.
std::optional<AfterBreak> after_break(const History& history, const LineFit& line, const ForecastOptions& options)
{
    const auto at = find_break(series_of(history, options.rates), line);
    if (!at) return std::nullopt;
    Fit part = fit_series(series_of({history.begin() + static_cast<std::ptrdiff_t>(*at), history.end()}, options.rates),
                          options.rates.confidence_pct);
    if (!part.line || part.n_effective.value_or(0) <= least_effective_number) return AfterBreak{};
    const bool alone = different_days(part.series) >= options.segment_dates && part.series.span_yr() >= options.segment_years;
    return AfterBreak{std::move(part), alone};
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

std::string reason_against(const TransectRates& rates, const History& history, const ForecastOptions& options)
{
    const ForecastMethod& method = forecast_method(options.method);
    const Series series = series_of(history, options.rates);
    if (!rates.statistics.line) return "not assessed";
    if (rates.trend == "not assessed") {
        const auto after = method.only_ahead ? std::nullopt : after_break(history, *rates.statistics.line, options);
        if (!after || !after->stands_alone) return "not assessed";
    }
    if (has_flag(rates.flags, "crosses another shore")) return "crosses another shore";
    if (different_days(series) < static_cast<std::size_t>(method.least_dates)) return "few dates";
    if (method.needs_uncertainty && !series.every_uncertainty_stated()) return "no uncertainty";
    if (method.needs_uncertainty && rates.statistics.line->ssr == 0) return "no scatter";
    return "";
}

SeriesForecast::SeriesForecast(const History& history, const TransectRates& rates, const ForecastOptions& options)
{
    const Series series = series_of(history, options.rates);
    const ForecastMethod& method = forecast_method(options.method);
    const LineFit& line = *rates.statistics.line;
    const double n_effective = std::max(rates.statistics["neff"].value_or(0), least_effective_number);
    first_yr_ = series.t_yr.front();
    last_yr_ = series.t_yr.back();
    of_mean_ = (options.band == "auto" ? method.band : options.band) == "mean";
    projectors_.push_back(method.projector({series, line, n_effective, options.rates.confidence_pct}));

    const auto after = after_break(history, line, options);
    broken_ = after.has_value();
    // The filter weighs the past down by itself.
    if (!after || !after->part || method.only_ahead) return;
    const Fit& part = *after->part;
    const double later_yr = last_yr_ - part.series.span_yr();
    if (after->stands_alone) {
        projectors_.clear();
        first_yr_ = later_yr;
    }
    const Projector alone = method.projector({part.series, *part.line, *part.n_effective, options.rates.confidence_pct});
    projectors_.push_back([alone, later_yr](double t_yr) { return alone(t_yr - later_yr); });
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
        forecasts[k] = forecast_of(rates[k], history_of_rows(groups[k].rows), options);
    });
    return forecasts;
}

}  // namespace tasi
