#pragma once

#include <string>
#include <vector>

#include "algorithms/transects/make_baseline.hpp"

namespace tasi {

/// UnsafeError (4) when one of the coasts runs against the reference within `reach_m` of it: an envelope would lie on both sides.
void require_one_course(const std::vector<Polyline>& coasts, const std::vector<Polyline>& reference, double reach_m);

/// Looks, every 100 m, one offset to either side of the coasts: where `options.land` knows one side as land and the other not, the left one
/// must be land. UnsafeError (4) when most contradict; a doubt when no place tells anything.
void check_land(const std::vector<Polyline>& coasts, const BaselineOptions& options, BaselineResult& result);

/// Transects of the baselines must meet the shorelines mostly on their seaward side (landward, for baselines in the water): UnsafeError
/// (4) if not, a doubt when a few do not.
void check_side(BaselineResult& result, const std::vector<Shoreline>& shorelines, const BaselineOptions& options);

/// `at x 780000, y 9054000`: where a line starts, for messages.
std::string place_of(const Polyline& line);

}  // namespace tasi
