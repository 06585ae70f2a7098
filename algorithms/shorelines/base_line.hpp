#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// A smooth line with vertices at equal steps, from which a shoreline is measured.
struct BaseLine {
    Polyline vertices;            ///< a ring does not repeat its first vertex
    std::vector<Vector> normals;  ///< unit vectors to the right
    std::vector<double> bends;    ///< curvature per metre, positive where the line turns left
    bool ring = false;
    double step_m = 0;

    double length_m() const { return step_m * static_cast<double>(ring ? vertices.size() : vertices.size() - 1); }
    /// With the first vertex of a ring repeated.
    Polyline line() const;
};

/// `line` with vertices about `step_m` apart, smoothed along itself by a Gaussian of 1 sigma `smoothing_m`; open ends stay.
/// Empty where the line is shorter than four steps.
BaseLine base_line(const Polyline& line, double step_m, double smoothing_m);

}  // namespace tasi
