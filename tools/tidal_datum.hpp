#pragma once

#include <string>

#include "tools/tide_model.hpp"

namespace tasi::cli {

/// The level that positions are moved to.
struct TidalDatum {
    std::string label;   ///< `MSL`, `MHWS=+0.7`: as it is recorded
    double level_m = 0;  ///< above the zero of the tides
};

/// `NAME=HEIGHT` is HEIGHT metres above the zero of the tides. `NAME` alone is mean sea level (`MSL`), or what the file of constituents
/// states of that name, or the zero of a series. UsageError (2): no name; a height that is no number; a name that is a level of the tide
/// and comes without its height. UnsafeError (4): a series that does not pass through the level called MSL.
TidalDatum tidal_datum(const std::string& text, const TideModel& tides, const std::string& file);

/// UsageError (2) for what is no `NAME` or `NAME=HEIGHT`; opens no file.
void require_datum(const std::string& text);

}  // namespace tasi::cli
