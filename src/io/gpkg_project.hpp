#pragma once

#include <filesystem>
#include <string>

namespace tasi::io {

/// Stores a project of QGIS (the bytes of a `.qgz`) in a GeoPackage of ours that nobody has open, under `name`; QGIS opens it as
/// `geopackage:FILE?projectName=NAME`. OutputError (6).
void store_project(const std::filesystem::path& geopackage, const std::string& name, const std::string& qgz);

}  // namespace tasi::io
