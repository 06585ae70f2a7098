#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/shorelines/fraction.hpp"
#include "algorithms/shorelines/trace.hpp"
#include "algorithms/thresholds/choose.hpp"
#include "src/core/shoreline.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

/// How a shoreline is taken from one scene.
struct ExtractionOptions {
    std::string index = "ndwi", threshold = "auto", method = "contour";
    std::optional<std::string> coast;  ///< layer of the reference shoreline
    double buffer_m = 300;
    double min_length_m = 500;
    TraceOptions trace;
};

/// The products and items under a folder, archive or JSON file. Loose rasters are left out with a warning.
std::vector<scenes::SceneFacts> products_in(Run& run, const std::string& path);

/// The scenes that `paths` mean: products, folders that hold them, composites, GeoTIFFs. Unusable products are listed too.
std::vector<scenes::SceneFacts> scenes_at(Run& run, const std::vector<std::string>& paths, const SceneInputOptions& input);

/// The same product given twice (as a folder and an archive, or through two paths) would count twice: it is kept once, with a warning.
std::vector<scenes::SceneFacts> each_once(Run& run, std::vector<scenes::SceneFacts> facts);

/// One-directional geolocation error in metres, also when metadata state none (docs/methods/shorelines.md).
double geolocation_sd_m(const SceneImage& image);

/// Reads, thresholds and traces one scene; lines are in the CRS of the scene, `crs` returns it.
Shoreline extract(Run& run, const std::string& path, const ExtractionOptions& options, const SceneInputOptions& input, Crs& crs);

}  // namespace tasi::cli
