#pragma once

#include <string>
#include <vector>

#include "algorithms/rates/transect_rows.hpp"

namespace tasi {

/// How a position and a survey of the same transect are brought together in time.
struct MatchOptions {
    std::string rule = "auto";  ///< a name of `match_rules()`
    double within_days = 10;    ///< farther from every survey: no pair
    double near_days = 3;       ///< auto: a survey this near is taken as it is

    /// Throws UsageError that names the option and its value.
    void validate() const;
};

/// A rule in words.
struct MatchRule {
    std::string name, doc;
};
const std::vector<MatchRule>& match_rules();

/// A position and what a survey says of the same moment.
struct Pair {
    Instant date;
    std::string sensor;
    double satellite_m = 0, survey_m = 0;
    double days = 0;  ///< to the nearest survey

    double error_m() const { return satellite_m - survey_m; }
};

/// Those with a distance, in order of time and scene; of several of one moment (neighbouring tiles of one pass show the same shore) the
/// first as given. Of a date without a time of day, one of each sensor.
Rows one_of_each_moment(const Rows& positions);

/// One pair for each position (of each moment) that has a partner, in order of time; surveys of one moment count as their mean. `nearest`
/// takes the nearest survey within `within_days`; `linear` interpolates between the surveys before and after, which must both exist, when
/// the nearest is within `within_days`; `auto` takes the nearest within `near_days`, else does as `linear`. Form of SDS_Benchmark (Vos et
/// al. 2023, doi:10.1038/s43247-023-01001-2).
std::vector<Pair> pairs_of(const Rows& positions, const Rows& surveys, const MatchOptions& options);

}  // namespace tasi
