#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "algorithms/rates/line_fit.hpp"

namespace tasi {

/// The most likely break of a record: lines before and after it, and how sure that is.
struct ChangePoint {
    std::size_t first_after = 0;    ///< index of the first observation after the break
    double t_yr = 0;                ///< half way between the observations on either side
    double from_yr = 0, to_yr = 0;  ///< the break lies between these with the confidence asked for
    bool common_slope = true;       ///< a jump of one line explains it better than two free lines
    double jump_m = 0;              ///< at the break, seaward positive
    double p = 1;                   ///< that a record without a break looks like this
    double memory = 0;              ///< lag-one correlation about the broken line, at least 0
    LineFit before, after;          ///< each fitted alone
};

/// A segment has at least so many observations and years.
struct SegmentLimits {
    std::size_t observations = 5;
    double years = 3;
};

/// Looks at every place for a jump of one line (SSR_jump) and for two free lines (SSR_two), and takes the place of the larger of
/// m ln(SSR / SSR_jump) and m ln(SSR / SSR_two) - 3.5; m = n (1 - r) / (1 + r), r the memory of the residuals about the broken line.
/// p from the distribution of that number in simulated series without a break (10 to 500 dates):
/// 0.05 * 5^(-(it - c) / 4), c = 8.4 + 0.58 ln n. The interval of the date is the set of places whose likelihood ratio to the best is at
/// most -2 ln(1 - sqrt(confidence)) (Eo and Morley 2015, doi:10.3982/QE186).
/// Nothing when no place leaves long enough segments, or nothing scatters about the single line. `t_yr` ascending; `days` as in `Series`.
std::optional<ChangePoint> change_point(std::span<const double> t_yr, std::span<const double> x_m, std::span<const long long> days,
                                        const LineFit& line, double confidence_pct, const SegmentLimits& limits = {});

}  // namespace tasi
