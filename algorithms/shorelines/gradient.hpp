#pragma once

#include "algorithms/shorelines/cells.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// |gradient| of `values` per pixel where `level` crosses `edge`: the difference along the edge, and across it the
/// central differences at both ends, interpolated; one-sided at the edge of the image or of its data, NaN where there is
/// no neighbour on either side.
double gradient_at(const Pixels& values, double level, EdgeKey edge);

}  // namespace tasi
