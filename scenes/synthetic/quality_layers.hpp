#pragma once

#include "scenes/synthetic/scene_rendering.hpp"
#include "src/io/write_raster.hpp"

namespace tasi::scenes {

/// Bits of a Landsat Collection 2 QA_PIXEL value (USGS LSDS-1618, LSDS-1619).
namespace qa_pixel {
inline constexpr unsigned fill = 1u << 0, dilated = 1u << 1, cloud = 1u << 3, shadow = 1u << 4, clear = 1u << 6, water = 1u << 7;
inline constexpr unsigned cloud_low = 1u << 8, cloud_medium = 2u << 8, cloud_high = 3u << 8;
inline constexpr unsigned shadow_low = 1u << 10, shadow_high = 3u << 10, snow_low = 1u << 12, cirrus_low = 1u << 14;
}  // namespace qa_pixel

/// What the quality band says of one pixel.
struct PixelKind {
    bool cloud = false, dilated = false, shadow = false, water = false;
};
unsigned qa_pixel_value(const PixelKind& kind, bool cirrus_band);

/// QA_PIXEL of a whole image: clouds grow by 90 m into `dilated cloud`; where `fill` is 1 the value is the fill bit alone.
io::Numbers qa_pixel_layer(const SceneImage& image, const Mask& fill, double pixel_m, bool cirrus_band);

/// Sentinel-2 scene classification: 9 and 8 cloud, 3 shadow, else the class of the material that fills most of the pixel.
io::Numbers scene_classification(const SceneImage& image, const std::vector<Material>& materials);

/// The gaps that Landsat 7 has in every image after 2003-05-31 (scan line corrector off): 1 = no data. Wedges every 33 rows, here 5 rows
/// wide.
Mask scan_line_gaps(int rows, int cols, bool present);

/// True for Landsat 7 images after the scan line corrector failed.
bool has_scan_line_gaps(const std::string& platform, const Instant& time);

}  // namespace tasi::scenes
