#pragma once

#include "tools/composite_scenes.hpp"

namespace tasi::cli {

/// Sets the grid and the area of `plan`, marks the scenes that have to be resampled to it and drops those that miss it.
void settle_grid(Run& run, CompositePlan& plan, const CompositeChoice& choice, const SceneInputOptions& input);

}  // namespace tasi::cli
