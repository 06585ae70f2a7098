#include "algorithms/validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "algorithms/rates/assess.hpp"
#include "algorithms/rates/transect_series.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

std::string too_few(std::size_t pairs) { return "few pairs: " + std::to_string(pairs) + " of at least " + std::to_string(least_pairs); }

/// Groups by the id in lower case. Throws when two ids differ in nothing but case.
std::map<std::string, const TransectPositions*> by_name(const std::vector<TransectPositions>& groups, const std::string& what)
{
    std::map<std::string, const TransectPositions*> names;
    for (const TransectPositions& group : groups)
        if (const auto [at, is_new] = names.emplace(lower_case(group.transect), &group); !is_new)
            throw UnsafeError("TRANSECT", "",
                              what + " have transects '" + printable(at->second->transect) + "' and '" + printable(group.transect) +
                                  "', which differ in case alone",
                              "give every transect one id");
    return names;
}

std::vector<Position> between(const Rows& rows, const Instant& first, const Instant& last)
{
    std::vector<Position> part;
    for (const Position* p : rows)
        if (!(p->date < first) && !(last < p->date)) part.push_back(*p);
    return part;
}

/// The trends of both over their common time. Dates without a time of day stand for their whole day.
void compare_trends(ValidationRow& row, const Rows& positions, const Rows& surveys, const RateOptions& options)
{
    const Rows a = with_distance(distinct(positions)), b = with_distance(distinct(surveys));
    if (a.empty() || b.empty()) return;
    const Instant first = std::max(a.front()->date, b.front()->date), last = std::min(a.back()->date, b.back()->date);
    const TransectRates satellite = assess(row.transect, between(a, first, last), options);
    const TransectRates survey = assess(row.transect, between(b, first, last), options);
    const auto rate_a = satellite.statistics["LRR"], rate_b = survey.statistics["LRR"];
    if (!rate_a || !rate_b || satellite.short_span || survey.short_span) {
        row.flags.push_back("no common trend");
        return;
    }
    row.trend_error_m_per_yr = *rate_a - *rate_b;
    const auto ci_a = satellite.statistics["LCIac"], ci_b = survey.statistics["LCIac"];
    if (ci_a && ci_b) row.trend_interval_m_per_yr = std::hypot(*ci_a, *ci_b);
}

void judge(ValidationRow& row, const std::vector<Pair>& pairs)
{
    row.n = pairs.size();
    row.accuracy = accuracy_of(pairs);
    if (!row.accuracy) row.flags.insert(row.flags.begin(), too_few(pairs.size()));
}

struct Compared {
    ValidationRow row;
    std::size_t same_moment = 0;
    std::vector<Pair> pairs;
};

Compared compare(const TransectPositions& positions, const TransectPositions& surveys, const ValidationOptions& options)
{
    Compared one;
    one.row.transect = positions.transect;
    check_distances(positions.transect, positions.rows);
    check_distances(surveys.transect, surveys.rows);
    one.row.positions = one_of_each_moment(positions.rows).size();
    one.same_moment = with_distance(positions.rows).size() - one.row.positions;
    one.row.surveys = with_distance(distinct(surveys.rows)).size();
    one.pairs = pairs_of(positions.rows, surveys.rows, options.match);
    compare_trends(one.row, positions.rows, surveys.rows, options.rates);
    judge(one.row, one.pairs);
    return one;
}

ValidationRow row_of_all(const std::vector<ValidationRow>& rows, const std::vector<Pair>& pairs)
{
    ValidationRow all;
    all.transect = "all";
    judge(all, pairs);
    double sum = 0, count = 0;
    for (const ValidationRow& row : rows) {
        all.positions += row.positions;
        all.surveys += row.surveys;
        if (row.trend_error_m_per_yr) sum += *row.trend_error_m_per_yr, ++count;
    }
    if (count > 0) all.trend_error_m_per_yr = sum / count;
    return all;
}

std::vector<ValidationRow> rows_of_sensors(const std::vector<Pair>& pairs)
{
    std::map<std::string, std::vector<Pair>> sensors;
    for (const Pair& pair : pairs)
        if (!pair.sensor.empty()) sensors[pair.sensor].push_back(pair);
    std::vector<ValidationRow> rows;
    for (const auto& [sensor, part] : sensors) {
        ValidationRow row;
        row.transect = "all:" + sensor;
        judge(row, part);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

Validation validate(const std::vector<Position>& positions, const std::vector<Position>& surveys, const ValidationOptions& options)
{
    options.match.validate();
    options.rates.validate();
    const auto groups = by_transect(positions), survey_groups = by_transect(surveys);
    const auto surveyed = by_name(survey_groups, "the surveys"), measured = by_name(groups, "the positions");

    Validation result;
    std::vector<std::pair<const TransectPositions*, const TransectPositions*>> both;
    for (const TransectPositions& group : groups) {
        const auto found = surveyed.find(lower_case(group.transect));
        if (found == surveyed.end())
            result.only_in_positions.push_back(group.transect);
        else
            both.emplace_back(&group, found->second);
    }
    for (const TransectPositions& group : survey_groups)
        if (!measured.contains(lower_case(group.transect))) result.only_in_surveys.push_back(group.transect);

    std::vector<Compared> compared(both.size());
    parallel_for(static_cast<int>(both.size()), [&](int i) {
        const auto k = static_cast<std::size_t>(i);
        compared[k] = compare(*both[k].first, *both[k].second, options);
    });
    std::vector<std::vector<Pair>> pairs;
    for (Compared& one : compared) {
        result.rows.push_back(std::move(one.row));
        result.same_moment += one.same_moment;
        result.pairs.insert(result.pairs.end(), one.pairs.begin(), one.pairs.end());
        pairs.push_back(std::move(one.pairs));
    }
    result.scale = survey_scale(pairs);
    result.rows.push_back(row_of_all(result.rows, result.pairs));
    for (ValidationRow& row : rows_of_sensors(result.pairs)) result.rows.push_back(std::move(row));
    return result;
}

}  // namespace tasi
