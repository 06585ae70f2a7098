#pragma once

#include <optional>

#include "algorithms/rates/history.hpp"

namespace tasi {

struct DepartureOptions {
    double recent_yr = 5;       ///< new positions begin at most so long before the newest date of all transects
    std::size_t least_new = 3;  ///< positions
    std::size_t least_old = 8;  ///< positions of the trend
    double least_old_span_yr = 5;
    double confidence_pct = 90;  ///< of the intervals that are stated
};

/// A rate of change with the half width of its interval, metres a year, seaward positive.
struct RateOfPart {
    double rate = 0, interval = 0;
};

/// How the new positions of a transect stand to the trend of those before them.
struct Departure {
    Instant since;                                               ///< first of the new positions
    std::size_t count = 0;                                       ///< new positions
    double expected_m = 0;                                       ///< mean of the trend at the new dates
    double found_m = 0;                                          ///< mean of the new positions
    double interval_m = 0;                                       ///< half width of the interval of their difference
    double p = 1;                                                ///< that a coast that goes on as before looks like this, two-sided
    RateOfPart before;                                           ///< of the old positions
    std::optional<RateOfPart> after;                             ///< of the new ones alone; nothing when they are too few to say
    double departure_m() const { return found_m - expected_m; }  ///< seaward positive
};

/// Tests whether the positions of the last years leave the trend of those before. Every year of `recent_yr` is tried as the beginning
/// of the new ones; the surest is given, its p times the number of tries (Bonferroni). The trend (ordinary least squares) of the old ones
/// is drawn on to the new dates; the difference of the means has Student's t with neff - 2 degrees of freedom: error of the drawn line and
/// scatter of the new positions, both widened for the memory of the series. One wild position says nothing of a coast: where the median of
/// the differences is less than half of their mean, p is 1. Nothing when there are too few positions.
std::optional<Departure> departure_of(const History& history, const Instant& newest, const DepartureOptions& options = {});

}  // namespace tasi
