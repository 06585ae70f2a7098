#include "algorithms/shorelines/cells.hpp"

#include <algorithm>
#include <atomic>

#include "algorithms/shorelines/cell_pieces.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr long most_segments = 100'000'000;

template <class Scalar>
bool mean_is_high(const Field<Scalar>& values, double level, int row, int col)
{
    const double falling = static_cast<double>(values(row, col)) + static_cast<double>(values(row + 1, col + 1));
    const double rising = static_cast<double>(values(row, col + 1)) + static_cast<double>(values(row + 1, col));
    return (falling + rising) / 4 > level;
}

template <class Scalar>
void cross_row(const Field<Scalar>& values, double level, int row, const Node* upper, const Node* lower, std::vector<CellSegment>& out)
{
    const auto cols = values.cols();
    for (int col = 0; col + 1 < cols; ++col) {
        const Corners corners{{upper[col], upper[col + 1], lower[col + 1], lower[col]}};
        const Node* n = corners.node;
        if (n[0] == n[1] && n[1] == n[2] && n[2] == n[3]) continue;
        if (std::find(n, n + 4, Node::missing) != n + 4) continue;
        append_pieces(
            corners, row, col, cols, [&] { return mean_is_high(values, level, row, col); }, out);
    }
}

}  // namespace

template <class Scalar>
std::vector<CellSegment> cross_cells(const Field<Scalar>& values, double level, const NodeRow& node_row, int block_rows)
{
    const int cell_rows = std::max(0, static_cast<int>(values.rows()) - 1), height = std::max(1, block_rows);
    const int blocks = (cell_rows + height - 1) / height;
    std::vector<std::vector<CellSegment>> parts(static_cast<std::size_t>(blocks));
    std::atomic<long> found = 0;
    parallel_for(blocks, [&](int block) {
        std::vector<Node> upper(static_cast<std::size_t>(values.cols())), lower(upper);
        std::vector<CellSegment>& part = parts[static_cast<std::size_t>(block)];
        const int end = std::min(cell_rows, (block + 1) * height);
        node_row(block * height, upper.data());
        for (int row = block * height; row < end; ++row, upper.swap(lower)) {
            node_row(row + 1, lower.data());
            const auto before = static_cast<long>(part.size());
            cross_row(values, level, row, upper.data(), lower.data(), part);
            if ((found += static_cast<long>(part.size()) - before) > most_segments)
                throw LimitError("CONTOUR", "", "the contour has more than 100 million pieces", "restrict the area to the coast");
        }
    });
    std::vector<CellSegment> all;
    all.reserve(static_cast<std::size_t>(found.load()));
    for (auto& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
        std::vector<CellSegment>().swap(part);
    }
    return all;
}

template <class Scalar>
RowCol crossing(const Field<Scalar>& values, double level, EdgeKey edge)
{
    const Eigen::Index node = edge / 2, row = node / values.cols(), col = node % values.cols();
    const bool down = edge % 2;
    const double a = static_cast<double>(values(row, col));
    const double b = static_cast<double>(down ? values(row + 1, col) : values(row, col + 1));
    const double fraction = (level - a) / (b - a);
    const RowCol start{static_cast<double>(row), static_cast<double>(col)};
    return down ? RowCol{start.row + fraction, start.col} : RowCol{start.row, start.col + fraction};
}

template std::vector<CellSegment> cross_cells(const Field<float>&, double, const NodeRow&, int);
template std::vector<CellSegment> cross_cells(const Field<double>&, double, const NodeRow&, int);
template RowCol crossing(const Field<float>&, double, EdgeKey);
template RowCol crossing(const Field<double>&, double, EdgeKey);

}  // namespace tasi
