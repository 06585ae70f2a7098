#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"
#include "src/io/atomic_output.hpp"

namespace tasi::io {

/// Writes one float32 band as a Cloud-Optimised GeoTIFF, north-up, NaN = NoData; reopened and compared. OutputError (6).
void write_index(const AtomicOutput& output, const Grid& grid, const Pixels& values, const std::string& description);

/// The same for an image that comes in parts and is never whole in memory. Parts may come in any order and from several threads; together
/// they must cover the grid once. The bytes of the file do not depend on the parts.
class IndexWriter {
public:
    IndexWriter(const AtomicOutput& output, const Grid& grid, const std::string& description);
    ~IndexWriter();
    IndexWriter(const IndexWriter&) = delete;
    IndexWriter& operator=(const IndexWriter&) = delete;

    /// `values` at the pixels of `part`.
    void write(const Window& part, const Pixels& values);
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Writes whole numbers (0..65535) as a product band: `GTiff` (tiled, DEFLATE, optional PixelIsPoint) or `JP2OpenJPEG` (lossless).
/// Used by the simulator to make product-shaped folders.
using Numbers = Eigen::Array<std::uint16_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
struct BandFileOptions {
    std::string driver = "GTiff";
    bool eight_bit = false;
    std::optional<double> no_data;  ///< GTiff only
    bool pixel_is_point = false;    ///< GTiff only; the place of the pixels stays the same
};
void write_band(const std::filesystem::path& file, const Grid& grid, const Numbers& numbers, const BandFileOptions& options);

/// The same for a file of several bands on one grid, in their order: `numbers` holds them one below the other.
void write_bands(const std::filesystem::path& file, const Grid& grid, const Numbers& numbers, int bands, const BandFileOptions& options);

}  // namespace tasi::io
