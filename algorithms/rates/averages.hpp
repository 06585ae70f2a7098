#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tasi {

/// A rate that several transects share.
struct AverageRate {
    std::size_t n = 0;  ///< transects with a rate and an uncertainty
    double mean_m_per_yr = 0;
    double spread_m_per_yr = 0;       ///< standard deviation of the rates (n - 1); 0 for one
    double n_independent = 0;         ///< n*: of the transects, 1 to n
    double uncertainty_m_per_yr = 0;  ///< mean uncertainty / sqrt(n*)
};

/// How many independent ones neighbouring uncertainties are worth: 1/n* = 1/n + 2/n^2 sum over lags i of (n - i + 1) r_i, r_i the
/// autocorrelation along the coast, up to the first that is not positive; 1 to n.
/// Hapke et al. 2010, doi:10.3133/ofr20101118 (as in DSAS).
double independent_transects(std::span<const double> uncertainties_m_per_yr);

/// `rates` and `uncertainties` of transects in order along one stretch of coast; a transect that lacks one of them is left out.
/// Nothing when none has both.
std::optional<AverageRate> average_rate(const std::vector<std::optional<double>>& rates,
                                        const std::vector<std::optional<double>>& uncertainties);

/// Of stretches that do not touch: their n* add up.
std::optional<AverageRate> average_of(const std::vector<AverageRate>& stretches);

}  // namespace tasi
