#include "algorithms/shorelines/cells.hpp"

#include <algorithm>
#include <atomic>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr long most_segments = 100'000'000;

bool is_high(Node node) { return node == Node::high || node == Node::ignored_high; }
bool is_ignored(Node node) { return node == Node::ignored_low || node == Node::ignored_high; }

/// The four edges of a cell by side, and the pieces of line between them.
enum Side { top, right, bottom, left };
struct Piece {
    Side from, to;
};
struct Pieces {
    int count;
    Piece piece[2];
};

// Corners clockwise from the upper left have the bits 1, 2, 4, 8. High is on the right-hand side of every piece.
constexpr Pieces around_high[16] = {
    {0, {}},
    {1, {{top, left}}},
    {1, {{right, top}}},
    {1, {{right, left}}},
    {1, {{bottom, right}}},
    {2, {{top, left}, {bottom, right}}},  // saddle, the high corners apart
    {1, {{bottom, top}}},
    {1, {{bottom, left}}},
    {1, {{left, bottom}}},
    {1, {{top, bottom}}},
    {2, {{right, top}, {left, bottom}}},  // saddle, the high corners apart
    {1, {{right, bottom}}},
    {1, {{left, right}}},
    {1, {{top, right}}},
    {1, {{left, top}}},
    {0, {}},
};
constexpr Pieces joined_5 = {2, {{top, right}, {bottom, left}}};
constexpr Pieces joined_10 = {2, {{left, top}, {right, bottom}}};

struct Corners {
    Node node[4];  // clockwise from the upper left
};

template <class Scalar>
bool joins_high_corners(const Field<Scalar>& values, double level, const Corners& corners, int row, int col)
{
    const int first = is_high(corners.node[0]) ? 0 : 1;
    if (is_ignored(corners.node[first]) != is_ignored(corners.node[first + 2])) return false;
    const double falling = static_cast<double>(values(row, col)) + static_cast<double>(values(row + 1, col + 1));
    const double rising = static_cast<double>(values(row, col + 1)) + static_cast<double>(values(row + 1, col));
    return (falling + rising) / 4 > level;
}

template <class Scalar>
const Pieces& pieces_of(const Field<Scalar>& values, double level, const Corners& corners, int row, int col)
{
    int code = 0;
    for (int k = 0; k < 4; ++k) code |= is_high(corners.node[k]) << k;
    if ((code == 5 || code == 10) && joins_high_corners(values, level, corners, row, col)) return code == 5 ? joined_5 : joined_10;
    return around_high[code];
}

bool is_crossed(const Corners& corners, Side side) { return !is_ignored(corners.node[side]) && !is_ignored(corners.node[(side + 1) % 4]); }

EdgeKey edge_of(int row, int col, Side side, std::int64_t cols)
{
    switch (side) {
        case top:
            return 2 * (row * cols + col);
        case right:
            return 2 * (row * cols + col + 1) + 1;
        case bottom:
            return 2 * ((row + 1) * cols + col);
        default:
            return 2 * (row * cols + col) + 1;
    }
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
        const Pieces& pieces = pieces_of(values, level, corners, row, col);
        for (int k = 0; k < pieces.count; ++k) {
            const Piece& piece = pieces.piece[k];
            if (is_crossed(corners, piece.from)) out.push_back({edge_of(row, col, piece.from, cols), edge_of(row, col, piece.to, cols)});
        }
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
