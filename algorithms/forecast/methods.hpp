#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/rates/fit.hpp"

namespace tasi {

/// Where a method says the shoreline will be.
struct Projection {
    double x_m = 0;
    double mean_sd_m = 0;  ///< 1 sigma of the mean position, the line that planning is about
    double one_sd_m = 0;   ///< 1 sigma of a shoreline as one survey would find it
    double quantile = 0;   ///< half width of the interval, in sigmas
};

/// A projection for each time in years since the first observation.
using Projector = std::function<Projection(double t_yr)>;

/// What a method makes a projection from.
struct ForecastBasis {
    Series series;
    LineFit line;  ///< of the part of the series that the forecast rests on
    double n_effective = 0;
    double confidence_pct = 90;
};

/// A way to forecast.
struct ForecastMethod {
    std::string name, doc, source;
    int least_dates;         ///< different days
    bool needs_uncertainty;  ///< of every position
    bool only_ahead;         ///< says nothing of times before the last observation
    std::string band;        ///< what its interval is about unless asked otherwise: `shoreline` or `mean`
    Projector (*projector)(const ForecastBasis&);
};

/// All methods; the first is the default.
const std::vector<ForecastMethod>& forecast_methods();

/// By its name; UsageError listing the names for another.
const ForecastMethod& forecast_method(const std::string& name);

}  // namespace tasi
