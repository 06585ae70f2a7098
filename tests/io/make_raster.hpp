#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace tasi::testing {

/// A small GeoTIFF for tests: value of (row, col) in band b is 1000 b + 10 row + col.
struct RasterRecipe {
    int rows = 4, cols = 5, bands = 1;
    std::string type = "UInt16", epsg = "EPSG:32751";
    std::array<double, 6> transform{500000, 10, 0, 9100000, 0, -10};
    bool georeferenced = true;
    std::vector<std::string> options = {};
    double no_data = -1;  ///< none when negative
};
void make_raster(const std::filesystem::path& file, const RasterRecipe& recipe);
/// The same numbers in lossless JPEG 2000.
void make_jpeg2000(const std::filesystem::path& file, const RasterRecipe& recipe);

}  // namespace tasi::testing
