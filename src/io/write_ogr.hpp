#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/formats.hpp"
#include "src/io/layer_look.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// Writes layers into the new dataset `file` through GDAL's driver of `format`, closes it, opens it again and compares the number of
/// features and vertices and the CRS of each layer; OutputError (6). `shown` names the output in messages. With `look_of` the looks of
/// the layers go into the GeoPackage, or as `.qml` and `.qmd` beside `file`.
void write_ogr(Session& session, const std::filesystem::path& file, const OutputFormat& format, const std::vector<const Layer*>& layers,
               const std::string& shown, const LookOf& look_of = {});

}  // namespace tasi::io
