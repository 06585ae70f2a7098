#pragma once

#include <string>
#include <vector>

#include "src/core/tide.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// A CSV with a column of times (see series_columns.hpp) and one of levels in metres: `tide_m`, `level_m`, `level_m_msl`, `tide`. Rows
/// without a level are left out. UnsafeError (4) naming the row: a column is not there, a time that is none or has no time of day, times
/// that do not increase, a level that is no finite number or stands for "no data". NoResultError (5): no level at all.
std::vector<TideSample> read_tide_series(Session& session, const std::string& path);

}  // namespace tasi::io
