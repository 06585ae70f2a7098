#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <Eigen/Core>

namespace tasi {

/// Values at grid nodes (pixel centres), row 0 at the top.
template <class Scalar>
using Field = Eigen::Array<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// What a node is to a contour: a cell with a missing corner makes no line; an edge with an ignored end is not crossed.
enum class Node : std::uint8_t { missing, low, high, ignored_low, ignored_high };

/// Writes the nodes of `row` to `nodes[0..cols-1]`; called from several threads.
using NodeRow = std::function<void(int row, Node* nodes)>;

/// Number of a grid edge: 2 (row cols + col) from node (row, col) to the right, + 1 downwards.
using EdgeKey = std::int64_t;

/// A piece of contour through one cell, from one of its edges to another, with high nodes on the right-hand side as the
/// image is displayed (row 0 at the top).
struct CellSegment {
    EdgeKey from, to;
};

/// The contour of `values` at `level` through every cell of four nodes, in the order of cells (row, col), by marching
/// squares (Lorensen & Cline 1987, doi:10.1145/37401.37422). Two opposite high corners are joined if the mean of the
/// cell is above `level`, which no quarter turn or mirror image changes; they are never joined if only one of them
/// is ignored. Blocks of `block_rows` rows are worked on in parallel; the result does not depend on them.
/// LimitError above 100 million pieces.
template <class Scalar>
std::vector<CellSegment> cross_cells(const Field<Scalar>& values, double level, const NodeRow& node_row, int block_rows);

/// A line as the edges that it crosses, in order; a ring repeats its first edge at the end.
using EdgeChain = std::vector<EdgeKey>;

/// Joins pieces that share an edge. Lines are in the order of their first cell; a ring starts in its smallest cell.
std::vector<EdgeChain> link(const std::vector<CellSegment>& segments);

/// A position in an image: whole numbers are pixel centres.
struct RowCol {
    double row, col;
    friend bool operator==(const RowCol&, const RowCol&) = default;
};

/// Where `level` lies on `edge`, linear between its two nodes.
template <class Scalar>
RowCol crossing(const Field<Scalar>& values, double level, EdgeKey edge);

}  // namespace tasi
