#pragma once

#include <array>

#include "scenes/synthetic/measured/coast_kinds.hpp"
#include "scenes/synthetic/measured/nuisances.hpp"
#include "scenes/synthetic/measured/zones.hpp"
#include "scenes/synthetic/random_field.hpp"

namespace tasi::scenes::measured {

/// A surface of one scene.
struct Surface {
    SixBands reflectance{};
    double texture = 0;  ///< 1 sigma as a share
};

/// The surfaces of one scene's zones. Water passes into `turbid` where the plume is.
struct Colours {
    std::array<Surface, zone_count> zones;
    SixBands turbid{};
};

/// The colours of a scene: those of the tables, varied by its random numbers.
Colours colours_of(const CoastKind& coast, const Nuisance& nuisance, const RandomField& random);

}  // namespace tasi::scenes::measured
