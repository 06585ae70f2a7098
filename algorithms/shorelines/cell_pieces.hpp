#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/shorelines/cells.hpp"

namespace tasi {

inline bool is_high(Node node) { return node == Node::high || node == Node::ignored_high; }
inline bool is_ignored(Node node) { return node == Node::ignored_low || node == Node::ignored_high; }

/// The nodes of a cell, clockwise from the upper left.
struct Corners {
    Node node[4];
};

/// Appends the pieces of line through the cell whose upper left node is (row, col), of an image with `cols` columns. `mean_is_high` says
/// whether the mean of the four values is above the level; it is asked only in a saddle.
template <class MeanIsHigh>
void append_pieces(const Corners& corners, int row, int col, std::int64_t cols, MeanIsHigh&& mean_is_high, std::vector<CellSegment>& out);

namespace cell_pieces {

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
inline constexpr Pieces around_high[16] = {
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
inline constexpr Pieces joined_5 = {2, {{top, right}, {bottom, left}}};
inline constexpr Pieces joined_10 = {2, {{left, top}, {right, bottom}}};

inline bool is_crossed(const Corners& corners, Side side)
{
    return !is_ignored(corners.node[side]) && !is_ignored(corners.node[(side + 1) % 4]);
}

inline EdgeKey edge_of(int row, int col, Side side, std::int64_t cols)
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

template <class MeanIsHigh>
const Pieces& pieces_of(const Corners& corners, MeanIsHigh&& mean_is_high)
{
    int code = 0;
    for (int k = 0; k < 4; ++k) code |= is_high(corners.node[k]) << k;
    if (code != 5 && code != 10) return around_high[code];
    const int first = is_high(corners.node[0]) ? 0 : 1;
    const bool joined = is_ignored(corners.node[first]) == is_ignored(corners.node[first + 2]) && mean_is_high();
    return !joined ? around_high[code] : code == 5 ? joined_5 : joined_10;
}

}  // namespace cell_pieces

template <class MeanIsHigh>
void append_pieces(const Corners& corners, int row, int col, std::int64_t cols, MeanIsHigh&& mean_is_high, std::vector<CellSegment>& out)
{
    using namespace cell_pieces;
    const Pieces& pieces = pieces_of(corners, mean_is_high);
    for (int k = 0; k < pieces.count; ++k) {
        const Piece& piece = pieces.piece[k];
        if (is_crossed(corners, piece.from)) out.push_back({edge_of(row, col, piece.from, cols), edge_of(row, col, piece.to, cols)});
    }
}

}  // namespace tasi
