#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "algorithms/shorelines/cells.hpp"
#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"

namespace tasi {

/// Values at the pixels of a strip: only small tiles that it touches are held, so that memory follows its length. Every
/// pixel has `layers` values, NaN until set.
class SparseField {
public:
    static constexpr int tile = 16;  ///< pixels, rows and columns

    SparseField(int rows, int cols, int layers);

    int rows() const { return rows_; }
    int cols() const { return cols_; }
    /// NaN where nothing is held or outside the grid.
    float at(int layer, int row, int col) const
    {
        if (row < 0 || col < 0 || row >= rows_ || col >= cols_) return std::numeric_limits<float>::quiet_NaN();
        const std::int32_t held = tiles_[tile_number(row, col)];
        return held < 0 ? std::numeric_limits<float>::quiet_NaN() : values_[place(held, layer, row, col)];
    }
    /// Makes room for a pixel; not from several threads.
    void hold(int row, int col);
    /// Sets a pixel that is held; several threads may set different pixels.
    void set(int layer, int row, int col, float value) { values_[place(tiles_[tile_number(row, col)], layer, row, col)] = value; }
    /// The first row and column of every tile held, in the order of `hold`.
    const std::vector<Window>& held() const { return held_; }

private:
    int rows_, cols_, layers_, tile_cols_;
    std::vector<std::int32_t> tiles_;  ///< by tile row and column: which block of `values_`, or -1
    std::vector<Window> held_;
    std::vector<float> values_;  ///< tile, then layer, then pixel

    std::size_t tile_number(int row, int col) const
    {
        return static_cast<std::size_t>(row / tile) * static_cast<std::size_t>(tile_cols_) + static_cast<std::size_t>(col / tile);
    }
    std::size_t place(std::int32_t held, int layer, int row, int col) const
    {
        const auto block = static_cast<std::size_t>(held) * static_cast<std::size_t>(layers_) + static_cast<std::size_t>(layer);
        return block * (tile * tile) + static_cast<std::size_t>(row % tile) * tile + static_cast<std::size_t>(col % tile);
    }
};

/// The lines of 0 in a layer, as `image_contour` would trace them in an image of NaN around the strip.
std::vector<EdgeChain> zero_lines(const SparseField& field, int layer);

/// Where 0 lies on an edge of the image, linear between its two nodes.
RowCol zero_crossing(const SparseField& field, int layer, EdgeKey edge);

/// |gradient| per pixel where 0 crosses `edge` (see `gradient_at`).
double gradient_at_zero(const SparseField& field, int layer, EdgeKey edge);

/// Another layer where 0 of `layer` crosses `edge`, linear between its two nodes.
double value_at_zero(const SparseField& field, int layer, int other_layer, EdgeKey edge);

}  // namespace tasi
