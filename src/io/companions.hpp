#pragma once

#include <filesystem>
#include <vector>

namespace tasi::io {

/// The files that exist beside `target` and that readers take for a part of it: the other files of a Shapefile, the journal of a
/// GeoPackage, the sidecars of a raster. Left from an older output they would change what the new one says.
std::vector<std::filesystem::path> companions_of(const std::filesystem::path& target);

}  // namespace tasi::io
