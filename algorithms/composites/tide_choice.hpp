#pragma once

#include <optional>
#include <vector>

#include "src/core/tide.hpp"

namespace tasi {

/// Which tides a composite keeps.
struct TideChoice {
    double level_m = 0;    ///< z_ref, in the datum of the series
    double share = 0.25;   ///< of the observed range, to each side of it
    double max_gap_h = 1;  ///< between the samples around a moment

    void validate() const;  ///< UsageError naming the option and its range
};

/// The level at `time`, linear between the samples before and after it; nothing beyond the ends, and where those two lie more than
/// `max_gap_h` hours apart. `series` is sorted by time.
std::optional<double> tide_at(const std::vector<TideSample>& series, const Instant& time, double max_gap_h = 1);

/// The greatest less the least level of all observations (metres).
double observed_range_m(const std::vector<double>& levels_m);

/// Which observations lie within `share` of the observed range of z_ref, as in DEA Coastlines (doi:10.1016/j.rse.2021.112734).
std::vector<bool> kept_by_tide(const std::vector<double>& levels_m, const TideChoice& choice);

}  // namespace tasi
