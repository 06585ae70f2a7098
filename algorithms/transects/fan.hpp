#pragma once

#include <vector>

#include "algorithms/transects/arc_length.hpp"
#include "algorithms/transects/repair.hpp"

namespace tasi {

/// Turns every run of marked rays like a fan: azimuths go evenly, by station, from the nearest unmarked ray before it to the
/// nearest behind, the way round that the cast azimuths take. A run without a ray on either side, or in which one would
/// turn by more than 60 degrees from how it was cast, stays as it is. Returns the rays that were turned, in order.
std::vector<std::size_t> turn_runs(std::vector<Ray>& rays, const std::vector<ArcLength>& lines, const std::vector<bool>& run);

/// Gives back the cast azimuth to the rays of every run in which one is still marked in `unsolved`.
void give_up_runs(std::vector<Ray>& rays, const std::vector<ArcLength>& lines, const std::vector<bool>& run,
                  const std::vector<bool>& unsolved);

}  // namespace tasi
