#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/rates/history.hpp"
#include "src/core/position.hpp"

namespace tasi {

/// Rows of positions that belong to one transect.
using Rows = std::vector<const Position*>;

/// Throws UnsafeError (DISTANCE) that names transect and date when a distance is not finite or beyond 1e12 m.
void check_distances(const std::string& transect, const Rows& rows);

/// Sorted by date and scene, identical rows once. Rows are identical when nothing that counts differs: date, scene, sensor, distance,
/// uncertainty, slope, crossings.
Rows distinct(Rows rows);

Rows with_distance(const Rows& rows);

/// Of rows that have a distance, in their order.
History history_of(const Rows& used);

/// Of the rows that have a distance or a crossing: the share with two or more crossings.
double share_with_many_crossings(const Rows& rows);

/// Whether some rows are corrected for the tide (they state `raw_m`, or tide and slope) and others are not.
bool has_mixed_levels(const Rows& used);

std::optional<double> median_slope(const Rows& used);

/// Number of dates over the number of calendar years from first to last; nothing when some year has two dates, since then the
/// series is not meant to be yearly. `used` is in order of time.
std::optional<double> years_covered_share(const Rows& used);

}  // namespace tasi
