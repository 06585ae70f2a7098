#include "algorithms/forecast/methods.hpp"

#include <cmath>

#include "algorithms/forecast/kalman.hpp"
#include "algorithms/rates/line_prediction.hpp"
#include "algorithms/rates/significance.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

/// Memory makes the line less sure, as if fewer positions had been seen, but a single position strays no farther for it: the mean
/// square of the residuals stays, and only its degrees of freedom shrink.
Projector linear(const ForecastBasis& basis)
{
    const double quantile = two_sided_student_quantile(basis.confidence_pct, basis.n_effective - 2);
    return [line = basis.line, worth = basis.n_effective, quantile](double t_yr) {
        const LinePrediction at = predict(line, t_yr, worth);
        return Projection{at.x_m, at.mean_sd_m, at.one_sd_m, quantile};
    };
}

Projector kalman(const ForecastBasis& basis)
{
    // The start of the rate is that of DSAS: the 90 % half width whatever confidence is asked for.
    constexpr double dsas_confidence_pct = 90;
    KalmanOptions options;
    options.lse_m = basis.line.standard_error();
    options.lci_m_per_yr =
        two_sided_student_quantile(dsas_confidence_pct, static_cast<double>(basis.line.n) - 2) * basis.line.slope_error();
    const KalmanState last = filter(basis.series, basis.line, options);
    const double quantile = two_sided_normal_quantile(basis.confidence_pct);
    return [last, options, quantile](double t_yr) {
        const KalmanState then = advance(last, t_yr, options.noise_m2_per_yr3);
        return Projection{then.x_m, then.sd_m(), std::hypot(then.sd_m(), options.lse_m), quantile};
    };
}

}  // namespace

const std::vector<ForecastMethod>& forecast_methods()
{
    static const std::vector<ForecastMethod> table{
        {"linear", "line of least squares with its prediction interval, autocorrelation included",
         "Draper and Smith 1998, Applied Regression Analysis; Santer et al. 2000, doi:10.1029/1999JD901105", 5, false, false, "shoreline",
         linear},
        {"kalman", "Kalman filter of position and rate as in DSAS, without its clock, steps and rounding",
         "Long and Plant 2012, doi:10.1029/2012GL052180; Himmelstoss et al. 2018, doi:10.3133/ofr20181179", 4, true, true, "mean", kalman},
    };
    return table;
}

const ForecastMethod& forecast_method(const std::string& name)
{
    std::vector<std::string> names;
    for (const ForecastMethod& method : forecast_methods()) {
        if (method.name == name) return method;
        names.push_back(method.name);
    }
    throw UsageError("METHOD", "", "there is no forecast method '" + printable(name) + "'", "choose one of " + join(names, ", "));
}

}  // namespace tasi
