#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "algorithms/rates/regressor.hpp"

namespace tasi {

/// What else than a trend is fitted.
struct Explanations {
    std::string season = "none";  ///< `none`; `harmonics`: one and two waves a year; `means`: a level for each quarter from December
    std::optional<Regressor> regressor;
    int longest_lag_months = 6;       ///< the regressor's lag is the one from 0 to this with the largest |t|
    std::optional<int> lag_months;    ///< or this one
    double least_span_yr = 3;         ///< season: a shorter record says nothing about it
    double least_season_share = 0.1;  ///< season: of the dates in every quarter from December

    bool any() const { return season != "none" || regressor; }
    /// Throws UsageError for another season or a lag outside 0..120 months.
    void validate() const;
};

/// The names of `Explanations::season`.
const std::vector<std::string>& season_models();

/// x = level + slope (t - mean t) + season + coefficient R(t - lag), by least squares.
struct AdjustedFit {
    std::size_t n = 0, parameters = 0;  ///< n: dates that have a value of the regressor
    double slope_m_per_yr = 0, slope_error = 0;
    double ssr = 0;
    double memory = 0;                            ///< lag-one correlation of the residuals, at least 0
    std::optional<double> season_m, season_peak;  ///< half the range of the season; year fraction (0..1) of its most seaward time
    std::optional<double> coefficient_m, coefficient_error;  ///< metres per unit of the regressor
    std::optional<int> lag_months;
    int lags_tried = 0;
    std::vector<double> explained_m;  ///< season and regressor at every date; 0 where the regressor has no value
};

/// Nothing when the record does not allow the terms asked for: a season in under three years or with a nearly empty quarter, a
/// regressor that is constant or known at too few dates. `t_yr` years since the first date, `year` Julian years of the same dates.
std::optional<AdjustedFit> adjusted_fit(std::span<const double> t_yr, std::span<const double> year, std::span<const double> x_m,
                                        std::span<const long long> days, const Explanations& explanations);

}  // namespace tasi
