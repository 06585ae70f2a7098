#pragma once

#include <vector>

#include "scenes/synthetic/coast_motion.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes {

/// A surface on the ground. Areas are painted one over the other in their order; the sea is the last, so that what it covers of a
/// pixel is the exact area on its side of the waterline.
struct PaintedArea {
    int material = 0;
    Polyline ring;
};

/// The coast as it lies at `time`: patches, villages, road, beaches, river, sea. Everything else is the land's own material.
std::vector<PaintedArea> painted_areas(const CoastDescription& coast, const CoastMotion& motion, const Instant& time);

/// The ring around a line painted `width_m` wide.
Polyline ring_around(const Strip& strip);

/// The share of each material (0..1, they sum to 1) in each cell of `grid`.
std::vector<Pixels> material_shares(const std::vector<PaintedArea>& areas, int land, std::size_t materials, const Grid& grid);

}  // namespace tasi::scenes
