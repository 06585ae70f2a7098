#pragma once

#include <string>

#include "src/core/grid.hpp"

namespace tasi::scenes {

/// How two grids of one scene nest: `finer` source pixels make one target pixel along each axis, or one source pixel covers
/// `coarser` target pixels; the other one is 1.
struct Nesting {
    int finer = 1, coarser = 1;
};

/// The unit in which a file is decoded: reading by whole blocks decodes nothing twice.
struct BlockSize {
    int rows = 1, cols = 1;
};

/// UnsafeError (4) naming both files when CRS, corner or pixel size do not fit.
Nesting nesting_of(const Grid& source, const std::string& source_name, const Grid& target, const std::string& target_name);

/// The pixels of the source that a window of the target touches.
Window source_window(const Window& target, const Nesting& nesting);

/// UnsafeError (4) unless both grids are the same to a thousandth of a pixel; names what differs.
void require_equal_grids(const Grid& a, const std::string& a_name, const Grid& b, const std::string& b_name);

}  // namespace tasi::scenes
