#include "algorithms/validation/pairs.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <tuple>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

struct Survey {
    Instant date;
    double x_m = 0;
};

double days_between(const Instant& a, const Instant& b)
{
    return std::fabs(static_cast<double>(b.milliseconds - a.milliseconds)) / 86400000.0;
}

/// In order of time, the mean of those of one moment.
std::vector<Survey> by_moment(const Rows& rows)
{
    const Rows used = with_distance(distinct(rows));
    std::vector<Survey> surveys;
    for (std::size_t i = 0; i < used.size();) {
        std::size_t end = i;
        double sum = 0;
        while (end < used.size() && used[end]->date == used[i]->date) sum += *used[end++]->distance_m;
        surveys.push_back({used[i]->date, sum / static_cast<double>(end - i)});
        i = end;
    }
    return surveys;
}

double between(const Survey& a, const Survey& b, const Instant& date)
{
    const double share = days_between(a.date, date) / days_between(a.date, b.date);
    return a.x_m + share * (b.x_m - a.x_m);
}

class Matcher {
public:
    Matcher(std::vector<Survey> surveys, const MatchOptions& options) : surveys_(std::move(surveys)), options_(options) {}

    std::optional<Pair> match(const Position& position) const
    {
        if (surveys_.empty()) return std::nullopt;
        const Instant date = position.date;
        const auto after =
            std::lower_bound(surveys_.begin(), surveys_.end(), date, [](const Survey& s, const Instant& d) { return s.date < d; });
        const Survey* next = after == surveys_.end() ? nullptr : &*after;
        const Survey* before = after == surveys_.begin() ? nullptr : &*(after - 1);
        const bool before_is_nearer = before && (!next || days_between(before->date, date) <= days_between(date, next->date));
        const Survey& nearest = before_is_nearer ? *before : *next;
        const double days = days_between(nearest.date, date);
        if (days > options_.within_days) return std::nullopt;
        const auto pair = [&](double x_m) { return Pair{date, position.sensor, *position.distance_m, x_m, days}; };
        const bool as_it_is = options_.rule == "nearest" || (options_.rule == "auto" && days <= options_.near_days) || days == 0;
        if (as_it_is) return pair(nearest.x_m);
        if (!before || !next) return std::nullopt;
        return pair(between(*before, *next, date));
    }

private:
    std::vector<Survey> surveys_;
    const MatchOptions& options_;
};

}  // namespace

const std::vector<MatchRule>& match_rules()
{
    static const std::vector<MatchRule> table{
        {"auto", "the nearest survey where one is near, else between the surveys before and after"},
        {"nearest", "the nearest survey"},
        {"linear", "between the surveys before and after, linear in time"},
    };
    return table;
}

void MatchOptions::validate() const
{
    const auto& rules = match_rules();
    if (std::none_of(rules.begin(), rules.end(), [&](const MatchRule& r) { return r.name == rule; }))
        throw UsageError("CHOICE", "", "--match is '" + printable(rule) + "'", "choose one of auto, nearest, linear");
    if (!(within_days >= 0) || !(near_days >= 0))
        throw UsageError("RANGE", "", "--within or --near is below 0", "give a number of days of 0 or more");
}

Rows one_of_each_moment(const Rows& positions)
{
    // A day has room for several sensors, a moment has not.
    const auto sensor = [](const Position* p) { return p->date.date_only ? std::string_view(p->sensor) : std::string_view(); };
    const auto moment = [&](const Position* p) { return std::make_tuple(p->date, sensor(p)); };
    Rows rows = with_distance(positions);
    std::stable_sort(rows.begin(), rows.end(), [&](const Position* a, const Position* b) {
        return std::make_tuple(moment(a), std::string_view(a->scene_id)) < std::make_tuple(moment(b), std::string_view(b->scene_id));
    });
    rows.erase(std::unique(rows.begin(), rows.end(), [&](const Position* a, const Position* b) { return moment(a) == moment(b); }),
               rows.end());
    return rows;
}

std::vector<Pair> pairs_of(const Rows& positions, const Rows& surveys, const MatchOptions& options)
{
    const Matcher matcher(by_moment(surveys), options);
    std::vector<Pair> pairs;
    for (const Position* position : one_of_each_moment(positions))
        if (auto pair = matcher.match(*position)) pairs.push_back(*std::move(pair));
    return pairs;
}

}  // namespace tasi
