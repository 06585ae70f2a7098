#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/forecast/forecast.hpp"

namespace tasi {

/// How well forecasts made from the first part of records met the rest.
struct HindcastRow {
    std::string transect;                ///< or `all`
    std::optional<Instant> cut;          ///< the forecast knew nothing after it
    std::size_t fitted = 0, scored = 0;  ///< positions
    std::optional<double> bias_m;        ///< mean of observed minus forecast
    std::optional<double> rmse_m;
    std::optional<double> no_change_rmse_m;  ///< of the guess that the shoreline stays where it was fitted at the cut
    std::optional<double> skill;             ///< 1 - (rmse / no_change_rmse)^2; below 0: worse than that guess
    std::optional<double> in_band_pct;       ///< positions within the band of one observed shoreline
    std::string reason;                      ///< why there is no score
};

/// Fits each record up to `share` (0.2 to 0.9) of its time and scores the positions after it, one row per transect and at last `all`, in
/// which every scored position weighs the same.
std::vector<HindcastRow> hindcast(const std::vector<Position>& positions, double share, const ForecastOptions& options);

}  // namespace tasi
