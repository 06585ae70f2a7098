#include "algorithms/thresholds/smooth.hpp"

#include <algorithm>
#include <cmath>

namespace tasi {

std::vector<double> smoothed(const std::vector<double>& counts, double sigma_bins)
{
    const int reach = static_cast<int>(4 * sigma_bins), size = static_cast<int>(counts.size());
    std::vector<double> weights;
    double total = 0;
    for (int k = -reach; k <= reach; ++k) weights.push_back(std::exp(-0.5 * k * k / (sigma_bins * sigma_bins)));
    for (const double weight : weights) total += weight;
    std::vector<double> result(counts.size(), 0.0);
    for (int i = 0; i < size; ++i)
        for (int k = std::max(-reach, -i); k <= std::min(reach, size - 1 - i); ++k)
            result[static_cast<std::size_t>(i)] +=
                counts[static_cast<std::size_t>(i + k)] * weights[static_cast<std::size_t>(k + reach)] / total;
    return result;
}

}  // namespace tasi
