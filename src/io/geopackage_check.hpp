#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tasi::io {

/// A table that a GeoPackage lists in `gpkg_contents`.
struct GeoPackageTable {
    std::string name;
    bool has_geometry = false;
    int srs_id = 0;                   ///< 0 and -1: no CRS is stated
    std::string crs_definition = {};  ///< WKT of `srs_id`
    long long rows = -1;              ///< counted; only of the table that was looked into
};

/// Examines a GeoPackage with SQLite alone, before anything else opens it: read-only, immutable (no `-wal`, no `-shm`), with triggers,
/// views and untrusted schema switched off. Returns its vector layers and attribute tables, styles left out, in the order of the file.
/// UnreadableError (3): not a GeoPackage, malformed (`quick_check`), an unfinished transaction (`-wal` or `-journal` with contents).
/// RefusedError (8): triggers other than those of the standard and of GDAL, layers that are views or virtual tables.
/// UnsafeError (4): the tables disagree on the CRS of a layer. LimitError (7): the check takes too many steps.
std::vector<GeoPackageTable> check_geopackage(const std::filesystem::path& path, const std::string& file);

/// Counts the rows of `table` and refuses (4) text or fractions in its number columns, which would read as other numbers.
void check_geopackage_rows(const std::filesystem::path& path, const std::string& file, GeoPackageTable& table);

}  // namespace tasi::io
