#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "algorithms/validation/pairs.hpp"

namespace tasi {

/// With fewer pairs there is no accuracy.
inline constexpr std::size_t least_pairs = 8;

/// Errors e = satellite - survey of a set of pairs, metres; a positive bias means that the satellite sees the shore too far seaward.
struct Accuracy {
    std::size_t n = 0;
    double bias_m = 0;  ///< mean of e
    double std_m = 0;   ///< standard deviation of e, divisor n
    double rmse_m = 0;  ///< sqrt(mean of e^2); rmse^2 = bias^2 + std^2
    double mae_m = 0;   ///< mean of |e|
    double median_m = 0;
    double robust_sd_m = 0;    ///< 1.4826 median |e - median|
    double q90_m = 0;          ///< 90th percentile of |e|, linear between ranks
    std::optional<double> r2;  ///< squared correlation of satellite and survey; nothing when either does not move
};

/// Nothing for fewer than `least_pairs`.
std::optional<Accuracy> accuracy_of(const std::vector<Pair>& pairs);

}  // namespace tasi
