#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "algorithms/shorelines/surface_map.hpp"
#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"

namespace tasi {

/// The waters on either side of a place on a reference coast, by the runs of the map that hold them.
struct WaterBeside {
    std::optional<std::size_t> seaward, landward;
};

/// What is seen from a reference coast on either side.
struct CoastView {
    std::vector<WaterBeside> waters;
    long on_right = 0, on_left = 0;  ///< places where water lies on one side opposite to land on the other, by the side of the water
};

/// Looks from the lines of `coast` (in the CRS of the grid, running either way) to both sides, every two pixels, as far as `reach_m`, at
/// most 60 pixels.
///
/// Each line is judged by itself: a place tells a side where, going outwards, 3 pixels of water first lie at the same distance as 3 of land
/// on the other side; so a coast that has moved since, or a lagoon behind a barrier, does not mislead. A line needs five such places, four
/// fifths of them agreeing. A line with fewer takes the side on which all others agree, and else tells nothing. The water of a place is the
/// longest stretch of it seen to a side, of 3 pixels or more.
/// UnsafeError COAST-SIDE when the places of one line contradict each other.
CoastView look_beside(const std::vector<Polyline>& coast, const SurfaceMap& map, const Grid& grid, double reach_m);

}  // namespace tasi
