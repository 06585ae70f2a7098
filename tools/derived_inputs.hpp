#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tools/scene_shoreline.hpp"

namespace tasi::cli {

/// Options of `tasi shorelines` that change how a scene is read or placed, and so come too late for a composite or an index raster.
const std::vector<std::string>& options_of_scenes();

/// Refuses options that would do nothing to a composite or an index raster among `paths`: UsageError (2) naming the option and the file.
/// `given` tells whether an option stands on the command line.
void refuse_options_of_scenes(Run& run, const std::vector<std::string>& paths, const ExtractionOptions& extraction,
                              const SceneInputOptions& input, const std::function<bool(const std::string&)>& given);

}  // namespace tasi::cli
