#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tasi {

struct OutlierOptions {
    std::string rule = "mad";     ///< a name of `outlier_rules()`
    double modified_z = 3.5;      ///< mad: flagged above this
    double gross_m = 500;         ///< mad, 5 to 7 observations: flagged only beyond this distance too
    bool by_uncertainty = false;  ///< mad: divide residuals by u first (mixed sensors); needs a u for every observation
    double spike_m = 40;          ///< despike: size of a spike

    /// Throws UsageError for an unknown rule or a limit that is not positive.
    void validate() const;
};

/// The series in which outliers are looked for: years ascending, metres, 1-sigma metres (NaN: not stated).
struct OutlierSeries {
    std::span<const double> t_yr, x_m, u_m;
};

/// A way to find outliers: the indices it flags, in the order found. Nothing is removed.
struct OutlierRule {
    std::string name, source, doc;
    std::vector<std::size_t> (*find)(const OutlierSeries&, const OutlierOptions&);
};

const std::vector<OutlierRule>& outlier_rules();

/// The indices that the rule named in `options` flags, ascending.
std::vector<std::size_t> find_outliers(const OutlierSeries& series, const OutlierOptions& options);

/// 0.6745 (r - median r) / MAD of residuals; with MAD 0, (r - median r) / (1.2533 mean |r - median r|); all 0 when both are 0.
/// Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers".
std::vector<double> modified_z_scores(const std::vector<double>& residuals);

}  // namespace tasi
