#include "algorithms/rates/despike.hpp"

#include <cmath>
#include <numeric>

namespace tasi {
namespace {

bool both_beyond(double a, double b, double limit) { return std::fabs(a) > limit && std::fabs(b) > limit && (a > 0) == (b > 0); }

/// Whether point k of those left, `x`, is a spike.
bool is_spike(const std::vector<double>& x, std::size_t k, double limit)
{
    const std::size_t last = x.size() - 1;
    if (k == 0) return std::fabs(x[0] - x[1]) > limit;
    if (k == last) return std::fabs(x[last] - x[last - 1]) > limit;
    const double from_before = x[k] - x[k - 1], from_after = x[k] - x[k + 1];
    if (both_beyond(from_before, from_after, limit)) return true;
    if (k < 2 || k + 2 > last) return false;
    return both_beyond(from_before, x[k + 1] - x[k + 2], limit) || both_beyond(from_after, x[k - 1] - x[k - 2], limit);
}

}  // namespace

std::vector<std::size_t> despike(std::span<const double> x_m, double spike_m)
{
    std::vector<double> x(x_m.begin(), x_m.end());
    std::vector<std::size_t> left(x.size()), removed;
    std::iota(left.begin(), left.end(), std::size_t{0});
    for (std::size_t k = 0; x.size() >= 3 && k < x.size();) {
        if (!is_spike(x, k, spike_m)) {
            ++k;
            continue;
        }
        removed.push_back(left[k]);
        x.erase(x.begin() + static_cast<std::ptrdiff_t>(k));
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(k));
        k = k > 2 ? k - 2 : 0;  // points before that do not see the gap: the same as from the first one again
    }
    return removed;
}

}  // namespace tasi
