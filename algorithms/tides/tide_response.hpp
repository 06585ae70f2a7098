#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "src/core/position.hpp"

namespace tasi {

/// How far the shore was seen to move with the levels, as a multiple of what levels and slopes say. 1: they fit. Feet taken for metres give
/// 0.3, centimetres 0.01, levels of another time (local time) about 0, slopes that are too flat less than 1.
struct TideResponse {
    double ratio = 1;
    double lower = 1, upper = 1;  ///< 95 % interval
    long dates = 0;

    /// The whole interval lies below a half or above two: more than slopes are usually wrong by.
    bool contradicts() const { return upper < 0.5 || lower > 2; }
};

/// Gathers corrected positions, transect after transect, and weighs what the images say about the levels. On every transect -x tan beta and
/// z are freed of mean, trend and yearly wave; their means over the transects of a date are then regressed on each other (a level is wrong
/// for all transects of a date, so dates are what counts, not positions).
class TideResponseSums {
public:
    /// Rows of whole transects, each transect's side by side. Rows without `raw_m`, `tide_m` or `slope` are passed over, as are transects
    /// with fewer than 20 others.
    void add(const std::vector<Position>& positions);

    /// Nothing for fewer than 30 dates or levels that hardly vary (sd below 5 cm).
    std::optional<TideResponse> response() const;

private:
    struct Sum {
        double moved_m = 0, level_m = 0;
        long n = 0;
    };
    void add_transect(const std::vector<const Position*>& rows);

    std::map<std::int64_t, Sum> dates_;
};

}  // namespace tasi
