#pragma once

#include "algorithms/shorelines/sea.hpp"
#include "src/core/crs.hpp"
#include "tools/scene_shoreline.hpp"

namespace tasi::cli {

/// What is known of the sea, in `crs`: the points or polygons of --sea, else the lines of --coast, beside the areas and widths of
/// `options.trace.sea`. UnsafeError (4) for a layer of --sea that holds neither.
SeaOptions known_sea(Run& run, const ExtractionOptions& options, const Crs& crs);

}  // namespace tasi::cli
