#pragma once

#include <optional>
#include <string>

#include "algorithms/rates/adjusted_fit.hpp"
#include "algorithms/rates/outliers.hpp"
#include "src/core/date.hpp"

namespace tasi {

/// From where on a rate is believed; every number goes into the run record.
struct CertaintyLimits {
    int assessed_observations = 3;      ///< fewer are `not assessed`
    double assessed_span_yr = 1;        ///< shorter records are `not assessed`
    double break_p = 0.01;              ///< a break less likely by chance than this ...
    double break_lse = 2;               ///< ... with a jump of more than this many LSE: `unstable`
    double many_crossings_share = 0.2;  ///< more dates than this with two or more crossings: `crosses another shore`
    double steep_slope = 0.2;           ///< a median beach slope above this: `rocky or steep`
    double unstable_lse_u = 5;          ///< LSE above this many median uncertainties ...
    double unstable_lse_m = 20;         ///< ... and above this: `unstable`
    double outlier_share = 0.1;         ///< more flagged observations than this: `outliers`
    int few_observations = 10;          ///< fewer: `few observations`
    double yearly_share = 0.75;         ///< series of one date a year: fewer years of the span than this: `few observations`
    double short_record_yr = 10;        ///< shorter: `short record`
};

struct RateOptions {
    double confidence_pct = 90;          ///< two-sided level of all intervals, 50 to 99.99
    double days_per_year = 365.25;       ///< 365.25 (Julian, DSAS); 365 for parity with CoastCR
    double implausible_m_per_yr = 1000;  ///< rates from here on are not given, but flagged
    std::optional<Instant> as_of;        ///< moment of the present position; none: the newest position
    OutlierOptions outliers;
    bool reject_outliers = false;  ///< what the outlier rule flags does not count
    Explanations explanations;     ///< season and regressor; beside the plain rate, never in its place
    CertaintyLimits certainty;

    /// Throws UsageError that names the option and its value.
    void validate() const;
};

}  // namespace tasi
