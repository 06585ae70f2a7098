#pragma once

#include "src/core/date.hpp"

namespace tasi::scenes {

struct SunPosition {
    double elevation_deg = 0;
    double azimuth_deg = 0;  ///< clockwise from north
};

/// Where the sun stands, to about half a degree: declination and equation of time by Spencer's series (1971), as in Iqbal 1983,
/// An Introduction to Solar Radiation.
SunPosition sun_position(const Instant& time, double longitude_deg, double latitude_deg);

}  // namespace tasi::scenes
