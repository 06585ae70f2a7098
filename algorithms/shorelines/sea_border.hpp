#pragma once

#include <vector>

#include "algorithms/indices/index_rows.hpp"
#include "algorithms/shorelines/cell_pieces.hpp"
#include "algorithms/shorelines/sparse_field.hpp"
#include "algorithms/shorelines/surface_map.hpp"

namespace tasi {

/// A cell of four pixels that the border of sea and land passes through.
struct BorderCell {
    int row, col;  ///< of its upper left pixel
    Corners corners;
};

/// All of them, by row, then column. Found along the ends of runs, without looking at every pixel. No border is drawn at missing pixels
/// and at PixelFlag::outside of `mask` (which may be empty); other water and islets are ignored ends. Blocks of
/// `block_rows` rows are worked on in parallel; the result does not depend on them.
std::vector<BorderCell> border_cells(const SurfaceMap& surfaces, const Mask& mask, int block_rows);

/// An index where it passes a level: its values in and around cells, read from rows that need not stand in memory.
class NearIndex {
public:
    NearIndex(const IndexRows& rows, const std::vector<BorderCell>& cells, double level);

    /// The pieces of contour through `cells`, as `cross_cells` gives them. LimitError above 100 million pieces.
    std::vector<CellSegment> pieces(const std::vector<BorderCell>& cells) const;
    /// Where the level lies on an edge of a cell, linear between its two nodes.
    RowCol crossing(EdgeKey edge) const;
    /// |gradient| per pixel there, see `gradient_at`.
    double gradient(EdgeKey edge) const;

private:
    double value(int row, int col) const { return static_cast<double>(field_.at(0, row, col)); }

    double level_;
    SparseField field_;
};

}  // namespace tasi
