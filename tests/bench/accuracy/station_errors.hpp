#pragma once

#include <vector>

#include "scenes/synthetic/measured/measured_scene.hpp"

namespace tasi::bench {

/// What a method found in a scene.
struct Found {
    std::vector<Polyline> lines;
    std::vector<std::vector<double>> sigma_m;  ///< stated 1 sigma of every vertex of `lines`; empty when the method states none
};

/// How far a method's line lies from the truth at one station, in pixels of the finest layer; NaN is missing.
struct StationError {
    double error_px;  ///< seaward positive; missing where no line crosses the normal within `search_px`
    double sigma_px;  ///< stated at the vertex nearest to the crossing
};

/// Farther away a line is not counted as found.
inline constexpr double search_px = 3;

/// At every station of `scene` the crossing of its normal that lies nearest; stations within 3 pixels of masked ones are
/// left out, and so is the geolocation error of the scene.
std::vector<StationError> station_errors(const scenes::measured::MeasuredScene& scene, const Found& found);

}  // namespace tasi::bench
