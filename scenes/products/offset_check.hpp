#pragma once

#include "scenes/products/scene.hpp"

namespace tasi::scenes {

/// Looks for a Sentinel-2 offset that was applied twice or not at all, as platforms that "harmonise" products do: counts over
/// the usable pixels of a scene. Suspect when more than a quarter of the darkest decile of green is below -0.02 (twice), or
/// when less than one in a hundred water pixels (green > nir) has nir of 0.09 or less (not at all). Our own rule; sums are
/// of whole numbers, so that parts may be added in any order.
class OffsetCheck {
public:
    /// Counts a block that holds green, and nir where known.
    void add(const SceneBlock& block);
    void add(const OffsetCheck& other);
    /// False below a thousand pixels: too few to tell.
    bool suspect() const;

private:
    long green_ = 0, too_dark_ = 0;
    long water_ = 0, dark_water_ = 0;
};

}  // namespace tasi::scenes
