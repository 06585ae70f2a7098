#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::io {

/// Stored numbers of a product, a row per row of pixels from north to south.
using Numbers = Eigen::Array<std::uint16_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// How a band of a product is stored.
struct BandFileOptions {
    std::string driver = "GTiff";   ///< or JP2OpenJPEG, lossless
    bool eight_bit = false;         ///< numbers up to 255 as bytes
    std::optional<double> no_data;  ///< GTiff only
    bool pixel_is_point = false;    ///< GTiff only; the place of the pixels stays the same
};

/// Writes whole numbers (0..65535) as a product band, GTiff in tiles with DEFLATE; OutputError (6). The simulator makes products of them.
void write_band(const std::filesystem::path& file, const Grid& grid, const Numbers& numbers, const BandFileOptions& options);

/// The same for a file of several bands on one grid, in their order: `numbers` holds them one below the other.
void write_bands(const std::filesystem::path& file, const Grid& grid, const Numbers& numbers, int bands, const BandFileOptions& options);

}  // namespace tasi::io
