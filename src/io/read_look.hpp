#pragma once

#include <filesystem>
#include <string>

#include "src/io/session.hpp"

namespace tasi::io {

/// The style document that QGIS would load for a layer: the default of `layer_styles` in a GeoPackage, else `x.qml` beside the file;
/// empty when there is none. Without its DOCTYPE. The file itself must have been checked by a reader before.
std::string read_style(Session& session, const std::filesystem::path& file, const std::string& layer);

}  // namespace tasi::io
