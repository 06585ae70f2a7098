#pragma once

#include <optional>
#include <span>

#include "src/core/geometry.hpp"

namespace tasi {

/// Where the surface through a patch of pixels changes from one curvature to the other, on a straight line across it. Lengths in pixels.
struct Inflection {
    double distance_px;   ///< along the line, from the point that it was given
    double sigma_px;      ///< formal 1 sigma, misfit of the surface included
    double slope_per_px;  ///< of the values along the line, there
    double bend_per_px;   ///< change of the Laplacian along the line; positive where falling values fall fastest
    double residual_sd;   ///< of the values from the surface
};

/// Fits z = sum a_ij x^i y^j, i + j <= 3, to `size` x `size` values by rows (x to the right and y down, 0 in the middle) and intersects the
/// line where its Laplacian is 0, (2 a20 + 2 a02) + (6 a30 + 2 a12) x + (2 a21 + 6 a03) y = 0, with the line from `from` along the unit
/// vector `along`. Pardo-Pascual et al. 2012, doi:10.1016/j.rse.2012.02.024, who fit a patch of 3 x 3 pixels resampled to
/// a quarter; on pixels as they are, 3 x 3 pull the place more than half-way to the middle.
/// Nothing where the two lines are parallel or a value is not finite. UsageError for a size other than 5 or 7.
std::optional<Inflection> find_inflection(std::span<const double> patch, int size, const Vector& from, const Vector& along);

}  // namespace tasi
