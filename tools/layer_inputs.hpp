#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/core/shoreline.hpp"
#include "src/core/transect.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_layers.hpp"
#include "tools/command.hpp"

namespace tasi::cli {

/// Options of every command that reads vector layers made elsewhere.
struct LayerOptions {
    std::optional<std::string> crs, assume_crs, layer;
    io::FieldChoice fields;

    void declare(po::options_description& options);
    void declare_fields(po::options_description& options);
    /// Where to read `path` from; `--layer` and `--assume-crs` apply.
    io::LayerSource source(const std::string& path) const;
};

/// `--crs`, else the CRS of the first projected layer. Refuses (4) when there is none, naming the fitting UTM zone, and a
/// CRS whose unit is not the metre.
Crs analysis_crs(const std::optional<std::string>& wanted, const std::vector<const Layer*>& layers, const std::vector<std::string>& files);

/// The layer in the analysis CRS. Refuses (4) a CRS that is not meant for the place of the layer: there metres are none.
Layer in_analysis_crs(io::Session& session, Layer layer, const Crs& crs, const std::string& file);
/// The same check for one position.
void require_area_of_use(const Crs& crs, const Point& position, const std::string& file);

/// A box in the plane of the analysis CRS, metres; empty until something is added.
struct Extent {
    Point least{1e300, 1e300}, most{-1e300, -1e300};
    bool empty() const { return least.x > most.x; }
    void add(const Point& p);
    bool overlaps(const Extent& other, double margin = 0) const;  ///< also where less than `margin` lies between them
};
/// The box around all vertices.
Extent extent_of(const Geometry& geometry);
Extent extent_of(const Layer& layer);
Extent extent_of(const std::vector<Shoreline>& shorelines);
Extent extent_of(const std::vector<Transect>& transects);

/// Every line of every feature; UnsafeError (4) for other geometry, empty geometry or an empty layer.
std::vector<Polyline> lines_of(const Layer& layer, const std::string& file);

/// UsageError (2) unless the suffix of `path` is one that we can write.
void require_format(const std::string& path, bool raster);

}  // namespace tasi::cli
