#pragma once

#include <filesystem>

namespace tasi::testing {

/// A GeoTIFF of one UInt16 band in EPSG:32751 with its corner at (500000, 9100000), no NoData value, and the number
/// 10 row + col in each pixel.
void make_numbered_raster(const std::filesystem::path& file, int rows, int cols, double pixel_m);

}  // namespace tasi::testing
