#pragma once

#include "scenes/synthetic/coast_description.hpp"

namespace tasi::scenes {

/// What air adds to and takes from the light of the ground: reflectance above the atmosphere = path + transmittance x that of the ground,
/// band by band, the same over a whole scene and for clouds.
struct Atmosphere {
    Spectrum path{};
    Spectrum transmittance{1, 1, 1, 1, 1, 1, 1};
};

/// Clear maritime air: made-up figures of the size of molecular scattering and gas absorption with the sun 40 to 60 degrees high
/// (Vermote and others 1997, 6S, doi:10.1109/36.581987). A straight mixture of two surfaces stays a straight mixture: the true waterline
/// is where it was.
const Atmosphere& clear_air();

}  // namespace tasi::scenes
