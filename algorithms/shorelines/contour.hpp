#pragma once

#include <vector>

#include "algorithms/shorelines/cells.hpp"
#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// A contour line in an image; a ring repeats its first vertex at the end.
using ImageLine = std::vector<RowCol>;

/// The lines where `values`, given at pixel centres, pass `level` (see `cross_cells`). A value equal to `level` is low.
/// A cell with a NaN corner makes no line: lines end there and are never joined across. High values are on the
/// right-hand side as displayed: a ring around low values runs counter-clockwise. Lines are in the order of their first
/// cell; a ring starts in its smallest cell (row, col). `block_rows` is the height of the blocks worked on in parallel.
template <class Scalar>
std::vector<ImageLine> image_contour(const Field<Scalar>& values, double level, int block_rows = 256);

/// The same in map coordinates, high values on the right-hand side on the map, also where the grid is south-up.
/// BugError when the sizes of `values` and `grid` differ.
std::vector<Polyline> contour(const Pixels& values, const Grid& grid, double level, int block_rows = 256);

/// A line of crossed edges in map coordinates, high values on the right-hand side; without repeated vertices.
Polyline to_map(const Pixels& values, const Grid& grid, double level, const EdgeChain& chain);

}  // namespace tasi
