#include "algorithms/shorelines/sparse_field.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "algorithms/shorelines/gradient.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

struct Node2 {
    int row, col, down;
};

Node2 node_of(EdgeKey edge, int cols)
{
    return {static_cast<int>(edge / 2 / cols), static_cast<int>(edge / 2 % cols), static_cast<int>(edge % 2)};
}

Pixels part_of(const SparseField& field, int layer, int row, int col, int rows, int cols)
{
    Pixels part(rows, cols);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) part(r, c) = field.at(layer, row + r, col + c);
    return part;
}

/// A piece of line with the number of its cell in the image, by which all are put in order.
struct OrderedSegment {
    std::int64_t cell;
    CellSegment segment;
};

/// The pieces in the cells whose upper left node lies in a tile.
std::vector<OrderedSegment> cross_tile(const SparseField& field, int layer, const Window& tile)
{
    const Pixels values = part_of(field, layer, tile.row, tile.col, tile.rows + 1, tile.cols + 1);
    const auto node_row = [&](int row, Node* nodes) {
        for (Eigen::Index col = 0; col < values.cols(); ++col) {
            const float g = values(row, col);
            nodes[col] = std::isnan(g) ? Node::missing : g > 0 ? Node::high : Node::low;
        }
    };
    const std::int64_t cols = field.cols();
    const auto in_image = [&](EdgeKey edge) {
        const Node2 n = node_of(edge, static_cast<int>(values.cols()));
        return 2 * ((tile.row + n.row) * cols + tile.col + n.col) + n.down;
    };
    std::vector<OrderedSegment> found;
    for (const CellSegment& s : cross_cells<float>(values, 0, node_row, tile.rows + 1)) {
        const CellSegment moved{in_image(s.from), in_image(s.to)};
        const Node2 a = node_of(moved.from, field.cols()), b = node_of(moved.to, field.cols());
        found.push_back({std::min(a.row, b.row) * cols + std::min(a.col, b.col), moved});
    }
    return found;
}

double share_to_zero(const SparseField& field, int layer, const Node2& n)
{
    const double a = static_cast<double>(field.at(layer, n.row, n.col));
    const double b = static_cast<double>(field.at(layer, n.row + n.down, n.col + 1 - n.down));
    return (0 - a) / (b - a);
}

}  // namespace

SparseField::SparseField(int rows, int cols, int layers)
    : rows_(rows),
      cols_(cols),
      layers_(layers),
      tile_cols_((cols + tile - 1) / tile),
      tiles_(static_cast<std::size_t>((rows + tile - 1) / tile) * static_cast<std::size_t>(tile_cols_), -1)
{
}

void SparseField::hold(int row, int col)
{
    std::int32_t& held = tiles_[tile_number(row, col)];
    if (held >= 0) return;
    held = static_cast<std::int32_t>(held_.size());
    const int first_row = row / tile * tile, first_col = col / tile * tile;
    held_.push_back({first_row, first_col, std::min(tile, rows_ - first_row), std::min(tile, cols_ - first_col)});
    values_.resize(values_.size() + static_cast<std::size_t>(layers_) * tile * tile, std::numeric_limits<float>::quiet_NaN());
}

std::vector<EdgeChain> zero_lines(const SparseField& field, int layer)
{
    std::vector<std::vector<OrderedSegment>> parts(field.held().size());
    parallel_for(static_cast<int>(parts.size()), [&](int i) {
        const auto part = static_cast<std::size_t>(i);
        parts[part] = cross_tile(field, layer, field.held()[part]);
    });
    std::vector<OrderedSegment> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    std::stable_sort(all.begin(), all.end(), [](const OrderedSegment& a, const OrderedSegment& b) { return a.cell < b.cell; });
    std::vector<CellSegment> segments;
    segments.reserve(all.size());
    for (const OrderedSegment& s : all) segments.push_back(s.segment);
    return link(segments);
}

RowCol zero_crossing(const SparseField& field, int layer, EdgeKey edge)
{
    const Node2 n = node_of(edge, field.cols());
    const double share = share_to_zero(field, layer, n), row = n.row, col = n.col;
    return n.down ? RowCol{row + share, col} : RowCol{row, col + share};
}

double gradient_at_zero(const SparseField& field, int layer, EdgeKey edge)
{
    const Node2 n = node_of(edge, field.cols());
    const Pixels around = part_of(field, layer, n.row - 1, n.col - 1, 4, 4);
    return gradient_at(around, 0, 2 * (1 * around.cols() + 1) + n.down);
}

double value_at_zero(const SparseField& field, int layer, int other_layer, EdgeKey edge)
{
    const Node2 n = node_of(edge, field.cols());
    const double share = share_to_zero(field, layer, n);
    const double a = static_cast<double>(field.at(other_layer, n.row, n.col));
    const double b = static_cast<double>(field.at(other_layer, n.row + n.down, n.col + 1 - n.down));
    return (1 - share) * a + share * b;
}

}  // namespace tasi
