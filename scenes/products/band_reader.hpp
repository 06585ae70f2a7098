#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenes/products/mask_reader.hpp"
#include "src/core/reflectance.hpp"

namespace tasi::scenes {

/// How many usable pixels carry a doubt that is only counted, such as `high aerosol`.
struct CountedPixels {
    std::string name;
    long long pixels = 0;
};

/// What a window of a scene holds: reflectance 0..1 per band, NaN in every band wherever `mask` has a flag other than `outside`.
struct SceneBlock {
    Reflectance reflectance;
    Mask mask;                           ///< bits of PixelFlag: the union over the quality layers and the bands read
    std::vector<CountedPixels> counted;  ///< per layer of the product, over the pixels whose mask is 0
};

/// Reads windows of some bands of a scene on their common grid. One object per thread.
class BandReader {
public:
    BandReader(io::Session& session, const Product& product, const std::vector<Band>& bands);
    ~BandReader();
    BandReader(BandReader&&) noexcept;

    /// `mask` is what is known of the pixels of `window`; fill, saturation and numbers that are not finite are added to it. No pixel
    /// outside the window is read, except with Mixing::bilinear or sharpening the pixels around it.
    SceneBlock read(const Window& window, Mask mask) const;
    /// The same bands, each hidden by its own defects alone: NaN where `mask` has any flag or where the number of that band is none.
    /// A band that is saturated on foam takes nothing from the others.
    Reflectance read_apart(const Window& window, const Mask& mask) const;
    BlockSize block_size() const;

private:
    struct Inputs;
    std::unique_ptr<Inputs> inputs_;
};

}  // namespace tasi::scenes
