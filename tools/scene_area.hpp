#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

/// The area of interest in `crs`; nothing when none was asked for.
std::optional<std::vector<Polygon>> area_in(Run& run, const Crs& crs, const SceneInputOptions& options);

/// The same in the CRS of a grid. A box is cut to the surroundings of the grid first: half of the world has no place in a UTM zone.
std::optional<std::vector<Polygon>> area_in(Run& run, const Grid& grid, const SceneInputOptions& options);

/// The part of a grid that --aoi or --bbox ask for.
struct SceneArea {
    std::optional<std::vector<Polygon>> polygons;  ///< in the CRS of the grid; nothing when the whole grid is asked for
    Window window;                                 ///< of the grid
};

/// NoResultError (5) naming `path` when the area misses the grid.
SceneArea area_of(Run& run, const Grid& grid, const SceneInputOptions& options, const std::string& path);

}  // namespace tasi::cli
