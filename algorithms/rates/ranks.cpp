#include "algorithms/rates/ranks.hpp"

#include <algorithm>
#include <numeric>

namespace tasi {

std::vector<double> centred_ranks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    const double middle = (static_cast<double>(values.size()) - 1) / 2;
    std::vector<double> ranks(values.size());
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
        for (std::size_t k = from; k < to; ++k) ranks[order[k]] = static_cast<double>(from + to - 1) / 2 - middle;
    }
    return ranks;
}

}  // namespace tasi
