#include "tools/work_blocks.hpp"

#include <algorithm>

namespace tasi::cli {
namespace {

constexpr int usual_cols = 1024;
constexpr int usual_pixels = 1 << 20;

/// A multiple of `unit` pixels near `wanted`.
int step_of(int unit, int wanted) { return unit * std::max(1, wanted / unit); }

}  // namespace

std::vector<Window> work_blocks(const Window& window, const scenes::BlockSize& unit)
{
    const int cols = step_of(unit.cols, usual_cols), rows = step_of(unit.rows, std::max(1, usual_pixels / cols));
    const int end_row = window.row + window.rows, end_col = window.col + window.cols;
    std::vector<Window> blocks;
    for (int row = window.row; row < end_row; row = (row / rows + 1) * rows)
        for (int col = window.col; col < end_col; col = (col / cols + 1) * cols)
            blocks.push_back(
                {row, col, std::min((row / rows + 1) * rows, end_row) - row, std::min((col / cols + 1) * cols, end_col) - col});
    return blocks;
}

}  // namespace tasi::cli
