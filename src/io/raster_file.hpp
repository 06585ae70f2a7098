#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// What a file says of one band.
struct RasterBandInfo {
    std::string data_type;  ///< GDAL's name: `UInt16`, `Float32`, ...
    bool complex = false, palette = false;
    std::optional<double> no_data, scale, offset;  ///< as stored in the file; never applied here
    std::string description;
};

/// What a file says of itself before any pixel is read.
struct RasterInfo {
    Grid grid;                   ///< meaningful only when `georeferenced`; crs may be empty
    bool georeferenced = false;  ///< the file has a geotransform of its own
    std::string driver;          ///< `GTiff`, `JP2OpenJPEG`
    int block_rows = 0, block_cols = 0;
    std::vector<RasterBandInfo> bands;
};

/// A raster opened read-only through an allow-listed driver (GTiff incl. COG, JP2OpenJPEG). One object per thread:
/// a copy opens the file anew.
/// Opening checks: regular file or member of a checked archive; size, bands and block size against `session.max_pixels`
/// before any allocation (7); not a picture (PNG...), not HTML (3); rotation (4); sidecars (.aux.xml, world file) that
/// contradict the file (4); missing blocks of a sparse or cut file (3).
class RasterFile {
public:
    /// `name`: a path as the user gave it, or a virtual path made by FileTree (then `from_tree` is true and `shown` is its
    /// name in messages). `session` must outlive the object and its copies.
    RasterFile(Session& session, const std::string& name, bool from_tree = false, const std::string& shown = {});
    ~RasterFile();
    RasterFile(const RasterFile& other);
    RasterFile(RasterFile&&) noexcept;
    RasterFile& operator=(const RasterFile&) = delete;

    const RasterInfo& info() const;
    const std::string& name() const;  ///< for messages: printable

    /// Stored numbers of band `band` (0-based) in `window`, as float (exact for 8 and 16 bit integers). Pixels equal to the
    /// file's NoData value become NaN. Every read error is UnreadableError (3) naming file, band and block.
    Pixels read(int band, const Window& window) const;

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

/// Refuses (4) a band (0-based) whose stored numbers are no quantities: complex or palette.
void require_numbers(const RasterFile& file, int band);

/// Refuses (4) a raster without a place on a metre grid: no geotransform, no CRS, degrees, feet, or a centre far outside the
/// CRS's area of use. Oblong pixels pass.
void require_map_grid(const RasterFile& file);

/// Refuses (4) two rasters that are not on the same grid: size, CRS, origin or pixel size; the message names what differs.
void require_same_grid(const RasterFile& a, const RasterFile& b);

}  // namespace tasi::io
