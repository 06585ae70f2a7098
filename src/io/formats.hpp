#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tasi::io {

/// One row per output format; suffix, help and writer read this table.
struct OutputFormat {
    std::string suffix;  ///< `.gpkg`
    std::string driver;  ///< GDAL's name
    bool raster = false;
    bool several_layers = false;
    bool geometry = true;  ///< holds geometry natively
    std::vector<std::string> creation_options;
    std::vector<std::string> layer_options;
    std::string title;  ///< `GeoPackage`
};

const std::vector<OutputFormat>& output_formats();

/// The row for the suffix of `path` (case-insensitive); UsageError (2) listing the known suffixes otherwise.
const OutputFormat& format_for(const std::filesystem::path& path, bool raster);

}  // namespace tasi::io
