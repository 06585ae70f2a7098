#pragma once

#include <string>
#include <vector>

#include "src/core/band.hpp"

namespace tasi::scenes::measured {

/// Bands on one grid.
struct LayerKind {
    int pixel_ratio;  ///< pixel size over that of the finest layer
    std::vector<Band> bands;
    double blur_px;             ///< 1 sigma of the Gaussian that the sensor makes of an edge, in pixels of this layer
    std::vector<double> noise;  ///< 1 sigma of reflectance, per band
};

/// What a sensor does to the ground. The blur s follows from the modulation transfer at the Nyquist frequency:
/// s/p = sqrt(-2 ln MTF)/pi, so 0.53 pixel is an MTF of 0.25 and 0.45 pixel one of 0.37.
struct SensorKind {
    std::string name;
    std::string doc;
    double pixel_m;                 ///< of the finest layer
    std::vector<LayerKind> layers;  ///< finest first; all have the same corner
};

const std::vector<SensorKind>& sensor_kinds();
/// UsageError when there is none of that name.
const SensorKind& sensor_kind_named(const std::string& name);

/// MTF at the Nyquist frequency of a Gaussian blur of `blur_px` pixels.
double mtf_at_nyquist(double blur_px);

}  // namespace tasi::scenes::measured
