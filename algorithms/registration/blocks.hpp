#pragma once

#include <vector>

#include "src/core/grid.hpp"

namespace tasi {

/// Windows of side `side` that cover an image, overlapping by three quarters where `most` allows it, else spread evenly;
/// smaller than `side` only where the image is.
std::vector<Window> block_windows(int rows, int cols, int side, int most);

}  // namespace tasi
