#pragma once

#include "scenes/products/stack_sheet.hpp"
#include "src/core/reflectance.hpp"
#include "src/io/raster_file.hpp"

namespace tasi::scenes {

/// How the numbers of a band of a plain raster become reflectance: by the scale stated (options, sheet or the file itself,
/// which must agree), or as they are when they are fractions that look like reflectance. UnsafeError (4) when scales
/// conflict, when a scale is stated for numbers that already are reflectance, or when whole numbers come without a scale.
Calibration calibration_of_plain(const io::RasterFile& file, int band, const StackSheet& sheet);

}  // namespace tasi::scenes
