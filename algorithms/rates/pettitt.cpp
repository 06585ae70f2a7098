#include "algorithms/rates/pettitt.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/rates/ranks.hpp"

namespace tasi {

Pettitt pettitt(std::span<const double> values)
{
    // U_k = 2 (sum of the first k ranks) - k (n + 1): twice the sum of centred ranks.
    const std::vector<double> ranks = centred_ranks(values);
    Pettitt test;
    double u = 0;
    for (std::size_t k = 0; k + 1 < ranks.size(); ++k) {
        u += 2 * ranks[k];
        if (std::fabs(u) > test.k) test = {k + 1, std::fabs(u), 1};
    }
    const double n = static_cast<double>(values.size());
    test.p = std::min(1.0, 2 * std::exp(-6 * test.k * test.k / (n * n * (n + 1))));
    return test;
}

}  // namespace tasi
