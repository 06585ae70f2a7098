#pragma once

#include <string>
#include <vector>

#include "src/core/tide.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// A CSV with the columns `time` (ISO 8601, UTC where no offset is stated) and `tide_m`; rows without a level are left out, the rest comes
/// sorted by time. UnsafeError (4) naming the row: a column is not there, a time that is none or has no time of day, a level that is no
/// finite number or stands for "no data", two levels at one time. NoResultError (5): no level at all.
std::vector<TideSample> read_tide_series(Session& session, const std::string& path);

}  // namespace tasi::io
