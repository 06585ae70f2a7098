#pragma once

#include <cstdint>
#include <vector>

#include "scenes/synthetic/random_field.hpp"
#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes::measured {

/// Fields, rocks and roofs: rectangles of land that are brighter or darker than what is around them, in all bands alike. Every scene of one
/// `seed` shows them at the same places on the ground, however far the coast has moved in between: what a shift of the image can be
/// measured by.
struct FixedGround {
    std::uint64_t seed = 1;
    double behind_m = 120;   ///< they lie at least this far landward of the waterline of the coast as drawn
    double spacing_m = 150;  ///< mean distance between neighbours; sides are 0.25 to 0.75 of it
    double contrast = 0.3;   ///< 1 sigma of their brightness, as a share of that of the ground
    double variation = 0.1;  ///< the same of what changes from scene to scene: season, wetness, crops
};

/// A rectangle around `centre`, `along` half its length and `across` half its width, turned by `angle` (radians).
struct GroundPatch {
    Point centre;
    double along_m, across_m, angle;
    double brightness;  ///< by which the ground is multiplied
};

/// The patches that lie wholly within `grid`'s reach behind `waterlines` (those of the coast as drawn), as one scene shows them.
std::vector<GroundPatch> ground_patches(const FixedGround& ground, const Grid& grid, const std::vector<Polyline>& waterlines,
                                        const RandomField& of_scene);

/// Multiplies the `share` of land of every cell whose centre lies in a patch; the image lies `shift_m` off the ground.
void lay(const std::vector<GroundPatch>& patches, const Grid& cells, const Vector& shift_m, Pixels& share);

}  // namespace tasi::scenes::measured
