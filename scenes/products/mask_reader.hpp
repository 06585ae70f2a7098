#pragma once

#include <memory>
#include <vector>

#include "scenes/products/nested_grids.hpp"
#include "src/core/band.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"
#include "src/io/session.hpp"

namespace tasi::scenes {

struct Product;

/// Reads what the quality layers, the stated areas and the saturation layer of a product say of its pixels, on the common grid of some
/// bands. One object per thread.
class MaskReader {
public:
    MaskReader(io::Session& session, const Product& product, const std::vector<Band>& bands);
    ~MaskReader();
    MaskReader(MaskReader&&) noexcept;

    /// Bits of PixelFlag, as the mask choice of the scene has it; clouds are not grown. Where coarser bands are interpolated to finer
    /// pixels (Mixing::bilinear, or sharpening), a flag holds for every pixel in which a flagged coarse pixel has a weight.
    Mask read(const Window& window) const;
    /// The product states nothing of its pixels: every mask is clear.
    bool is_empty() const;
    BlockSize block_size() const;

private:
    struct Inputs;
    Mask read_plain(const Window& window) const;
    Mask read_sharpened(const Window& window) const;
    std::unique_ptr<Inputs> inputs_;
};

}  // namespace tasi::scenes
