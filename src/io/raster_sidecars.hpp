#pragma once

#include <filesystem>

#include "src/io/raster_file.hpp"

namespace tasi::io {

/// Refuses (4) a raster beside which lies a `.aux.xml` or world file that puts it somewhere else than the raster itself does.
/// Sidecars are never used for anything else.
void refuse_conflicting_sidecars(const std::filesystem::path& file, const RasterInfo& info, const std::string& shown);

}  // namespace tasi::io
