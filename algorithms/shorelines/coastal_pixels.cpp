#include "algorithms/shorelines/coastal_pixels.hpp"

#include <algorithm>
#include <cmath>

namespace tasi {
namespace {

constexpr float nan_f = std::numeric_limits<float>::quiet_NaN();

int tiles_over(int pixels) { return (pixels + CoastalPixels::tile - 1) / CoastalPixels::tile; }

/// Tiles, by number, whose box grown by `reach` pixels a piece of line passes through; a piece is walked in steps of half a tile.
void add_tiles_of(const Grid& grid, const Point& a, const Point& b, double reach, std::vector<std::uint8_t>& wanted)
{
    const auto col = [&](const Point& p) { return (p.x - grid.x0) / grid.dx - 0.5; };
    const auto row = [&](const Point& p) { return (p.y - grid.y0) / grid.dy - 0.5; };
    const double long_side = std::max(std::abs(col(b) - col(a)), std::abs(row(b) - row(a)));
    const double step = CoastalPixels::tile / 2.0;
    const int pieces = 1 + static_cast<int>(std::min(long_side / step, 1e6));
    const int tile_rows = tiles_over(grid.rows), tile_cols = tiles_over(grid.cols);
    const auto index = [](double pixel, int tiles) {
        return static_cast<int>(std::clamp(std::floor(pixel / CoastalPixels::tile), -1.0, tiles + 0.0));
    };
    for (int piece = 0; piece < pieces; ++piece) {
        const double from = static_cast<double>(piece) / pieces, to = (piece + 1.0) / pieces;
        const auto ends = [&](auto&& axis, double low_high) {
            const double p = axis(a) + from * (axis(b) - axis(a)), q = axis(a) + to * (axis(b) - axis(a));
            return low_high < 0 ? std::min(p, q) - reach : std::max(p, q) + reach;
        };
        for (int r = std::max(0, index(ends(row, -1), tile_rows)); r <= std::min(tile_rows - 1, index(ends(row, 1), tile_rows)); ++r)
            for (int c = std::max(0, index(ends(col, -1), tile_cols)); c <= std::min(tile_cols - 1, index(ends(col, 1), tile_cols)); ++c)
                wanted[static_cast<std::size_t>(r) * static_cast<std::size_t>(tile_cols) + static_cast<std::size_t>(c)] = 1;
    }
}

}  // namespace

CoastalPixels::CoastalPixels(Grid grid, std::vector<Band> bands)
    : grid_(std::move(grid)),
      bands_(std::move(bands)),
      tile_cols_(tiles_over(grid_.cols)),
      tiles_(static_cast<std::size_t>(tiles_over(grid_.rows)) * static_cast<std::size_t>(tile_cols_), -1)
{
}

int CoastalPixels::slot_of(Band band) const
{
    const auto found = std::find(bands_.begin(), bands_.end(), band);
    return found == bands_.end() ? -1 : static_cast<int>(found - bands_.begin());
}

std::int32_t& CoastalPixels::held_at(int tile_row, int tile_col)
{
    return tiles_[static_cast<std::size_t>(tile_row) * static_cast<std::size_t>(tile_cols_) + static_cast<std::size_t>(tile_col)];
}

void CoastalPixels::hold(const std::vector<Window>& windows)
{
    const std::size_t block = bands_.size() * tile * tile, before = values_.size() / std::max<std::size_t>(block, 1);
    std::size_t tiles = before;
    for (const Window& w : windows)
        for (int row = w.row / tile; row * tile < w.row + w.rows; ++row)
            for (int col = w.col / tile; col * tile < w.col + w.cols; ++col)
                if (held_at(row, col) < 0) held_at(row, col) = static_cast<std::int32_t>(tiles++);
    values_.resize(tiles * block, nan_f);
}

std::size_t CoastalPixels::hold(int tile_row, int tile_col)
{
    std::int32_t& held = held_at(tile_row, tile_col);
    if (held < 0) {
        const std::size_t block = bands_.size() * tile * tile;
        held = static_cast<std::int32_t>(values_.size() / std::max<std::size_t>(block, 1));
        values_.resize(values_.size() + block, nan_f);
    }
    return static_cast<std::size_t>(held);
}

void CoastalPixels::put(int slot, const Window& window, const Pixels& values)
{
    for (int row = window.row; row < window.row + window.rows; ++row)
        for (int col = window.col; col < window.col + window.cols;) {
            const int end = std::min(window.col + window.cols, (col / tile + 1) * tile);
            const std::size_t block = hold(row / tile, col / tile) * bands_.size() + static_cast<std::size_t>(slot);
            float* const out = values_.data() + block * (tile * tile) + static_cast<std::size_t>(row % tile) * tile;
            for (; col < end; ++col) out[col % tile] = values(row - window.row, col - window.col);
        }
}

std::vector<Window> coastal_tiles(const Grid& grid, const std::vector<Polyline>& lines, double reach_m)
{
    const int rows = tiles_over(grid.rows), cols = tiles_over(grid.cols);
    std::vector<std::uint8_t> wanted(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols), 0);
    const double reach = reach_m / std::min(std::abs(grid.dx), std::abs(grid.dy)) + 1;
    for (const Polyline& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) add_tiles_of(grid, line[i == 0 ? 0 : i - 1], line[i], reach, wanted);
    std::vector<Window> windows;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c)
            if (wanted[static_cast<std::size_t>(r) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(c)])
                windows.push_back({r * CoastalPixels::tile, c * CoastalPixels::tile,
                                   std::min(CoastalPixels::tile, grid.rows - r * CoastalPixels::tile),
                                   std::min(CoastalPixels::tile, grid.cols - c * CoastalPixels::tile)});
    return windows;
}

CoastalPixels coastal_pixels(const Reflectance& reflectance, const Mask& mask, const Grid& grid, const std::vector<Band>& bands,
                             const std::vector<Polyline>& lines, double reach_m)
{
    CoastalPixels near(grid, bands);
    for (const Window& w : coastal_tiles(grid, lines, reach_m))
        for (std::size_t slot = 0; slot < bands.size(); ++slot) {
            Pixels part = reflectance[bands[slot]].block(w.row, w.col, w.rows, w.cols);
            if (mask.size() != 0) part = (mask.block(w.row, w.col, w.rows, w.cols) != std::uint8_t{0}).select(nan_f, part);
            near.put(static_cast<int>(slot), w, part);
        }
    return near;
}

}  // namespace tasi
