#pragma once

#include <string>
#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// A straight line from land to sea. Distances along it are metres from `landward`, positive seaward.
struct Transect {
    std::string id;
    std::string baseline;
    int order = 0;  ///< along the baseline, from 0
    Point landward, seaward;
    double baseline_m = 0;  ///< distance of the baseline's own point from `landward`
    std::vector<std::string> flags;

    double length_m() const { return distance(landward, seaward); }
    Vector direction() const { return unit(seaward - landward); }
    double azimuth_deg() const { return tasi::azimuth_deg(seaward - landward); }
    Point at(double distance_m) const { return landward + distance_m * direction(); }
};

}  // namespace tasi
