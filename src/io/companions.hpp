#pragma once

#include <filesystem>
#include <vector>

namespace tasi::io {

/// The files that exist beside `target` and that readers take for a part of it: the other files of a Shapefile, the journal of a
/// GeoPackage, the sidecars of a raster. Left from an older output they would change what the new one says.
/// A style document (`x.qml`, `x.qmd`) beside which another file of that name stands (`x.shp` for `x.geojson`) is not counted: it serves
/// both.
std::vector<std::filesystem::path> companions_of(const std::filesystem::path& target);

/// Whether the file is a style or metadata document of QGIS, which files of one name and several suffixes share.
bool is_style_document(const std::filesystem::path& file);

}  // namespace tasi::io
