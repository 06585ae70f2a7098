#pragma once

#include <vector>

#include "algorithms/rates/assess.hpp"
#include "src/core/layer.hpp"
#include "src/core/transect.hpp"

namespace tasi::cli {

/// The layer `rates` with the columns of docs/commands/rates.md, one feature per transect. With `transects`: their lines and
/// one row for every one of them, also for those without positions; without: a table. BugError when a rate has no transect.
Layer rates_layer(const std::vector<TransectRates>& rates, const std::vector<Transect>& transects, const Crs& crs,
                  const RateOptions& options);

/// The layer `rejected`: the outliers that do not count, with the columns of positions and `flags` = `outlier:<rule>`; points on the
/// transects where these are given, else a table.
Layer rejected_layer(const std::vector<TransectRates>& rates, const std::vector<Transect>& transects, const Crs& crs);

}  // namespace tasi::cli
