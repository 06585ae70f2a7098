#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "src/io/session.hpp"

namespace tasi::io {

/// Values at Julian years, ascending; missing ones left out.
struct DatedValues {
    std::vector<double> year, value;
};

/// A series of a climate index or any other number, told by its first line:
/// a table of years and months (`YEAR JAN FEB ... DEC`, columns of six characters, -999.9 is missing, also where it touches its
/// neighbour), as the Southern Oscillation Index of NOAA; three-month means (`SEAS YR TOTAL ANOM`, of which ANOM is taken), as its
/// Oceanic Nino Index; else CSV with a date and one more column, or the column named `value`. A value of a month stands at its middle,
/// one of three months in the middle of the second.
/// UnreadableError (3): none of these. UnsafeError (4): a cell that is no number, dates that do not ascend, fewer than two values.
DatedValues read_regressor(Session& session, const std::string& path);

}  // namespace tasi::io
