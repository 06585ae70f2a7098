#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/rates/rate_options.hpp"
#include "algorithms/rates/statistics.hpp"
#include "src/core/date.hpp"
#include "src/core/position.hpp"

namespace tasi {

/// A position that an outlier rule flagged. It counts unless `RateOptions::reject_outliers`.
struct FlaggedPosition {
    Position position;
    std::string flag;  ///< `outlier:<rule>`
};

/// One row of `rates`.
struct TransectRates {
    std::string transect;
    std::optional<Instant> first, last;  ///< dates of the positions used
    std::optional<Instant> newest;       ///< of all positions, rejected ones too
    ChangeStatistics statistics;         ///< without those of rates where the rate is implausible
    std::string trend;                   ///< see `trend_of`
    std::string certainty;               ///< the worst label, see `certainty_labels`
    std::vector<std::string> flags;      ///< every label but `good`, then what else is to be known
    std::optional<Instant> as_of;
    std::optional<double> now_m;     ///< of the fitted line at `as_of`
    std::optional<double> now_sd_m;  ///< 1 sigma of now_m, autocorrelation included

    std::vector<FlaggedPosition> outliers;
    std::optional<double> lrr_without_outliers;  ///< m/yr; where there are outliers
    std::optional<double> lrr_with_outliers;     ///< m/yr; where some were rejected
    int rejected = 0;                            ///< rows that do not count: outliers, where these are rejected
    int duplicates = 0;                          ///< rows left out because an identical one counts
    int same_day = 0;                            ///< rows that share their UTC day with an earlier one; they count
    int missing = 0;                             ///< rows without a distance
    bool few_dates = false;                      ///< no regression: fewer than three rows or two dates
    bool short_span = false;                     ///< too short a record to be assessed
    bool constant = false;                       ///< three or more distances, all the same number
    bool mixed_levels = false;                   ///< some distances are corrected for the tide, others are not
    bool implausible = false;
    bool not_adjusted = false;  ///< season or regressor asked for, but the record does not allow it

    bool has_rate() const { return statistics["EPR"] || statistics["LRR"]; }
};

/// Rates of one transect. The order of `positions` does not matter, to the last bit: they are sorted by date and scene id; identical
/// rows count once, rows of one day all count. `as_of` without a value in `options` is the last date.
/// Throws UnsafeError (DISTANCE) for a distance that cannot be one, naming transect and date.
TransectRates assess(const std::string& transect, const std::vector<Position>& positions, const RateOptions& options = {});

/// Rates of every transect in `positions`, in the order in which they are first named. `as_of` without a value in `options` is
/// the newest date of all positions. Transects are computed in parallel; threads change nothing.
std::vector<TransectRates> assess_all(const std::vector<Position>& positions, const RateOptions& options = {});

/// Whether any transect has a rate; a file of positions without one holds no answer.
bool any_rate(const std::vector<TransectRates>& rates);

/// Rates of one transect without its present shoreline, for records that are read one after the other.
TransectRates assess_record(const std::string& transect, const std::vector<Position>& positions, const RateOptions& options = {});

/// Adds the present shorelines to rates of all transects. `as_of` without a value in `options` is the newest position of all.
void add_present(std::vector<TransectRates>& rates, const RateOptions& options = {});

/// How often what needs a warning occurred.
struct RateDoubts {
    long duplicates = 0, same_day = 0, missing = 0, outliers = 0, rejected = 0;               ///< rows
    long few_dates = 0, short_span = 0, implausible = 0, not_assessed = 0, not_adjusted = 0;  ///< transects
    long constant = 0, mixed_levels = 0;                                                      ///< transects
};

/// What `mixed_levels` means, for people.
inline constexpr const char* mixed_levels_warning =
    "positions with and without tidal correction on one transect: a change of level looks like a change of the shore";

RateDoubts doubts_of(const std::vector<TransectRates>& rates);

}  // namespace tasi
