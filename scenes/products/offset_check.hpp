#pragma once

#include "scenes/products/scene.hpp"

namespace tasi::scenes {

/// Looks for a Sentinel-2 offset that was applied twice or not at all, as platforms that "harmonise" products do: counts over
/// the usable pixels of a scene. Our own rule; sums are of whole numbers, so that parts may be added in any order.
/// - Twice (0.1 too dark): more than a quarter of the darkest decile of green is below -0.02, or of nir below -0.05. Atmospheric
///   correction does leave negative numbers over dark water, but neither so low nor so often; green alone would miss hazy
///   top-of-atmosphere scenes, whose sea is as bright as the error.
/// - Not at all (0.1 too bright): the darkest percentile of nir over the sea is above 0.09. Sea are the pixels with
///   nir < green < 0.35: snow and cloud are brighter.
class OffsetCheck {
public:
    /// Counts a block that holds green, and nir where known.
    void add(const SceneBlock& block);
    void add(const OffsetCheck& other);
    bool twice() const;
    bool never() const;
    /// False below a thousand pixels: too few to tell.
    bool suspect() const { return twice() || never(); }

private:
    void add_green(const float* green, Eigen::Index pixels);
    void add_both(const float* green, const float* nir, Eigen::Index pixels);

    long green_ = 0, dark_green_ = 0;
    long nir_ = 0, dark_nir_ = 0;
    long sea_ = 0, dark_sea_ = 0;
};

}  // namespace tasi::scenes
