#pragma once

#include <cstddef>
#include <span>

namespace tasi {

/// Rank test for one change of level at an unknown place.
struct Pettitt {
    std::size_t first_after = 0;  ///< index of the first value after the most likely change
    double k = 0;                 ///< max |U_k|, U_k = sum over i <= k < j of sign(x_i - x_j)
    double p = 1;                 ///< 2 exp(-6 k^2 / (n^3 + n^2)), at most 1; blind to autocorrelation
};

/// Pettitt 1979, doi:10.2307/2346729, in the order of `values` (at least two); the first place wins a tie.
Pettitt pettitt(std::span<const double> values);

}  // namespace tasi
