#pragma once

#include <vector>

namespace tasi {

/// Gaussian smoothing of the bins of a histogram, sigma in bins, cut at four sigma; zero outside. Mass is kept but for what
/// flows over the ends.
std::vector<double> smoothed(const std::vector<double>& counts, double sigma_bins);

}  // namespace tasi
