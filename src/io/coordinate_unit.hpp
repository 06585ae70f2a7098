#pragma once

#include <string>

#include "src/core/layer.hpp"

namespace tasi::io {

/// Refuses (UnsafeError 4, naming the feature) a projected layer in which one feature lies wholly within 180 and 90 units of the origin,
/// as longitudes and latitudes do, while another is more than 10,000 units away: somebody mixed degrees into it.
void require_one_unit(const Layer& layer, const std::string& file);

}  // namespace tasi::io
