#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// How a file that was found harmless is to be opened through GDAL.
struct OgrSource {
    std::string driver;  ///< the only one that may open it
    std::vector<std::string> options = {};
    std::string layer = {};
    bool crs_stated = true;               ///< false: the CRS that GDAL makes up does not count
    std::string crs_definition = {};      ///< WKT that the file holds beside a code, to be compared
    long long features = -1;              ///< how many there must be; -1: not known
    bool encoding_unknown = false;        ///< text is UTF-8 if it can be, else Windows-1252
    std::optional<Crs> assumed_crs = {};  ///< where the file states none
};

/// Names of the layers of a file.
std::vector<std::string> ogr_layer_names(const std::filesystem::path& path, const std::string& file, const OgrSource& source);

/// Reads a layer whole, in the order of the file and without filters, so that no spatial index is used. UnreadableError (3): GDAL reports
/// any failure, or features are missing. UnsafeError (4): kinds of geometry mixed, coordinates as in `geometry_from`, text that is not
/// UTF-8.
Layer read_ogr_layer(Session& session, const std::filesystem::path& path, const std::string& file, const OgrSource& source);

/// The same, handed over in parts: each holds the next features, so many that their vertices are `vertices` or little more. What concerns
/// the layer as a whole is checked at the end.
void read_ogr_layer_in_parts(Session& session, const std::filesystem::path& path, const std::string& file, const OgrSource& source,
                             std::size_t vertices, const std::function<void(Layer)>& take);

/// The same without any geometry: only fields and cells.
Layer read_ogr_table(Session& session, const std::filesystem::path& path, const std::string& file, const OgrSource& source);

}  // namespace tasi::io
