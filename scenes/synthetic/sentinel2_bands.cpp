#include "scenes/synthetic/sentinel2_bands.hpp"

namespace tasi::scenes {

const std::vector<Sentinel2Image>& sentinel2_images()
{
    static const std::vector<Sentinel2Image> table{
        {"B01", 60, Band::coastal},
        {"B02", 10, Band::blue, {}, true},
        {"B03", 10, Band::green, {}, true},
        {"B04", 10, Band::red, {}, true},
        {"B05", 20, {}, {5, {{Band::red, 0.80}, {Band::nir, 0.20}}}},
        {"B06", 20, {}, {6, {{Band::red, 0.40}, {Band::nir, 0.60}}}},
        {"B07", 20, {}, {7, {{Band::red, 0.10}, {Band::nir, 0.90}}}},
        {"B08", 10, Band::nir, {}, true},
        {"B8A", 20, Band::nir, {}, true},
        {"B09", 60, {}, {9, {{Band::nir, 0.35}}}},
        {"B10", 60, {}, {10, {}}},
        {"B11", 20, Band::swir1, {}, true},
        {"B12", 20, Band::swir2, {}, true},
    };
    return table;
}

std::vector<Sentinel2Image> sentinel2_images(const ProductKind& kind, int pixel_m)
{
    std::vector<Sentinel2Image> result;
    for (const Sentinel2Image& image : sentinel2_images()) {
        if (image.pixel_m == pixel_m && (image.at_level_2a || !kind.surface)) result.push_back(image);
    }
    return result;
}

}  // namespace tasi::scenes
