#pragma once

#include <string>
#include <vector>

namespace tasi::scenes::measured {

/// What disturbs a scene, as strengths; 0 is off. Every one can be switched on alone.
struct Nuisance {
    std::string name;
    std::string doc;
    double wet_sand_m = 0;          ///< width of a strip of wet sand landward of the waterline; it varies slowly alongshore by +-30 %
    double foam_m = 0;              ///< width of a strip of foam seaward of it; varies likewise, on its own
    double turbidity = 0;           ///< 0..1 of turbid water where the plume is strongest; falls to 0.3 of it alongshore
    double dark_sand = 0;           ///< 0 pale .. 1 dark sand
    double haze = 0;                ///< path reflectance, 1: 0.06 in blue falling to 0.003 in swir2; a ramp from 0.3 to 1 of it
    double thin_cloud = 0;          ///< greatest opacity of a cloud that no quality bit knows
    double forest_behind_m = 0;     ///< vegetation from this far landward of the waterline on; 0: sand all the way
    double glint = 0;               ///< mean reflectance that the sun adds to water
    double misregistration_px = 0;  ///< greatest shift of a band per axis, in pixels of the finest layer; shifts of all bands sum to 0
    double cloud = 0;               ///< share of the scene under thick cloud, with its shadow beside it
    bool cloud_missed = false;      ///< the mask knows neither cloud nor shadow
    bool slc_off = false;           ///< wedges without data as of Landsat 7 since 2003
    double geolocation_m = 0;       ///< 1 sigma per axis of the shift of the whole image
};

/// Clean, each nuisance alone, all together, and those that need more than one scene to judge.
const std::vector<Nuisance>& nuisances();
/// UsageError when there is none of that name.
const Nuisance& nuisance_named(const std::string& name);

}  // namespace tasi::scenes::measured
