#pragma once

#include <span>
#include <vector>

namespace tasi {

/// Ranks minus their mean, so that they sum to 0; equal values share the mean of their ranks.
std::vector<double> centred_ranks(std::span<const double> values);

}  // namespace tasi
