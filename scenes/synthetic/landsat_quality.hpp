#pragma once

#include "scenes/synthetic/scene_rendering.hpp"
#include "src/io/write_raster.hpp"

namespace tasi::scenes {

// The quality layers of Landsat before Collection 2. Two-bit fields hold confidence: 1 low, 2 medium, 3 high.

/// Bits of Collection 1 BQA (USGS LSDS-1656): 0 fill, 1 occlusion or dropped, 2-3 saturated bands, 4 cloud, 5-6 cloud confidence,
/// 7-8 shadow, 9-10 snow, 11-12 cirrus.
struct Collection1Pixel {
    bool cloud = false, shadow = false;
    int saturated_bands = 0;
};
unsigned collection1_bqa_value(const Collection1Pixel& pixel, bool cirrus_band);

/// Clouds and shadows as noticed, not grown; where `fill` is 1 the fill bit alone. `saturated` counts bands.
io::Numbers collection1_bqa(const SceneImage& image, const Mask& fill, const io::Numbers& saturated, bool cirrus_band);

/// Bits of the BQA of Landsat 8 before collections (USGS LSDS-1574, Landsat 8 data users handbook): 0 fill, 1 dropped frame, 2 occlusion,
/// 4-5 water, 10-11 snow, 12-13 cirrus, 14-15 cloud. Thick cloud is high, thin cloud medium; it knows no shadow.
unsigned precollection_bqa_value(double cloud_opacity);
io::Numbers precollection_bqa(const SceneImage& image, const Mask& fill);

/// QA_RADSAT of Collection 2: bit n - 1 says that band n is saturated. Saturated numbers are 255 in files of 8 bits; a band of 16 bits
/// never is, since the simulator keeps its numbers below 65535.
void add_saturation(io::Numbers& layer, const io::Numbers& band, int number);

}  // namespace tasi::scenes
