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
    std::string title;           ///< `GeoPackage`
    std::size_t name_bytes = 0;  ///< longest field name; 0: any
    std::size_t text_bytes = 0;  ///< longest text cell; 0: any. Formats with a limit have columns of fixed width.
    bool times = true;           ///< holds a date with a time of day
    bool days = true;            ///< holds a date without a time of day
    bool null_geometry = true;   ///< holds rows without geometry
};

const std::vector<OutputFormat>& output_formats();

/// The row for the suffix of `path` (case-insensitive); UsageError (2) listing the known suffixes otherwise.
const OutputFormat& format_for(const std::filesystem::path& path, bool raster);

}  // namespace tasi::io
