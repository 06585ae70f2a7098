#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/place_reach.hpp"
#include "src/core/layer.hpp"
#include "tools/run.hpp"

namespace tasi::cli {

/// The coast that `tasi risk` works with. `layer` (in the analysis CRS) is one of rates, or of plain shorelines: then nothing is assessed
/// and a warning says so. `shoreline` adds the present shore for straight distances. Sets the base year of `options`.
AssessedCoast coast_from(Run& run, const Layer& layer, const std::string& file, const std::optional<Layer>& shoreline,
                         const std::string& shoreline_file, ExposureOptions& options);

/// The table of a scenario: columns year, rise_m, low_m, high_m (17-83 %). UnsafeError (4) for what is not one.
std::vector<SeaLevel> read_sea_levels(Run& run, const std::string& file);

}  // namespace tasi::cli
