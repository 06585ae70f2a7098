#pragma once

#include <string>
#include <vector>

#include "algorithms/rates/assess.hpp"
#include "src/core/layer.hpp"
#include "src/core/transect.hpp"

namespace tasi::cli {

/// The layer `averages`: one row per region and rate (EPR, LRR, WLR), and one of all regions. `regions` names the region of every
/// transect, in their order along the coast; a region's rows of one baseline are one stretch of coast.
Layer averages_layer(const std::vector<TransectRates>& rates, const std::vector<Transect>& transects,
                     const std::vector<std::string>& regions, const Crs& crs);

}  // namespace tasi::cli
