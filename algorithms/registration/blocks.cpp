#include "algorithms/registration/blocks.hpp"

#include <algorithm>
#include <cmath>

namespace tasi {
namespace {

/// First pixels of `count` blocks from one end of an axis to the other.
std::vector<int> starts(int pixels, int side, int count)
{
    const int room = std::max(0, pixels - side);
    std::vector<int> result;
    for (int i = 0; i < count; ++i)
        result.push_back(count == 1 ? room / 2 : static_cast<int>(std::lround(static_cast<double>(room) * i / (count - 1))));
    return result;
}

}  // namespace

std::vector<Window> block_windows(int rows, int cols, int side, int most)
{
    const double room_down = std::max(0, rows - side), room_right = std::max(0, cols - side);
    double step = side / 4.0;
    const auto along = [&](double room) { return 1 + static_cast<int>(std::ceil(room / step)); };
    while (along(room_down) * static_cast<long>(along(room_right)) > most) step *= 1.1;
    std::vector<Window> windows;
    for (const int row : starts(rows, side, along(room_down)))
        for (const int col : starts(cols, side, along(room_right)))
            windows.push_back({row, col, std::min(side, rows), std::min(side, cols)});
    return windows;
}

}  // namespace tasi
