#pragma once

#include <vector>

#include "algorithms/forecast/forecast.hpp"
#include "algorithms/forecast/hindcast.hpp"
#include "src/core/layer.hpp"
#include "src/core/transect.hpp"

namespace tasi::cli {

/// The layer `forecast`, one row per transect and year, with the columns of docs/commands/forecast.md. With `transects`: points on them,
/// and rows also for those without positions; without: a table.
Layer forecast_layer(const std::vector<TransectForecast>& forecasts, const std::vector<Transect>& transects, const Crs& crs,
                     const ForecastOptions& options);

/// The layers `forecast_lines` and `forecast_bands`, one feature per year that has any.
std::vector<Layer> forecast_shapes(const std::vector<TransectForecast>& forecasts, const std::vector<Transect>& transects, const Crs& crs,
                                   const ForecastOptions& options);

/// The table `hindcast`, one row per transect and one of `all`.
Layer hindcast_layer(const std::vector<HindcastRow>& rows);

}  // namespace tasi::cli
