#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "src/io/session.hpp"

namespace tasi::io {

/// What is known of a shapefile before its features are read.
struct ShapefileParts {
    long long records = 0;          ///< that are not marked as deleted
    bool encoding_unknown = false;  ///< no .cpg, and the .dbf names no code page but Windows': decode it ourselves
};

/// Examines the parts of a shapefile (ESRI Shapefile Technical Description, 1998; dBASE III) without GDAL, which repairs or skips in
/// silence. Notes every part in the session. UnreadableError (3), naming the part: .shx or .dbf missing, a header that is none, records
/// beyond the end of .shp or .dbf, record counts that differ. UnsafeError (4), naming record and column: a number cell that is not a
/// number (`****` is what writers leave on overflow), a date cell that is no date.
ShapefileParts check_shapefile(Session& session, const std::filesystem::path& path, const std::string& file);

}  // namespace tasi::io
