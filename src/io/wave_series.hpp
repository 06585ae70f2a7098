#pragma once

#include <string>
#include <vector>

#include "src/core/tide.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// A CSV with a column of times (see series_columns.hpp), the significant height in deep water in metres (`hs_m`, `h0_m`, `swh_m`) and the
/// peak period in seconds (`tp_s`). Rows without both are left out. UnsafeError (4) and NoResultError (5) as for tides.
std::vector<WaveSample> read_wave_series(Session& session, const std::string& path);

}  // namespace tasi::io
