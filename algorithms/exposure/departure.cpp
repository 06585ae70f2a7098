#include "algorithms/exposure/departure.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <boost/math/distributions/students_t.hpp>

#include "algorithms/rates/autocorrelation.hpp"
#include "algorithms/rates/line_fit.hpp"
#include "algorithms/rates/line_prediction.hpp"

namespace tasi {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

struct Columns {
    std::vector<double> t_yr, x_m;
    std::vector<long long> days;
};

Columns columns_of(const History& history, std::size_t first, std::size_t end)
{
    Columns columns;
    for (std::size_t i = first; i < end; ++i) {
        columns.t_yr.push_back(years_between(history.front().date, history[i].date));
        columns.x_m.push_back(history[i].x_m);
        columns.days.push_back(history[i].date.milliseconds / day_ms);
    }
    return columns;
}

double mean(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

}  // namespace

std::string Departure::evidence() const
{
    return fmt::format(
        "{} positions since {} stand {:.1f} m {} of the trend before; {:.1f} m would be within chance; {} of them alone stand out", count,
        since.day(), std::abs(departure_m()), departure_m() < 0 ? "landward" : "seaward", limit_m, outside);
}

std::optional<Departure> departure_of(const History& history, const Instant& newest, const DepartureOptions& options)
{
    const auto split = std::partition_point(history.begin(), history.end(),
                                            [&](const Observation& one) { return years_between(one.date, newest) > options.recent_yr; });
    const auto n_old = static_cast<std::size_t>(split - history.begin()), n_new = history.size() - n_old;
    if (n_old < options.least_old || n_new < options.least_new) return std::nullopt;
    const Columns old = columns_of(history, 0, n_old), recent = columns_of(history, n_old, history.size());
    if (old.t_yr.back() < options.least_old_span_yr) return std::nullopt;

    const LineFit line = fit_line(old.t_yr, old.x_m);
    const double n = static_cast<double>(n_old);
    const double n_effective = effective_number(n, neighbour_correlation(old.t_yr, old.days, residuals(line, old.t_yr, old.x_m)));
    if (n_effective <= 3) return std::nullopt;
    const double quantile = boost::math::quantile(boost::math::students_t(n_effective - 2), (1 + options.confidence) / 2);
    const LinePrediction there = predict(line, mean(recent.t_yr), n_effective);
    const double scatter = std::sqrt(std::max(0.0, there.one_sd_m * there.one_sd_m - there.mean_sd_m * there.mean_sd_m));
    const double independent = std::max(1.0, static_cast<double>(n_new) * n_effective / n);

    Departure departure{split->date, n_new, 0, there.x_m, mean(recent.x_m), 0};
    departure.limit_m = quantile * std::hypot(there.mean_sd_m, scatter / std::sqrt(independent));
    for (std::size_t i = 0; i < n_new; ++i) {
        const LinePrediction one = predict(line, recent.t_yr[i], n_effective);
        departure.outside += std::abs(recent.x_m[i] - one.x_m) > quantile * one.one_sd_m;
    }
    if (!(std::abs(departure.departure_m()) > departure.limit_m)) return std::nullopt;
    return departure;
}

}  // namespace tasi
