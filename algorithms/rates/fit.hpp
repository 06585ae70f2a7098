#pragma once

#include <optional>
#include <vector>

#include "algorithms/rates/acceleration.hpp"
#include "algorithms/rates/adjusted_fit.hpp"
#include "algorithms/rates/change_point.hpp"
#include "algorithms/rates/history.hpp"
#include "algorithms/rates/line_fit.hpp"
#include "algorithms/rates/mann_kendall.hpp"
#include "algorithms/rates/pettitt.hpp"
#include "algorithms/rates/rate_options.hpp"
#include "algorithms/rates/theil_sen.hpp"

namespace tasi {

/// The observations of one transect as columns, in order of time.
struct Series {
    std::vector<double> t_yr;  ///< years since the first observation
    std::vector<double> year;  ///< Julian years
    std::vector<double> x_m;
    std::vector<double> u_m;      ///< 1 sigma; NaN where not stated or not positive
    std::vector<long long> days;  ///< number of the UTC day

    std::size_t size() const { return t_yr.size(); }
    double span_yr() const { return t_yr.empty() ? 0 : t_yr.back(); }
    bool every_uncertainty_stated() const;
};

/// Years of `days_per_year` days from `first` to `date`.
double years_since(const Instant& first, const Instant& date, double days_per_year);

/// `history` in order of time (rows of one time keep their order). Throws UnsafeError for a distance that is not finite or beyond 1e12 m.
Series series_of(History history, const RateOptions& options);

/// Everything the statistics of a transect are made of. What needs three observations and two dates is absent without them.
struct Fit {
    Series series;
    double confidence_pct = 90;
    std::optional<LineFit> line;           ///< ordinary least squares
    std::optional<LineFit> weighted_line;  ///< weights 1/u^2; absent unless every u is stated
    std::optional<MannKendall> mann_kendall;
    std::optional<TheilSen> theil_sen;
    std::optional<double> hamed_rao;    ///< variance factor of Mann-Kendall
    std::optional<double> n_effective;  ///< never more than the number of days
    std::optional<Acceleration> acceleration;
    std::optional<Pettitt> pettitt;  ///< of the residuals of `line`
    std::optional<ChangePoint> break_point;
    std::optional<AdjustedFit> adjusted;  ///< what else explains positions, where asked for and possible
};

/// The lines alone: all that the statistics of DSAS need.
Fit fit_lines(Series series, double confidence_pct);

Fit fit_series(Series series, double confidence_pct, const Explanations& explanations = {});

}  // namespace tasi
