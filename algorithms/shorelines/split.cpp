#include "algorithms/shorelines/split.hpp"

#include <algorithm>

namespace tasi {

Window pixels_around(const Grid& grid, EdgeKey edge, int reach)
{
    const int row = static_cast<int>(edge / 2 / grid.cols), col = static_cast<int>(edge / 2 % grid.cols), down = static_cast<int>(edge % 2);
    const int top = std::max(0, row - reach), left = std::max(0, col - reach);
    const int bottom = std::min(grid.rows, row + down + reach + 1), right = std::min(grid.cols, col + 1 - down + reach + 1);
    return {top, left, bottom - top, right - left};
}

Split split_where(const EdgeChain& chain, const std::function<bool(EdgeKey)>& leave_out)
{
    Split split{std::vector<EdgeChain>(1)};
    auto& parts = split.parts;
    const bool ring = chain.front() == chain.back();
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (!leave_out(chain[i])) {
            parts.back().push_back(chain[i]);
            continue;
        }
        if (!(ring && i == 0)) ++split.left_out;  // the first vertex of a ring comes again at its end
        if (!parts.back().empty()) parts.emplace_back();
    }
    if (parts.back().empty()) parts.pop_back();
    const bool goes_on = ring && parts.size() > 1 && parts.front().front() == chain.front() && parts.back().back() == chain.back();
    if (goes_on) {
        parts.back().insert(parts.back().end(), parts.front().begin() + 1, parts.front().end());
        parts.front() = std::move(parts.back());
        parts.pop_back();
    }
    return split;
}

}  // namespace tasi
