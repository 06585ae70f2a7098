#pragma once

#include <optional>
#include <vector>

#include "src/core/transect.hpp"

namespace tasi {

/// Where a forecast puts the shoreline on a transect: metres from the landward end.
struct ForecastOnTransect {
    double distance_m = 0, lower_m = 0, upper_m = 0;
};

/// A forecast drawn along the coast.
struct ForecastShape {
    std::vector<Polyline> lines;  ///< through the positions of neighbours
    std::vector<Polygon> bands;   ///< between lower and upper; dissolved, without overlaps
};

/// Joins neighbours along each baseline (by `order`, then as given). Both break where a transect has no forecast and at gaps of more
/// than two median spacings; a transect without a neighbour makes neither. `forecasts` has one entry per transect.
/// Where transects cross, their bands are dissolved into one area.
ForecastShape shape_of(const std::vector<Transect>& transects, const std::vector<std::optional<ForecastOnTransect>>& forecasts);

}  // namespace tasi
