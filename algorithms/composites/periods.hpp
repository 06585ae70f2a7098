#pragma once

#include <string>
#include <vector>

#include "src/core/date.hpp"

namespace tasi {

/// What one composite covers: a calendar year, a quarter (December to February counts to the year of its January), or all scenes.
enum class PeriodLength { year, season, all };

/// `year`, `season`, `all`; UsageError for another word.
PeriodLength period_length_named(const std::string& name);

/// One period of time in UTC. Seasons: 0 December to February, 1 March to May, 2 June to August, 3 September to November.
struct Period {
    PeriodLength length = PeriodLength::all;
    int season = 0;
    int year = 0;

    /// `2019`, `2019-djf`, `2019-mam`, `2019-jja`, `2019-son`, `all`.
    std::string name() const;
    /// The first day, and the first day after it; only of a year or season.
    Instant start() const;
    Instant end() const;
    /// The same part of the year `years` later.
    Period shifted(int years) const { return {length, season, year + years}; }

    /// Seasons apart, then by year: periods that are pooled stand side by side.
    friend auto operator<=>(const Period&, const Period&) = default;
};

/// The period in which `time` lies.
Period period_of(const Instant& time, PeriodLength length);

/// 1 to 12.
int month_of(const Instant& time);

/// The periods that take part in that of `period`: itself, and those a year before and after it when they are `known`; in time order.
std::vector<Period> pooled_with(const Period& period, const std::vector<Period>& known);

}  // namespace tasi
