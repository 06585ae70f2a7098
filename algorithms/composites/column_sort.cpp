#include "algorithms/composites/column_sort.hpp"

#include <cstddef>

#include <Eigen/Core>

namespace tasi {

std::vector<std::pair<int, int>> sorting_network(int count)
{
    std::vector<std::pair<int, int>> network;
    int top = 1;
    while (2 * top < count) top *= 2;
    for (int p = top; count > 1 && p > 0; p /= 2) {
        int q = top, r = 0, d = p;
        while (true) {
            for (int i = 0; i + d < count; ++i)
                if ((i & p) == r) network.emplace_back(i, i + d);
            if (q == p) break;
            d = q - p;
            q /= 2;
            r = p;
        }
    }
    return network;
}

void sort_columns(float* values, const std::vector<std::pair<int, int>>& network)
{
    using Row = Eigen::Array<float, sort_lanes, 1>;
    for (const auto& [first, second] : network) {
        Eigen::Map<Row> upper(values + static_cast<std::ptrdiff_t>(first) * sort_lanes);
        Eigen::Map<Row> lower(values + static_cast<std::ptrdiff_t>(second) * sort_lanes);
        const Row x = upper, y = lower;
        upper = x.min(y);
        lower = x.max(y);
    }
}

}  // namespace tasi
