#pragma once

#include "src/core/geometry.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes::measured {

/// How cells become the pixels of one layer. Cells are squares; the first pixel begins `margin` cells from their corner.
struct Sampling {
    int rows = 0, cols = 0;   ///< of the layer
    int cells_per_pixel = 1;  ///< side by side
    int margin = 0;
    double blur = 0;    ///< 1 sigma of the Gaussian, cells; at least 1
    Vector shift = {};  ///< cells to the right and down by which the image lies off the ground
};

/// `cells` seen through a Gaussian, at the centre of each pixel. A cell is itself an average over its square: its variance, 1/12, is
/// taken off that of the Gaussian. BugError when the margin is too small for its tails.
Pixels seen(const Pixels& cells, const Sampling& sampling);

}  // namespace tasi::scenes::measured
