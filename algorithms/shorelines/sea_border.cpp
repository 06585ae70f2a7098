#include "algorithms/shorelines/sea_border.hpp"

#include <algorithm>
#include <array>

#include "algorithms/shorelines/gradient.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/pixels.hpp"

namespace tasi {
namespace {

constexpr std::size_t most_pieces = 100'000'000;

Node node_of(Surface surface)
{
    switch (surface) {
        case Surface::land:
            return Node::low;
        case Surface::sea:
            return Node::high;
        case Surface::islet:
            return Node::ignored_low;
        case Surface::inland_water:
            return Node::ignored_high;
        default:
            return Node::missing;
    }
}

bool is_border(const Corners& corners)
{
    const Node* n = corners.node;
    bool crossed = false;
    for (int k = 0; k < 4; ++k) {
        if (n[k] == Node::missing) return false;
        const Node next = n[(k + 1) % 4];
        crossed |= (n[k] == Node::low && next == Node::high) || (n[k] == Node::high && next == Node::low);
    }
    return crossed;
}

/// Walks along two rows at once, over columns in which neither changes.
class RowPair {
public:
    RowPair(const SurfaceMap& map, int row) : runs_(map.runs()), upper_(map.first_run(row)), lower_(map.first_run(row + 1)) {}

    Node upper() const { return node_of(runs_[upper_].surface); }
    Node lower() const { return node_of(runs_[lower_].surface); }
    int end() const { return std::min(runs_[upper_].end, runs_[lower_].end); }
    void step()
    {
        const int at = end();
        if (runs_[upper_].end == at) ++upper_;
        if (runs_[lower_].end == at) ++lower_;
    }

private:
    const std::vector<SurfaceMap::Run>& runs_;
    std::size_t upper_, lower_;
};

void add_cells_of(const SurfaceMap& map, const Mask& mask, int row, std::vector<BorderCell>& out)
{
    const auto outside = [&](int r, int c) { return mask.size() != 0 && (mask(r, c) & PixelFlag::outside); };
    const auto add = [&](int col, const Corners& corners) {
        if (!is_border(corners) || outside(row, col) || outside(row, col + 1) || outside(row + 1, col) || outside(row + 1, col + 1)) return;
        out.push_back({row, col, corners});
    };
    RowPair pair(map, row);
    for (int begin = 0; begin < map.cols();) {
        const Node up = pair.upper(), low = pair.lower();
        const int end = pair.end();
        const Corners inner{{up, up, low, low}};
        if (is_border(inner))
            for (int col = begin; col + 1 < end; ++col) add(col, inner);
        if (end < map.cols()) {
            pair.step();
            add(end - 1, {{up, pair.upper(), pair.lower(), low}});
        }
        begin = end;
    }
}

template <class Item>
std::vector<Item> joined(std::vector<std::vector<Item>>& parts)
{
    std::vector<Item> all;
    for (auto& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
        std::vector<Item>().swap(part);
    }
    return all;
}

}  // namespace

std::vector<BorderCell> border_cells(const SurfaceMap& surfaces, const Mask& mask, int block_rows)
{
    const int cell_rows = std::max(0, surfaces.rows() - 1), tasks = (cell_rows + block_rows - 1) / block_rows;
    std::vector<std::vector<BorderCell>> parts(static_cast<std::size_t>(tasks));
    parallel_for(tasks, [&](int task) {
        for (int row = task * block_rows; row < std::min(cell_rows, (task + 1) * block_rows); ++row)
            add_cells_of(surfaces, mask, row, parts[static_cast<std::size_t>(task)]);
    });
    return joined(parts);
}

NearIndex::NearIndex(const IndexRows& rows, const std::vector<BorderCell>& cells, double level)
    : level_(level), field_(rows.rows, rows.cols, 1)
{
    for (const BorderCell& cell : cells)  // a pixel more on all sides, for gradients
        for (const int row : {std::max(0, cell.row - 1), std::min(rows.rows - 1, cell.row + 2)})
            for (const int col : {std::max(0, cell.col - 1), std::min(rows.cols - 1, cell.col + 2)}) field_.hold(row, col);
    parallel_for(static_cast<int>(field_.held().size()), [&](int i) {
        const Window& at = field_.held()[static_cast<std::size_t>(i)];
        std::array<float, SparseField::tile * SparseField::tile> values{};
        rows.read_window(at.row, at.col, at.rows, at.cols, values.data());
        const float* next = values.data();
        for (int row = at.row; row < at.row + at.rows; ++row)
            for (int col = at.col; col < at.col + at.cols; ++col) field_.set(0, row, col, *next++);
    });
}

std::vector<CellSegment> NearIndex::pieces(const std::vector<BorderCell>& cells) const
{
    std::vector<CellSegment> found;
    found.reserve(cells.size());
    for (const BorderCell& cell : cells) {
        const auto mean_is_high = [&] {
            const double falling = value(cell.row, cell.col) + value(cell.row + 1, cell.col + 1);
            const double rising = value(cell.row, cell.col + 1) + value(cell.row + 1, cell.col);
            return (falling + rising) / 4 > level_;
        };
        append_pieces(cell.corners, cell.row, cell.col, field_.cols(), mean_is_high, found);
        if (found.size() > most_pieces)
            throw LimitError("CONTOUR", "", "the contour has more than 100 million pieces", "restrict the area to the coast");
    }
    return found;
}

RowCol NearIndex::crossing(EdgeKey edge) const
{
    const EdgeKey node = edge / 2;
    const int row = static_cast<int>(node / field_.cols()), col = static_cast<int>(node % field_.cols()), down = static_cast<int>(edge % 2);
    const double a = value(row, col), b = value(row + down, col + 1 - down);
    const double fraction = (level_ - a) / (b - a);
    const RowCol start{static_cast<double>(row), static_cast<double>(col)};
    return down ? RowCol{start.row + fraction, start.col} : RowCol{start.row, start.col + fraction};
}

double NearIndex::gradient(EdgeKey edge) const
{
    const EdgeKey node = edge / 2;
    const int row = static_cast<int>(node / field_.cols()), col = static_cast<int>(node % field_.cols()), down = static_cast<int>(edge % 2);
    Pixels around(4, 4);
    for (int r = 0; r < 4; ++r)
        for (int c = 0; c < 4; ++c) around(r, c) = field_.at(0, row - 1 + r, col - 1 + c);
    return gradient_at(around, level_, 2 * (1 * around.cols() + 1) + down);
}

}  // namespace tasi
