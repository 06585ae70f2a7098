#pragma once

#include <array>

#include "scenes/synthetic/measured/nuisances.hpp"
#include "scenes/synthetic/measured/zones.hpp"
#include "scenes/synthetic/random_field.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes::measured {

/// What varies smoothly over a scene, per pixel of a layer; empty where a nuisance is off.
struct SceneFields {
    std::array<Pixels, zone_count> texture;  ///< of each zone's surface: mean 0, 1 sigma 1
    Pixels turbidity;                        ///< 0 clear .. 1 turbid
    Pixels haze;                             ///< share of `haze_path`
    Pixels thin_cloud, cloud, shadow;        ///< opacity 0..1
    Pixels glint;                            ///< reflectance in blue
    Pixels gap;                              ///< 1 without data
};

/// Path reflectance of haze at full strength, and how bright cloud and glint are, in six bands.
extern const std::array<double, 6> haze_path, cloud_reflectance, glint_factor;

/// Glint: 1 sigma of waves as a share of the mean, and of single pixels at the mean of 0.03, as a share of that.
inline constexpr double glint_waves = 0.3, glint_pixels = 1.0 / 3;

/// The fields on the finest grid; only textures of zones that exist.
SceneFields scene_fields(const Grid& grid, const Zones& zones, const Nuisance& nuisance, const RandomField& random);

/// Means of `ratio` by `ratio` pixels.
SceneFields coarser(const SceneFields& fields, int ratio);
Pixels coarser(const Pixels& field, int ratio);

/// What a quality layer says: gaps always, clouds and shadows unless they are missed.
Mask quality_mask(const Grid& grid, const SceneFields& fields, bool cloud_missed);

}  // namespace tasi::scenes::measured
