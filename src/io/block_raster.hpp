#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::io {

/// A raster of one band that is written block by block, so that it never stands in memory as a whole, and becomes a Cloud-Optimised
/// GeoTIFF at the end. Not to be used from two threads at once.
class BlockRaster {
public:
    enum class Kind {
        real,    ///< float32, NaN is missing
        count,   ///< whole numbers 0 to 65535, 0 is missing
        marker,  ///< 0 or 1, nothing is missing
    };

    /// Makes `file` (its folder exists) on `grid`, which is north-up. Blocks go into an intermediate file beside it.
    BlockRaster(const std::filesystem::path& file, const Grid& grid, Kind kind, const std::string& description);
    ~BlockRaster();
    BlockRaster(BlockRaster&&) noexcept;
    BlockRaster(const BlockRaster&) = delete;
    BlockRaster& operator=(const BlockRaster&) = delete;

    /// Values of the pixels of `window`, of any type of number that the kind holds exactly. Every pixel is written once.
    void write(const Window& window, const Pixels& values);

    /// Turns the blocks into the file, reads every one again and compares it with what was written. OutputError (6).
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tasi::io
