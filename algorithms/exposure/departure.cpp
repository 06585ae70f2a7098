#include "algorithms/exposure/departure.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "algorithms/rates/autocorrelation.hpp"
#include "algorithms/rates/line_fit.hpp"
#include "algorithms/rates/line_prediction.hpp"
#include "algorithms/rates/significance.hpp"
#include "src/core/median.hpp"

namespace tasi {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr double rounding_m = 1e-6, nearly_a_year = 0.9;

/// A part of a history with the line through it; its times count from the first position of the whole.
struct Part {
    std::vector<double> t_yr, x_m;
    std::vector<long long> days;
    LineFit line;
    double n_effective = 0;
};

Part part_of(const History& history, std::size_t first, std::size_t end)
{
    Part part;
    for (std::size_t i = first; i < end; ++i) {
        part.t_yr.push_back(years_between(history.front().date, history[i].date));
        part.x_m.push_back(history[i].x_m);
        part.days.push_back(history[i].date.milliseconds / day_ms);
    }
    if (part.t_yr.size() < 3 || part.t_yr.front() == part.t_yr.back()) return part;
    part.line = fit_line(part.t_yr, part.x_m);
    const std::vector<double> r = residuals(part.line, part.t_yr, part.x_m);
    const double memory = neighbour_correlation(part.t_yr, part.days, r);
    part.n_effective = effective_number(static_cast<double>(part.t_yr.size()), memory);
    return part;
}

std::optional<RateOfPart> rate_of(const Part& part, double confidence_pct)
{
    if (part.n_effective <= 3) return std::nullopt;
    const double lse = std::sqrt(part.line.ssr / (part.n_effective - 2));
    return RateOfPart{part.line.slope_m_per_yr,
                      two_sided_student_quantile(confidence_pct, part.n_effective - 2) * lse / std::sqrt(part.line.s_tt)};
}

double mean(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

/// Whether most of the new positions depart, not one alone.
bool shared_by_most(const Part& old, const Part& recent, double departure_m)
{
    std::vector<double> off;
    for (std::size_t i = 0; i < recent.x_m.size(); ++i)
        off.push_back(std::copysign(1, departure_m) * (recent.x_m[i] - old.line.at(recent.t_yr[i])));
    return median_of(off) >= std::abs(departure_m) / 2;
}

/// Where the new positions may begin: about every year of the last `recent_yr`.
std::vector<std::size_t> beginnings(const History& history, const Instant& newest, const DepartureOptions& options)
{
    std::vector<std::size_t> starts;
    for (std::size_t k = options.least_old; k + options.least_new <= history.size(); ++k) {
        if (years_between(history[k].date, newest) > options.recent_yr) continue;
        if (starts.empty() || years_between(history[starts.back()].date, history[k].date) >= nearly_a_year) starts.push_back(k);
    }
    return starts;
}

/// The new positions from number `n_old` on against the trend of those before.
std::optional<Departure> departure_from(const History& history, std::size_t n_old, const DepartureOptions& options)
{
    const Part old = part_of(history, 0, n_old), recent = part_of(history, n_old, history.size());
    const auto before = rate_of(old, options.confidence_pct);
    if (!before || old.t_yr.back() < options.least_old_span_yr) return std::nullopt;

    const double n_new = static_cast<double>(recent.x_m.size()), freedom = old.n_effective - 2;
    const LinePrediction there = predict(old.line, mean(recent.t_yr), old.n_effective);
    const double scatter = std::sqrt(std::max(0.0, there.one_sd_m * there.one_sd_m - there.mean_sd_m * there.mean_sd_m));
    const double independent = std::max(1.0, n_new * old.n_effective / static_cast<double>(n_old));
    const double sd_m = std::hypot(there.mean_sd_m, scatter / std::sqrt(independent));

    Departure departure{
        history[n_old].date, recent.x_m.size(), there.x_m, mean(recent.x_m), 0, 1, *before, rate_of(recent, options.confidence_pct)};
    departure.interval_m = two_sided_student_quantile(options.confidence_pct, freedom) * sd_m;
    if (std::abs(departure.departure_m()) > rounding_m && shared_by_most(old, recent, departure.departure_m()))
        departure.p = two_sided_student_p(departure.departure_m() / sd_m, freedom);
    return departure;
}

}  // namespace

std::optional<Departure> departure_of(const History& history, const Instant& newest, const DepartureOptions& options)
{
    std::optional<Departure> surest;
    std::size_t looks = 0;
    for (const std::size_t n_old : beginnings(history, newest, options)) {
        const auto departure = departure_from(history, n_old, options);
        if (!departure) continue;
        ++looks;
        if (!surest || departure->p < surest->p) surest = departure;
    }
    if (surest) surest->p = std::min(1.0, surest->p * static_cast<double>(looks));
    return surest;
}

}  // namespace tasi
