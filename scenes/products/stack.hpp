#pragma once

#include <filesystem>
#include <string>

#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// Rasters that are no product of an agency: their bands, scale and date are stated by the user, or in a sheet
/// `<stem>.toml` beside the file with the keys `bands`, `date`, `scale`, `offset`, `nodata`, `sensor`, `mask`.

/// The sheet that belongs to `file`, whether or not it is there.
std::filesystem::path sheet_beside(const std::filesystem::path& file);

/// One file that holds all bands in order. UnsafeError (4): number of bands, scale that the file contradicts, numbers that
/// already are reflectance, numbers without a known scale, data types that are no measurements, georeferencing;
/// UsageError (2): a sheet with unknown keys or wrong values.
Product open_stack(io::Session& session, const std::string& path, const SceneOptions& options);

/// One file per band, all on one grid; UnsafeError (4) as above, and for file names that state different dates.
Product open_band_files(io::Session& session, const SceneOptions& options);

}  // namespace tasi::scenes
