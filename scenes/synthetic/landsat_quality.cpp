#include "scenes/synthetic/landsat_quality.hpp"

namespace tasi::scenes {
namespace {

constexpr unsigned low = 1, medium = 2, high = 3;

unsigned saturation_field(int bands) { return bands == 0 ? 0u : bands <= 2 ? 1u : bands <= 4 ? 2u : 3u; }

}  // namespace

unsigned collection1_bqa_value(const Collection1Pixel& pixel, bool cirrus_band)
{
    unsigned value = saturation_field(pixel.saturated_bands) << 2 | low << 9 | (cirrus_band ? low << 11 : 0u);
    value |= pixel.cloud ? 1u << 4 | high << 5 : low << 5;
    return value | (pixel.shadow && !pixel.cloud ? high : low) << 7;
}

io::Numbers collection1_bqa(const SceneImage& image, const Mask& fill, const io::Numbers& saturated, bool cirrus_band)
{
    constexpr auto noticed = static_cast<float>(CloudField::noticed);
    io::Numbers result(image.cloud.rows(), image.cloud.cols());
    for (int row = 0; row < result.rows(); ++row) {
        for (int col = 0; col < result.cols(); ++col) {
            const Collection1Pixel pixel{image.cloud(row, col) > noticed, image.shadow(row, col) > noticed, saturated(row, col)};
            result(row, col) = static_cast<std::uint16_t>(fill(row, col) ? 1u : collection1_bqa_value(pixel, cirrus_band));
        }
    }
    return result;
}

unsigned precollection_bqa_value(double cloud_opacity)
{
    const unsigned cloud = cloud_opacity > CloudField::opaque ? high : cloud_opacity > CloudField::noticed ? medium : low;
    return cloud << 14 | low << 12;
}

io::Numbers precollection_bqa(const SceneImage& image, const Mask& fill)
{
    io::Numbers result(image.cloud.rows(), image.cloud.cols());
    for (int row = 0; row < result.rows(); ++row) {
        for (int col = 0; col < result.cols(); ++col) {
            const unsigned value = precollection_bqa_value(static_cast<double>(image.cloud(row, col)));
            result(row, col) = static_cast<std::uint16_t>(fill(row, col) ? 1u : value);
        }
    }
    return result;
}

void add_saturation(io::Numbers& layer, const io::Numbers& band, int number)
{
    const auto bit = static_cast<std::uint16_t>(1u << (number - 1));
    for (int row = 0; row < layer.rows(); ++row) {
        for (int col = 0; col < layer.cols(); ++col) {
            if (band(row, col) == 255) layer(row, col) = static_cast<std::uint16_t>(layer(row, col) | bit);
        }
    }
}

}  // namespace tasi::scenes
