#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/rates/history.hpp"

namespace tasi {

struct DepartureOptions {
    double recent_yr = 3;       ///< what is new: the last so many years before the newest date of all transects
    std::size_t least_new = 3;  ///< positions
    std::size_t least_old = 8;  ///< positions of the trend
    double least_old_span_yr = 5;
    double confidence = 0.99;  ///< of the interval that the mean of the new positions must leave
};

/// The last years of a transect stand apart from the trend before them.
struct Departure {
    Instant since;                                               ///< first of the new positions
    std::size_t count = 0;                                       ///< new positions
    std::size_t outside = 0;                                     ///< of these, alone outside the interval of one position
    double expected_m = 0, found_m = 0;                          ///< mean of the trend at the new dates, mean of the new positions
    double limit_m = 0;                                          ///< half width of the interval of that difference
    double departure_m() const { return found_m - expected_m; }  ///< seaward positive
    std::string evidence() const;
};

/// The trend of the positions until `recent_yr` before `newest` (ordinary least squares) is drawn on to the new ones. Their mean departs
/// when it leaves the interval of Student's t with neff - 2 degrees of freedom for the difference: error of the drawn line and scatter
/// of the new positions, both widened for the memory of the series. Nothing when it does not, or when there is too little to say it.
std::optional<Departure> departure_of(const History& history, const Instant& newest, const DepartureOptions& options = {});

}  // namespace tasi
