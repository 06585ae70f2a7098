#pragma once

#include <functional>
#include <vector>

#include "scenes/products/scene.hpp"
#include "tools/scene_area.hpp"

namespace tasi::cli {

/// The flags of the pixels of `window` of `grid` with clouds and shadows grown by disks as the scene asks for (shadows 60 m more than
/// clouds). `flags_in` gives the flags of any window as the quality layers have them; it is asked for a wider one: clouds beyond the window
/// grow into it, so the result does not depend on where the window ends.
Mask grown_mask(const scenes::Scene& scene, const Grid& grid, const Window& window, const std::function<Mask(const Window&)>& flags_in);

/// What may not be used of the pixels of `area.window` of `grid`, the grid of `bands`: the grown flags of the quality layers, and
/// PixelFlag::outside beyond the polygons. Without pixels where nothing can be flagged.
Mask read_mask(Run& run, const scenes::Scene& scene, const std::vector<Band>& bands, const Grid& grid, const SceneArea& area);

}  // namespace tasi::cli
