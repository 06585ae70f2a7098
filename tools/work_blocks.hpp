#pragma once

#include <vector>

#include "scenes/products/nested_grids.hpp"
#include "src/core/grid.hpp"

namespace tasi::cli {

/// `window` cut into about a quarter of a million pixels each (TASI_BLOCK_PIXELS in the environment: another number, which changes no
/// result), along multiples of `unit` counted from the corner of the grid, so that a file is decoded block by block and hardly twice. By
/// rows, then columns; the same for any number of threads.
std::vector<Window> work_blocks(const Window& window, const scenes::BlockSize& unit);

/// Of the index of a scene and its mask together, as far as a scratch file can hold the rest. TASI_PIXEL_MEMORY in the environment: another
/// number, which changes no result.
long long memory_for_pixels_bytes();

}  // namespace tasi::cli
