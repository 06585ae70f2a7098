#pragma once

#include "algorithms/thresholds/histogram.hpp"

namespace tasi {

/// The cut by two normal distributions of any spread and mass.
struct MinimumErrorCut {
    double threshold;  ///< upper edge of `bin`
    int bin;           ///< the last bin of the lower class
    double criterion;  ///< J, with variances in units of the values squared
};

/// The cut with the least overlap of two normal distributions (Kittler & Illingworth 1986,
/// doi:10.1016/0031-3203(86)90030-0): J(k) = 1 + P0 ln v0 + P1 ln v1 - 2 (P0 ln P0 + P1 ln P1) for the lower class 0..k, P
/// class masses, v class variances with width^2/12 for the width of a bin. Unlike Otsu's, it fits classes of unequal
/// spread and mass.
///
/// Only interior local minima count (J(k) < J(k-1), J(k) <= J(k+1)) where both classes hold at least `least_mass` of all:
/// without that the formula is smallest for a class of one bin at the end. The lowest wins. NoResultError NOT-BIMODAL when there
/// is none.
MinimumErrorCut minimum_error(const Histogram& histogram, double least_mass = 0.01);

}  // namespace tasi
