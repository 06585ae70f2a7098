#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// Where a layer is and what to assume about it.
struct LayerSource {
    std::string path;
    std::optional<std::string> layer;  ///< needed when the file holds several
    std::optional<Crs> assumed_crs;    ///< `--assume-crs`, used only where the file states none
};

/// Reads a whole layer (GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV without geometry) read-only, without spatial index.
/// Refuses: not what its suffix claims, cut, scrambled (3); GeoPackages with triggers other than the standard's, views or
/// failing `quick_check` (8, 3); contradicting CRS tables (4); missing .shx/.dbf or .dbf with too few records (3); no CRS (4);
/// several layers and none chosen (2); non-finite coordinates or beyond 1e8 (4, naming the feature).
/// Z and M are dropped; curves are linearised. Text is valid UTF-8.
Layer read_layer(Session& session, const LayerSource& source);

/// A layer that may be larger than memory: its table first, its geometry in parts afterwards. GeoPackage, FlatGeobuf and Shapefile (of
/// stated encoding) are read so; other files are read whole, and are one part. Refuses what `read_layer` does.
class LayerInParts {
public:
    LayerInParts(Session& session, const LayerSource& source);
    ~LayerInParts();
    LayerInParts(const LayerInParts&) = delete;
    LayerInParts& operator=(const LayerInParts&) = delete;

    /// CRS, fields and cells of all features in the order of the file, with or without geometry.
    const Layer& table() const { return table_; }
    /// Calls `take` with the features in the same order, some 'vertices' at a time. Once.
    void read(std::size_t vertices, const std::function<void(Layer)>& take);

private:
    struct Parts;
    Session& session_;
    Layer table_;
    std::unique_ptr<Parts> parts_;  ///< none: the table is whole
};

/// The names of the vector layers and tables in a GeoPackage, in the order of the file; it is examined as `read_layer` does.
std::vector<std::string> geopackage_layers(Session& session, const std::string& path);

/// A CSV file as a layer of text fields without geometry; an empty cell is NULL. UTF-8 (BOM allowed), LF or CRLF.
/// Refuses NUL bytes, bad UTF-8, open quotes, ragged rows, a header twice (3, naming the row). `Feature::number` is the line number.
Layer read_csv(Session& session, const std::string& path);

}  // namespace tasi::io
