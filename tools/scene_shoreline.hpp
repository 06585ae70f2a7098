#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/shorelines/fraction.hpp"
#include "algorithms/shorelines/trace.hpp"
#include "algorithms/thresholds/choose.hpp"
#include "src/core/error.hpp"
#include "src/core/shoreline.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

struct ReferenceScene;

/// How a shoreline is taken from one scene.
struct ExtractionOptions {
    std::string index = "ndwi", threshold = "otsu", method = "contour";
    std::optional<std::string> coast;  ///< layer of the reference shoreline
    double buffer_m = 300;
    double min_length_m = 500;
    TraceOptions trace;
    std::optional<std::string> coregister;                      ///< `first`, or a file
    double max_shift_px = 3;                                    ///< that a scene may have against the reference
    std::shared_ptr<const ReferenceScene> reference = nullptr;  ///< made of `coregister`; null: scenes stay where they are
};

/// The scenes that `paths` mean: products, folders that hold them, GeoTIFFs. Unusable products are listed too.
std::vector<scenes::SceneFacts> scenes_at(Run& run, const std::vector<std::string>& paths, const SceneInputOptions& input);

/// One-directional geolocation error of a scene, metres (docs/methods/shorelines.md).
double geolocation_sd_m(const SceneImage& image);
/// With a reference coast only pixels near it take part in the threshold and in the line.
void keep_near_coast(Run& run, SceneImage& image, const ExtractionOptions& options);
/// The cut between land and water; a refusal names the scene.
Threshold threshold_of(const SceneImage& image, const ExtractionOptions& options);

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
