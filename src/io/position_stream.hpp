#pragma once

#include <functional>
#include <string>
#include <vector>

#include "src/core/position.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// All positions of some transects, one list a transect, in the order of the file.
using PositionsOfTransects = std::vector<std::vector<Position>>;

/// Reads a table of positions as `tasi positions` writes it, some megabytes at a time, and hands over transect after transect: memory does
/// not grow with the file. True when the whole table was read so.
/// False, at any moment, for whatever is not plainly written (another suffix or other column names, quotes, dates that are not ISO in UTC
/// or not all alike, a transect whose rows do not stand together, a wrong number of cells or anything that is not a number): then what was
/// handed over is void, and `positions_from` of the whole table reads it, or says what is wrong.
bool stream_positions(Session& session, const std::string& path, const std::function<void(PositionsOfTransects&&)>& take);

}  // namespace tasi::io
