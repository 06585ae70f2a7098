#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::io {

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
