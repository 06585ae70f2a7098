#pragma once

#include "src/core/geometry.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// The bilinear weights of the four pixels around a position in pixel-centre coordinates (x = column, y = row). Within a millionth of a
/// pixel a centre counts as met: rounding must not ask for a neighbour.
struct BetweenCentres {
    double row, col;                ///< of the pixel at or before the position; whole numbers, also beyond the image
    double row_weight, col_weight;  ///< of the next one, 0 to 1

    explicit BetweenCentres(const Point& at);
    /// Whether all pixels that have a weight lie in an image of that size.
    bool inside(Eigen::Index rows, Eigen::Index cols) const;
};

/// `values` there; NaN where a pixel with a weight is missing (not finite, or flagged in `mask`, which may be empty) or lies outside:
/// nothing is guessed from beyond.
double interpolated(const Pixels& values, const Mask& mask, const BetweenCentres& at);

}  // namespace tasi
