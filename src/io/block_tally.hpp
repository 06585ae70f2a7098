#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "src/core/grid.hpp"

namespace tasi::io {

/// How a raster file is cut into the units in which it is decoded.
struct BlockLayout {
    int rows = 0, cols = 0, block_rows = 1, block_cols = 1, bands = 1;
};

/// Which blocks of which rasters were decoded. Each counts once, however often and by how many threads it is read, so that the counts do
/// not depend on threads. Safe to use from several threads.
class BlockTally {
public:
    void clear();
    /// Notes the blocks that a file has.
    void opened(const std::string& file, const BlockLayout& layout);
    /// Notes the blocks of `band` (0-based) that `window` touches.
    void read(const std::string& file, const BlockLayout& layout, int band, const Window& window);

    long long decoded() const;
    /// Blocks of all bands of the files opened or read since `clear`.
    long long available() const;

private:
    struct File {
        BlockLayout layout;
        std::vector<bool> decoded;
    };
    File& file_named(const std::string& file, const BlockLayout& layout);

    mutable std::mutex mutex_;
    std::map<std::string, File> files_;
};

}  // namespace tasi::io
