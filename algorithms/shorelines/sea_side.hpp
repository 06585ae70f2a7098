#pragma once

#include <cstddef>
#include <vector>

#include "algorithms/shorelines/surface_map.hpp"
#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"

namespace tasi {

/// A place where water lies beside a reference coast, by the run of the map that holds it.
struct WaterBeside {
    std::size_t run;
    bool seaward;  ///< on the side of the coast that is the sea's, else on the other
};

/// What is seen from a reference coast on either side.
struct CoastView {
    std::vector<WaterBeside> waters;
    long on_right = 0, on_left = 0;  ///< places where one side is mostly water and the other is not, by the side of the water
};

/// Looks from the lines of `coast` (in the CRS of the grid, running either way) to both sides, every two pixels, as far as `reach_m`.
///
/// Each line is judged by itself: where the shares of water right and left of it differ by half or more, the place tells a side; a line
/// needs five such places, four fifths of them agreeing. A line with fewer takes the side on which all others agree, and else tells
/// nothing. The water of a place is the longest stretch of it seen to a side, of 3 pixels or more.
/// UnsafeError COAST-SIDE when the places of one line contradict each other.
CoastView look_beside(const std::vector<Polyline>& coast, const SurfaceMap& map, const Grid& grid, double reach_m);

}  // namespace tasi
