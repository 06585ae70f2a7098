#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/shorelines/trace.hpp"
#include "algorithms/thresholds/choose.hpp"
#include "src/core/error.hpp"
#include "src/core/shoreline.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

struct ReferenceScene;

/// How a shoreline is taken from one scene.
struct ExtractionOptions {
    std::string index = "ndwi", threshold = "auto", method = "auto";
    std::optional<std::string> coast;  ///< layer of the reference shoreline
    double buffer_m = 300;
    std::optional<std::string> sea;  ///< layer of points or polygons in the sea
    double min_length_m = 500;
    bool verbose_uncertainty = false;  ///< the parts of it, also of every vertex
    TraceOptions trace;
    std::filesystem::path scratch = ".";                        ///< folder for what does not stay in memory
    std::optional<std::string> coregister;                      ///< `first`, or a file
    double max_shift_px = 3;                                    ///< that a scene may have against the reference
    std::shared_ptr<const ReferenceScene> reference = nullptr;  ///< made of `coregister`; null: scenes stay where they are
};

/// The products and items under a folder, archive or JSON file. Loose rasters are left out with a warning.
std::vector<scenes::SceneFacts> products_in(Run& run, const std::string& path);

/// The scenes that `paths` mean: products, folders that hold them, composites, GeoTIFFs. Unusable products are listed too.
std::vector<scenes::SceneFacts> scenes_at(Run& run, const std::vector<std::string>& paths, const SceneInputOptions& input);

/// The same product given twice (as a folder and an archive, or through two paths) would count twice: it is kept once, with a warning.
std::vector<scenes::SceneFacts> each_once(Run& run, std::vector<scenes::SceneFacts> facts);

/// One-directional geolocation error in metres, also when metadata state none (docs/methods/shorelines.md).
double geolocation_sd_m(const SceneImage& image);

/// Failures of one scene that leave the others usable.
inline bool concerns_one_scene(ExitCode code)
{
    return code == ExitCode::unreadable || code == ExitCode::unsafe || code == ExitCode::no_result;
}

/// Names the scene in a refusal of an algorithm, which knows no files.
template <class Step>
auto for_scene(const std::string& path, Step&& step)
{
    try {
        return step();
    } catch (const Error& error) {
        throw Error(error.code(), error.name(), error.file().empty() ? path : error.file(), error.problem(), error.remedy());
    }
}

/// Reads, thresholds and traces one scene; lines are in the CRS of the scene, `crs` returns it.
Shoreline extract(Run& run, const std::string& path, const ExtractionOptions& options, const SceneInputOptions& input, Crs& crs);

}  // namespace tasi::cli
