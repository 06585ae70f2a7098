#include "algorithms/forecast/kalman.hpp"

#include <cmath>

namespace tasi {

double KalmanState::sd_m() const { return std::sqrt(p_xx); }

KalmanState advance(KalmanState state, double t_yr, double noise_m2_per_yr3)
{
    const double gap = t_yr - state.t_yr, q = noise_m2_per_yr3;
    state.t_yr = t_yr;
    state.x_m += gap * state.rate_m_per_yr;
    state.p_xx += 2 * gap * state.p_xr + gap * gap * state.p_rr + q * gap * gap * gap / 3;
    state.p_xr += gap * state.p_rr + q * gap * gap / 2;
    state.p_rr += q * gap;
    return state;
}

KalmanState assimilate(KalmanState state, double x_m, double variance_m2)
{
    const double innovation_variance = state.p_xx + variance_m2;
    const double gain_x = state.p_xx / innovation_variance, gain_r = state.p_xr / innovation_variance;
    const double surprise = x_m - state.x_m;
    state.x_m += gain_x * surprise;
    state.rate_m_per_yr += gain_r * surprise;
    state.p_rr -= gain_r * state.p_xr;
    state.p_xr -= gain_x * state.p_xr;
    state.p_xx -= gain_x * state.p_xx;
    return state;
}

KalmanState filter(const Series& series, const LineFit& line, const KalmanOptions& options)
{
    const double scatter = options.lse_m * options.lse_m;
    const auto variance = [&](std::size_t i) { return scatter + series.u_m[i] * series.u_m[i]; };
    KalmanState state{series.t_yr.front(),
                      line.at(series.t_yr.front()),
                      line.slope_m_per_yr,
                      variance(0),
                      0,
                      options.lci_m_per_yr * options.lci_m_per_yr};
    for (std::size_t i = 1; i < series.size(); ++i)
        state = assimilate(advance(state, series.t_yr[i], options.noise_m2_per_yr3), series.x_m[i], variance(i));
    return state;
}

}  // namespace tasi
