#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "src/core/band.hpp"
#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"
#include "src/core/reflectance.hpp"

namespace tasi {

/// Reflectances near a coast: only square tiles of pixels that lie near its lines are held, so that memory follows the
/// length of the coast and not the size of the scene.
class CoastalPixels {
public:
    static constexpr int tile = 64;  ///< pixels, rows and columns

    CoastalPixels(Grid grid, std::vector<Band> bands);

    const Grid& grid() const { return grid_; }
    const std::vector<Band>& bands() const { return bands_; }
    /// Slot of `band` in `bands()`; -1 where it is not held.
    int slot_of(Band band) const;

    /// Reflectance of bands()[slot]; NaN where it is unusable, not held or outside the grid.
    float at(int slot, int row, int col) const
    {
        if (row < 0 || col < 0 || row >= grid_.rows || col >= grid_.cols) return std::numeric_limits<float>::quiet_NaN();
        const std::int32_t held =
            tiles_[static_cast<std::size_t>(row / tile) * static_cast<std::size_t>(tile_cols_) + static_cast<std::size_t>(col / tile)];
        if (held < 0) return std::numeric_limits<float>::quiet_NaN();
        const std::size_t pixel = static_cast<std::size_t>(row % tile) * tile + static_cast<std::size_t>(col % tile);
        return values_[(static_cast<std::size_t>(held) * bands_.size() + static_cast<std::size_t>(slot)) * (tile * tile) + pixel];
    }

    /// Makes the tiles that `windows` touch held, NaN where nothing is stored yet.
    void hold(const std::vector<Window>& windows);
    /// Stores `values` (of the size of `window`) as bands()[slot]; tiles that the window touches become held, NaN elsewhere.
    /// Windows that do not overlap may come from several threads when their tiles are held before.
    void put(int slot, const Window& window, const Pixels& values);

private:
    Grid grid_;
    std::vector<Band> bands_;
    int tile_cols_ = 0;
    std::vector<std::int32_t> tiles_;  ///< by tile row and column: which block of `values_`, or -1
    std::vector<float> values_;        ///< tile, then slot, then pixel

    std::int32_t& held_at(int tile_row, int tile_col);
    std::size_t hold(int tile_row, int tile_col);
};

/// The tiles of `grid`, cut to it, that have a pixel centre within `reach_m` of a line; by row, then column. May hold a few more.
std::vector<Window> coastal_tiles(const Grid& grid, const std::vector<Polyline>& lines, double reach_m);

/// The part of an image near `lines`; pixels with any flag in `mask` (which may be empty) are NaN.
CoastalPixels coastal_pixels(const Reflectance& reflectance, const Mask& mask, const Grid& grid, const std::vector<Band>& bands,
                             const std::vector<Polyline>& lines, double reach_m);

}  // namespace tasi
