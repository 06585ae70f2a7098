#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/registration/registration.hpp"
#include "src/core/reflectance.hpp"
#include "tools/scene_shoreline.hpp"

namespace tasi::cli {

/// The scene, or single band, against whose place the scenes of a run are set.
struct ReferenceScene {
    std::string id;
    std::string path;
    Grid grid;
    Reflectance bands;            ///< nir and swir1, those that it has on its grid
    std::optional<Pixels> band;   ///< of a raster of one band: compared with the scenes' nir, else swir1
    Mask mask;                    ///< not 0: missing or water
    std::vector<Polyline> coast;  ///< its waterline, in its CRS; empty for a single band
    double geolocation_sd_m = 0;  ///< along one axis: common to all scenes that are set against it
};

/// Where a scene really lies.
struct Placement {
    Registration found;
    bool is_reference = false;
    Vector shift_m;   ///< by which the scene lies too far east and north, along the axes of its grid
    double sd_m = 0;  ///< of the correction, along one axis, the reference's own error included
};

/// By `--coregister`: a file, or for `first` the earliest scene of `facts` that gives a shoreline threshold, has no gaps, and
/// is masked as cloud, shadow or snow on at most a fifth of its pixels inside the area of interest. UnsafeError (4) when there is none; of
/// a file, the errors of reading it.
std::shared_ptr<const ReferenceScene> reference_scene(Run& run, const std::vector<scenes::SceneFacts>& facts,
                                                      const ExtractionOptions& options, const SceneInputOptions& input);

/// The shift of `image`, whose water has an index above `threshold`, against the reference. Only land beyond the buffer around the
/// coast takes part. The finer of the two is averaged to the grid of the coarser one. A shift above the limit is an UnsafeError (4).
Placement placement_of(Run& run, const SceneImage& image, double threshold, const ExtractionOptions& options);

/// The mask of what may not take part: what is missing, and water (above `threshold`). The area of interest does not matter: land
/// beyond it is as good.
Mask land_only(const SceneImage& image, double threshold);

/// What the run record says of it.
std::string description_of(const Placement& placement);

}  // namespace tasi::cli
