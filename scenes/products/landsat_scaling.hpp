#pragma once

#include "scenes/products/landsat_kinds.hpp"
#include "scenes/products/mtl.hpp"
#include "src/core/reflectance.hpp"
#include "src/io/session.hpp"

namespace tasi::scenes {

/// `REFLECTANCE_MULT_BAND_n` and `REFLECTANCE_ADD_BAND_n`.
struct LandsatFactors {
    double mult = 0, add = 0;
};

/// The factors of band `number` from the group of the kind, no other. UnsafeError (4) when one is missing or no number, or `mult` is not
/// above 0. Warns `SCALE` when they differ from those that USGS gives to all products of the kind (Level 2: 2.75e-5 and -0.2; OLI Level 1:
/// 2e-5 and -0.1).
LandsatFactors landsat_factors(io::Session& session, const LandsatKind& kind, const Mtl& mtl, const Sensor& sensor, int number);

/// UnsafeError (4) when the largest number that a file can hold would be a reflectance below 0.1 or above 10 (before the sun's angle).
void require_physical(const Mtl& mtl, const LandsatFactors& factors, int number, double highest_number);

/// `(mult number + add)`, for Level 1 divided by the sine of the sun's elevation at the scene centre: the earth-sun distance is in the
/// factors already. UnsafeError (4) when SUN_ELEVATION is missing, below 5 or above 90 degrees.
Calibration landsat_calibration(const LandsatKind& kind, const Mtl& mtl, const LandsatFactors& factors);

}  // namespace tasi::scenes
