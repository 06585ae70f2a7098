#pragma once

#include "algorithms/rates/fit.hpp"

namespace tasi {

/// Position and rate of a shoreline with their covariance.
struct KalmanState {
    double t_yr = 0;  ///< years since the first observation
    double x_m = 0, rate_m_per_yr = 0;
    double p_xx = 0, p_xr = 0, p_rr = 0;

    double sd_m() const;
};

struct KalmanOptions {
    double noise_m2_per_yr3 = 0.01;  ///< q of the rate's random walk; DSAS: (0.1 m)^2 / yr^3
    /// Of the regression through the whole series; DSAS takes the half width of the 90 % interval for 1 sigma of the rate.
    double lse_m = 0, lci_m_per_yr = 0;
};

/// `state` at `t_yr`, exactly and in one step whatever the gap: x moves with the rate, and the covariance grows by
/// q (gap^3 / 3, gap^2 / 2, gap).
KalmanState advance(KalmanState state, double t_yr, double noise_m2_per_yr3);

/// `state` after a position `x_m` with variance `variance_m2` was seen at its time.
KalmanState assimilate(KalmanState state, double x_m, double variance_m2);

/// The state after the last observation: starts on `line` at the first date with covariance (LSE^2 + u1^2, LCI^2), then takes every
/// other observation with variance LSE^2 + u^2. Needs a u for every observation.
/// Long and Plant 2012, doi:10.1029/2012GL052180, as in DSAS 5 (Himmelstoss et al. 2018, doi:10.3133/ofr20181179), but without its steps
/// of 0.1 year and without rounding.
KalmanState filter(const Series& series, const LineFit& line, const KalmanOptions& options);

}  // namespace tasi
