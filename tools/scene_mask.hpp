#pragma once

#include <vector>

#include "scenes/products/scene.hpp"
#include "tools/scene_area.hpp"

namespace tasi::cli {

/// What may not be used of the pixels of `area.window` of `grid`, the grid of `bands`: the quality layers with their clouds and shadows
/// grown by disks (shadows 60 m more than clouds), and PixelFlag::outside beyond the polygons. Clouds beyond the window grow into it, so
/// the result does not depend on where the window ends.
Mask read_mask(Run& run, const scenes::Scene& scene, const std::vector<Band>& bands, const Grid& grid, const SceneArea& area);

}  // namespace tasi::cli
