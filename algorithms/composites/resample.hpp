#pragma once

#include <Eigen/Core>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// A place on the map for every pixel of a block: the centres of its pixels, in the CRS of another grid.
struct MapPositions {
    using Numbers = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Numbers x, y;
};

/// The centres of the pixels of `grid`.
MapPositions centres_of(const Grid& grid);

/// Whether the pixels of both grids fall on each other: the same CRS, pixel size and corner up to whole pixels (1e-6 of a pixel).
bool on_one_lattice(const Grid& a, const Grid& b);

/// The window of `grid` that a bilinear interpolation at `where` needs; no rows when it needs none.
Window window_around(const MapPositions& where, const Grid& grid);

/// `values`, which lie on `grid`, interpolated bilinearly between pixel centres. NaN where a pixel with a weight above 0 is NaN or lies
/// outside of the grid: nothing is guessed from beyond. Within a millionth of a pixel a centre counts as met.
Pixels resampled(const Pixels& values, const Grid& grid, const MapPositions& where);

}  // namespace tasi
