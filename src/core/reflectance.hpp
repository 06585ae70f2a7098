#pragma once

#include <map>
#include <string>

#include "src/core/band.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// How a stored number becomes reflectance: `(number + number_offset) * scale + offset`. Sentinel-2 states its offset
/// in stored numbers, Landsat in reflectance; keeping both forms makes the same ground give the same bits.
struct Calibration {
    double scale = 1;
    double offset = 0;
    double number_offset = 0;
    std::string source;  ///< where the factors come from, e.g. `MTL LEVEL2_SURFACE_REFLECTANCE_PARAMETERS`

    double reflectance(double number) const { return (number + number_offset) * scale + offset; }
};

/// Reflectance (0..1, small negative values kept) of several bands on one grid; NaN where unusable.
class Reflectance {
public:
    Pixels& operator[](Band band) { return bands_[band]; }
    const Pixels& operator[](Band band) const { return bands_.at(band); }
    bool has(Band band) const { return bands_.contains(band); }
    const std::map<Band, Pixels>& bands() const { return bands_; }

private:
    std::map<Band, Pixels> bands_;
};

}  // namespace tasi
