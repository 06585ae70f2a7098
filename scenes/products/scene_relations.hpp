#pragma once

#include <vector>

#include "scenes/products/scene_facts.hpp"

namespace tasi::scenes {

/// Fills `duplicate_of`, `same_pass` and `note` of every row, whatever they were. Rows of one sensor, tile and pass show the same ground at
/// the same moment: the same product twice, an older processing of it, or another level. The best one stands: usable before not usable,
/// surface reflectance before top of atmosphere, Tier 1 before Tier 2 before Real-Time, later baseline, later processing, then by path; the
/// others are its duplicates. Rows of other tiles of one pass (Landsat: the same path on the same day; Sentinel-2: within 20 minutes)
/// name each other in `same_pass`. Rows without sensor, tile or time take no part.
void mark_relations(std::vector<SceneFacts>& rows);

}  // namespace tasi::scenes
