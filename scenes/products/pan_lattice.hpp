#pragma once

#include <string>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes {

/// The pixels of a panchromatic band over those of a band of twice their size: 2 n - 1 to a side, so that pixels of even row and column
/// share their centres with those of the band, and the others lie half-way between two or four of them (USGS LSDS-1822).
struct PanLattice {
    int rows = 0, cols = 0;  ///< of the band of large pixels

    Window whole() const { return {0, 0, 2 * rows - 1, 2 * cols - 1}; }
    /// The large pixels that have a weight in the small ones of `fine`. `fine` is not empty.
    Window between(const Window& fine) const;
    /// `coarse` widened by `pixels` on each side, as far as there are pixels.
    Window widened(const Window& coarse, int pixels) const;
    /// The small pixels within `reach` of the centres of `coarse`, as far as there are any.
    Window seen_from(const Window& coarse, int reach) const;
};

/// The lattice of `pan` over `band`; UnsafeError (4) naming both files when it is none.
PanLattice pan_lattice(const Grid& pan, const std::string& pan_name, const Grid& band, const std::string& band_name);

/// Values of the small pixels of `fine`, linear between the large ones, which `coarse` holds over `source`. A large pixel without weight
/// has no say.
Pixels between_pixels(const Pixels& coarse, const Window& source, const Window& fine);

/// The same for flags: those of every large pixel that has a weight.
Mask between_pixels(const Mask& coarse, const Window& source, const Window& fine);

}  // namespace tasi::scenes
