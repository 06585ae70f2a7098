#pragma once

#include <memory>
#include <vector>

#include "scenes/products/band_reader.hpp"

namespace tasi::scenes {

/// Reads windows of bands of a product on the grid of its panchromatic band, with the detail of that band. One object per thread.
class SharpenedReader {
public:
    /// `product.sharpen` holds.
    SharpenedReader(io::Session& session, const Product& product, const std::vector<Band>& bands);
    ~SharpenedReader();

    /// As BandReader::read. An unusable pixel of the bands, or of the panchromatic band, masks every pixel in which it has a weight. Pixels
    /// up to 75 m outside of the window are read. `window` is not empty.
    SceneBlock read(const Window& window, Mask mask) const;
    BlockSize block_size() const;

private:
    struct Inputs;
    std::unique_ptr<Inputs> inputs_;
};

/// UnsafeError (4), with the reason, unless the bands of the product can be sharpened.
void require_pan(const Product& product);

}  // namespace tasi::scenes
