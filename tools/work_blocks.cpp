#include "tools/work_blocks.hpp"

#include <algorithm>
#include <cstdlib>

#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

constexpr int usual_cols = 1024;
constexpr int usual_pixels = 1 << 18;  // a few arrays of that size stay in the cache of a processor

/// A whole number of the environment, for tests and measurements; no result depends on it.
long long from_environment(const char* name, long long least, long long most, long long usual)
{
    const char* const given = std::getenv(name);
    const auto number = given ? parse_integer(given) : std::nullopt;
    return number && *number >= least && *number <= most ? *number : usual;
}

/// A multiple of `unit` pixels near `wanted`.
int step_of(int unit, int wanted) { return unit * std::max(1, wanted / unit); }

}  // namespace

std::vector<Window> work_blocks(const Window& window, const scenes::BlockSize& unit)
{
    const auto pixels = static_cast<int>(from_environment("TASI_BLOCK_PIXELS", 1, 1 << 24, usual_pixels));
    const int cols = step_of(unit.cols, std::min(usual_cols, pixels)), rows = step_of(unit.rows, std::max(1, pixels / cols));
    const int end_row = window.row + window.rows, end_col = window.col + window.cols;
    std::vector<Window> blocks;
    for (int row = window.row; row < end_row; row = (row / rows + 1) * rows)
        for (int col = window.col; col < end_col; col = (col / cols + 1) * cols)
            blocks.push_back(
                {row, col, std::min((row / rows + 1) * rows, end_row) - row, std::min((col / cols + 1) * cols, end_col) - col});
    return blocks;
}

long long memory_for_pixels_bytes() { return from_environment("TASI_PIXEL_MEMORY", 1, 1LL << 40, 320'000'000); }

}  // namespace tasi::cli
