#pragma once

#include "src/core/date.hpp"

namespace tasi {

/// Mean longitudes that drive the tide, degrees; `tau` and the longitudes are within 0..360.
struct MoonAndSun {
    double tau = 0;  ///< hour angle of the mean moon
    double s = 0;    ///< of the moon
    double h = 0;    ///< of the sun
    double p = 0;    ///< of the moon's perigee
    double n = 0;    ///< of the moon's ascending node
    double ps = 0;   ///< of the sun's perigee
};

/// At a moment in UT; the difference to dynamical time is left out (below 0.01 degree). Polynomials of Meeus,
/// Astronomical Algorithms (1998), as in Schureman's arguments (1958, SP 98).
MoonAndSun moon_and_sun(const Instant& time);

/// Their changes at 2000-01-01T12:00Z, degrees an hour.
MoonAndSun speeds_deg_h();

}  // namespace tasi
