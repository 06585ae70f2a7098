#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::io {

/// The only writer of results as rasters: one band that comes in parts, never stands in memory as a whole, and becomes a Cloud-Optimised
/// GeoTIFF at the end, north-up. Parts may come in any order and from several threads; together they cover the grid once. The bytes of
/// the file depend neither on the parts nor on the threads.
class BlockRaster {
public:
    enum class Kind {
        real,    ///< float32, NaN is missing
        count,   ///< whole numbers 0 to 65535, 0 is missing
        marker,  ///< 0 or 1, nothing is missing
    };

    /// Makes `file` (`.tif`, its folder exists); messages call it `shown`. Parts go into a file beside it that is open only while one is
    /// written, so that many rasters may be under way. OutputError (6); BugError (1) for a grid without pixels, place or CRS.
    BlockRaster(const std::filesystem::path& file, const Grid& grid, Kind kind, const std::string& description, const std::string& shown);
    ~BlockRaster();
    BlockRaster(const BlockRaster&) = delete;
    BlockRaster& operator=(const BlockRaster&) = delete;

    /// Values of the pixels of `part`, numbers that the kind holds exactly. OutputError (6).
    void write(const Window& part, const Pixels& values);

    /// Turns the parts into the file, reads it again and compares it with what was written. OutputError (6) when it differs; BugError (1)
    /// when pixels are missing.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tasi::io
