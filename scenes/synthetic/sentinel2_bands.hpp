#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenes/synthetic/product_kinds.hpp"
#include "scenes/synthetic/scene_rendering.hpp"

namespace tasi::scenes {

/// A band image of a Sentinel-2 product.
struct Sentinel2Image {
    std::string token;         ///< `B03`
    int pixel_m = 0;           ///< 10, 20 or 60
    std::optional<Band> role;  ///< nothing: a mix of roles
    BandMix mix = {};
    bool at_level_2a = false;  ///< also made there
};

/// The 13 bands in the order of `band_id`. Red edge bands are mixes of red and near infrared by wavelength; B09 sees the near infrared
/// through water vapour; B10 sees nothing below the vapour.
const std::vector<Sentinel2Image>& sentinel2_images();

/// Those of a product with pixels of that size.
std::vector<Sentinel2Image> sentinel2_images(const ProductKind& kind, int pixel_m);

}  // namespace tasi::scenes
