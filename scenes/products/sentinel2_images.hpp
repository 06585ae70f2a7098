#pragma once

#include <optional>
#include <string>

#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// The member in `folder` (a prefix) whose name, whatever its case, ends in `ending` and .jp2 or .tif. UnsafeError (4) when there are two.
std::optional<std::string> sentinel2_image(const ProductFiles& files, const std::string& folder, const std::string& ending);

/// The image of a band at its native size, else as the product resampled it: to 20 m, to 60 m. Level-1C holds native sizes only and
/// does not state them in file names.
std::optional<std::string> sentinel2_band_image(const ProductFiles& files, const std::string& images, const SensorBand& band);

/// The scene classification of a Level-2A product, at 20 m, else at 60 m.
std::optional<std::string> sentinel2_scl_image(const ProductFiles& files, const std::string& images);

/// Opens the header of an image with `bands` bands and takes the place of its band `band`. UnsafeError (4): another number of bands, no
/// quantities, no metre grid, not on the grid of the tile (of no rows: unknown).
RasterSource sentinel2_source(io::Session& session, const ProductFiles& files, const std::string& member, const Grid& tile, int bands = 1,
                              int band = 0);

}  // namespace tasi::scenes
