#pragma once

#include <functional>
#include <vector>

#include "tools/scene_area.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

/// A part of the image of a scene.
struct ImagePart {
    Window at;      ///< of the image
    Pixels values;  ///< NaN where masked, but not where merely outside the area
    Mask mask;      ///< PixelFlag bits
    Mask by_rule;   ///< as in SceneImage; empty when no pixel is set by rule
    Reflectance reflectance;
};

/// The loop over the pixels of one scene: masks first, since clouds grow, then bands, block by block, one reader per thread.
class SceneWalk {
public:
    /// Of the bands `wanted`, those that the scene has and that leave the grid of the quantity as it is are kept in the parts.
    /// NoResultError (5) when the area of interest misses the scene.
    SceneWalk(Run& run, const scenes::Scene& scene, const Quantity& quantity, const SceneInputOptions& options,
              const std::vector<Band>& wanted = {});

    const Grid& grid() const { return frame_.grid; }
    const std::vector<Band>& kept() const { return kept_; }
    /// Gives every part to `take` once: in any order and several at a time, but for the same scene always the same parts. Returns what is
    /// known of the image beside its pixels, and its mask, those of the bands included (without pixels where none is flagged). Clears the
    /// session's tally of blocks. NoResultError (5) when no valid pixel is in the area.
    SceneImage walk(const std::function<void(ImagePart&&)>& take) const;

private:
    Run& run_;
    const scenes::Scene& scene_;
    Quantity quantity_;
    std::vector<Band> kept_, bands_;
    Grid whole_;
    SceneArea area_;
    SceneImage frame_;  ///< without pixels
};

}  // namespace tasi::cli
