#pragma once

#include <span>

namespace tasi {

/// Correlation of residuals with their neighbours in time.
///
/// Even dates (every gap within 10 % of the median gap): r1 = sum r_i r_{i+1} / sum r_i^2. Other dates: the correlation at a lag of the
/// median gap by a Gaussian kernel of width half that lag (Rehfeld et al. 2011, doi:10.5194/npg-18-389-2011). Gaps are
/// between UTC days; rows of one day give no gap. 0 when there is no scatter or fewer than three days. Not clipped.
/// `t_yr` ascending; `days` is the number of the UTC day of each.
double neighbour_correlation(std::span<const double> t_yr, std::span<const long long> days, std::span<const double> residuals);

/// The same with the two faults of a short record taken out, at least 0: residuals of a line lean away from their neighbours even where
/// there is no memory (that part is computed for these dates, kernel and line), and memory looks shorter than it is by about 4 r1 / n
/// (Marriott and Pope 1954, doi:10.1093/biomet/41.3-4.390). Below ten days memory and chance cannot be told apart and nothing is added.
/// `mean_t_yr` and `s_tt` are those of the line.
double memory_of_residuals(std::span<const double> t_yr, std::span<const long long> days, std::span<const double> residuals,
                           double mean_t_yr, double s_tt);

/// How many independent observations `n` autocorrelated ones are worth: n (1 - r1) / (1 + r1), r1 clipped to [0, 0.99]
/// (Santer et al. 2000, doi:10.1029/1999JD901105). A negative r1 gives no credit.
double effective_number(double n, double r1);

}  // namespace tasi
