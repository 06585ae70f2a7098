#include "algorithms/shorelines/contour.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/error.hpp"

namespace tasi {
namespace {

template <class Scalar>
std::vector<EdgeChain> chains_of(const Field<Scalar>& values, double level, int block_rows)
{
    const auto node_row = [&](int row, Node* nodes) {
        for (Eigen::Index col = 0; col < values.cols(); ++col) {
            const double value = static_cast<double>(values(row, col));
            nodes[col] = !std::isfinite(value) ? Node::missing : value > level ? Node::high : Node::low;
        }
    };
    return link(cross_cells(values, level, node_row, block_rows));
}

/// Vertices of a chain; a node equal to the level is met by several edges, and kept once.
template <class Scalar>
ImageLine vertices(const Field<Scalar>& values, double level, const EdgeChain& chain)
{
    ImageLine line;
    for (const EdgeKey edge : chain) {
        const RowCol vertex = crossing(values, level, edge);
        if (line.empty() || !(line.back() == vertex)) line.push_back(vertex);
    }
    return line;
}

}  // namespace

template <class Scalar>
std::vector<ImageLine> image_contour(const Field<Scalar>& values, double level, int block_rows)
{
    std::vector<ImageLine> lines;
    for (const EdgeChain& chain : chains_of(values, level, block_rows)) {
        ImageLine line = vertices(values, level, chain);
        if (line.size() > 1) lines.push_back(std::move(line));
    }
    return lines;
}

template std::vector<ImageLine> image_contour(const Field<float>&, double, int);
template std::vector<ImageLine> image_contour(const Field<double>&, double, int);

Polyline to_map(const Pixels& values, const Grid& grid, double level, const EdgeChain& chain)
{
    Polyline line;
    for (const RowCol& v : vertices(values, level, chain)) line.push_back(grid.at_centre(v.row, v.col));
    if ((grid.dx > 0) == (grid.dy > 0)) std::reverse(line.begin(), line.end());  // displayed upside down
    return line;
}

std::vector<Polyline> contour(const Pixels& values, const Grid& grid, double level, int block_rows)
{
    if (values.rows() != grid.rows || values.cols() != grid.cols)
        throw BugError("SIZE", "", "values and grid differ in size", "report this");
    std::vector<Polyline> lines;
    for (const EdgeChain& chain : chains_of(values, level, block_rows)) {
        Polyline line = to_map(values, grid, level, chain);
        if (line.size() > 1) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace tasi
