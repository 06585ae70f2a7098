#pragma once

#include <vector>

#include "algorithms/shorelines/bodies.hpp"

namespace tasi {

/// Adds to the labels that are `sea` the water that faces the sea across missing pixels, and the water that faces that, and so on.
///
/// Two pixels face each other when only missing pixels, at most `widest_px` of them, lie between them in their column or row. Of a water
/// body, facings up, down, left and right are counted apart; the two along columns count, or the two along rows, whichever are more. It
/// becomes sea when in one direction at least 3 of its pixels, and at least half of those that face anything, face the sea. So a strip
/// of sea between two gaps is sea; a lagoon that meets the sea only where the barrier crosses a gap aslant is not.
void add_across_gaps(const SurfaceMap& map, Bodies& bodies, int widest_px, std::vector<bool>& sea);

}  // namespace tasi
