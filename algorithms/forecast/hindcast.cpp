#include "algorithms/forecast/hindcast.hpp"

#include <cmath>

#include "algorithms/rates/transect_series.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

struct Scores {
    std::size_t n = 0, inside = 0;
    double sum = 0, squares = 0, no_change_squares = 0;

    void add(const Scores& o)
    {
        n += o.n, inside += o.inside;
        sum += o.sum, squares += o.squares, no_change_squares += o.no_change_squares;
    }

    void fill(HindcastRow& row) const
    {
        row.scored = n;
        if (n == 0) return;
        const auto count = static_cast<double>(n);
        row.bias_m = sum / count;
        row.rmse_m = std::sqrt(squares / count);
        row.no_change_rmse_m = std::sqrt(no_change_squares / count);
        if (no_change_squares > 0) row.skill = 1 - squares / no_change_squares;
        row.in_band_pct = 100 * static_cast<double>(inside) / count;
    }
};

struct Scored {
    HindcastRow row;
    Scores scores;
};

Instant moment_between(const Instant& first, const Instant& last, double share)
{
    return {first.milliseconds + std::llround(share * static_cast<double>(last.milliseconds - first.milliseconds)), false};
}

Scores score(const SeriesForecast& forecast, const Rows& rest, const Instant& first, const Instant& cut, const ForecastOptions& options)
{
    const auto time = [&](const Instant& date) { return years_since(first, date, options.rates.days_per_year); };
    const double stays_m = *forecast.at(time(cut)).distance_m;
    Scores scores;
    for (const Position* p : rest) {
        const double t_yr = time(p->date);
        if (!options.far && forecast.spans_outside(t_yr) > options.farthest_spans) continue;
        const ForecastRow row = forecast.at(t_yr);
        const double error = *p->distance_m - *row.distance_m, moved = *p->distance_m - stays_m;
        ++scores.n;
        scores.inside += *p->distance_m >= *row.lower_m && *p->distance_m <= *row.upper_m;
        scores.sum += error;
        scores.squares += error * error;
        scores.no_change_squares += moved * moved;
    }
    return scores;
}

Scored hindcast_one(const TransectPositions& group, double share, const ForecastOptions& options)
{
    Scored scored;
    HindcastRow& row = scored.row;
    row.transect = group.transect;
    check_distances(group.transect, group.rows);
    const Rows used = with_distance(distinct(group.rows));
    if (used.empty()) {
        row.reason = "no positions";
        return scored;
    }
    const Instant cut = moment_between(used.front()->date, used.back()->date, share);
    row.cut = cut;
    std::vector<Position> known;
    Rows rest;
    for (const Position* p : group.rows)
        if (p->date <= cut) known.push_back(*p);
    for (const Position* p : used)
        if (cut < p->date) rest.push_back(p);

    RateOptions rates_options = options.rates;
    rates_options.as_of = cut;
    const TransectRates rates = assess(group.transect, known, rates_options);
    const History history = history_of_rows(by_transect(known).front().rows);
    row.fitted = history.size();
    row.reason = reason_against(rates, history, options);
    if (!row.reason.empty()) return scored;
    scored.scores = score(SeriesForecast(history, rates, options), rest, *rates.first, cut, options);
    scored.scores.fill(row);
    return scored;
}

}  // namespace

std::vector<HindcastRow> hindcast(const std::vector<Position>& positions, double share, const ForecastOptions& options)
{
    options.validate();
    if (!(share >= 0.2 && share <= 0.9))
        throw UsageError("RANGE", "", "--hindcast is '" + format_number(share) + "'", "give a share of the record from 0.2 to 0.9");
    ForecastOptions of_one_survey = options;
    of_one_survey.band = "shoreline";
    const std::vector<TransectPositions> groups = by_transect(positions);
    std::vector<Scored> scored(groups.size());
    parallel_for(static_cast<int>(groups.size()), [&](int i) {
        const auto k = static_cast<std::size_t>(i);
        scored[k] = hindcast_one(groups[k], share, of_one_survey);
    });
    std::vector<HindcastRow> rows;
    Scores sum;
    HindcastRow all;
    all.transect = "all";
    for (Scored& one : scored) {
        sum.add(one.scores);
        all.fitted += one.scores.n > 0 ? one.row.fitted : 0;
        rows.push_back(std::move(one.row));
    }
    sum.fill(all);
    if (sum.n == 0) all.reason = "no transect could be scored";
    rows.push_back(all);
    return rows;
}

}  // namespace tasi
