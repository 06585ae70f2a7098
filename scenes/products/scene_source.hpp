#pragma once

#include <vector>

#include "scenes/products/nested_grids.hpp"
#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// A raster of a product, opened, and how its pixels nest with those of the grid on which a scene is read.
struct SceneSource {
    io::RasterFile file;
    int band;
    Nesting nesting;

    /// The stored numbers of the pixels that fall into, or cover, `target`.
    Pixels read(const Window& target) const { return file.read(band, source_window(target, nesting)); }
    /// The decoding unit of the file, in pixels of the target (at least 1).
    BlockSize block_size() const;
};

SceneSource open_source(io::Session& session, const Product& product, const RasterSource& raster, const Grid& target);

/// The bits of every source pixel that falls into, or covers, each pixel of `target`; `flags` holds source_window(target, nesting).
Mask gathered(Mask flags, const Window& target, const Nesting& nesting);

}  // namespace tasi::scenes
