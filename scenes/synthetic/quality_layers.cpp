#include "scenes/synthetic/quality_layers.hpp"

#include <algorithm>

namespace tasi::scenes {
namespace {

using Grid2 = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double dilation_m = 90;

/// Pixels within `radius` pixels of a marked one, centre to centre.
Grid2 grown(const Grid2& marked, int radius)
{
    Grid2 result = marked;
    const auto rows = static_cast<int>(marked.rows()), cols = static_cast<int>(marked.cols());
    for (int row = 0; row < rows; ++row) {
        for (int col = 0; col < cols; ++col) {
            if (!marked(row, col)) continue;
            for (int r = std::max(0, row - radius); r <= std::min(rows - 1, row + radius); ++r) {
                for (int c = std::max(0, col - radius); c <= std::min(cols - 1, col + radius); ++c) {
                    if ((r - row) * (r - row) + (c - col) * (c - col) <= radius * radius) result(r, c) = true;
                }
            }
        }
    }
    return result;
}

}  // namespace

unsigned qa_pixel_value(const PixelKind& kind, bool cirrus_band)
{
    using namespace qa_pixel;
    unsigned value = snow_low | (cirrus_band ? cirrus_low : 0u);
    value |= kind.shadow && !kind.cloud ? shadow | shadow_high : shadow_low;
    if (kind.cloud) return value | cloud | cloud_high;
    if (kind.dilated) return value | dilated | cloud_medium | (kind.water ? water : 0u);
    return value | clear | cloud_low | (kind.water ? water : 0u);
}

io::Numbers qa_pixel_layer(const SceneImage& image, const Mask& fill, double pixel_m, bool cirrus_band)
{
    const Grid2 cloud = image.cloud > static_cast<float>(CloudField::noticed);
    const Grid2 dilated = grown(cloud, static_cast<int>(dilation_m / pixel_m));
    io::Numbers result(cloud.rows(), cloud.cols());
    for (int row = 0; row < result.rows(); ++row) {
        for (int col = 0; col < result.cols(); ++col) {
            const PixelKind kind{cloud(row, col), dilated(row, col), image.shadow(row, col) > static_cast<float>(CloudField::noticed),
                                 image.water(row, col) > 0.5f};
            result(row, col) = static_cast<std::uint16_t>(fill(row, col) ? qa_pixel::fill : qa_pixel_value(kind, cirrus_band));
        }
    }
    return result;
}

io::Numbers scene_classification(const SceneImage& image, const std::vector<Material>& materials)
{
    io::Numbers result(image.water.rows(), image.water.cols());
    for (int row = 0; row < result.rows(); ++row) {
        for (int col = 0; col < result.cols(); ++col) {
            std::size_t most = 0;
            for (std::size_t m = 1; m < materials.size(); ++m) {
                if (image.shares[m](row, col) > image.shares[most](row, col)) most = m;
            }
            int scene_class = image.water(row, col) > 0.5f ? 6 : materials[most].scene_class;
            if (image.shadow(row, col) > static_cast<float>(CloudField::noticed)) scene_class = 3;
            if (image.cloud(row, col) > static_cast<float>(CloudField::noticed))
                scene_class = image.cloud(row, col) > static_cast<float>(CloudField::opaque) ? 9 : 8;
            result(row, col) = static_cast<std::uint16_t>(scene_class);
        }
    }
    return result;
}

Mask scan_line_gaps(int rows, int cols, bool present)
{
    Mask gaps = Mask::Zero(rows, cols);
    if (!present) return gaps;
    for (int row = 0; row < rows; ++row) {
        // Scan lines descend slightly from left to right in a north-up image.
        for (int col = 0; col < cols; ++col) gaps(row, col) = (row + 1000 * 33 - col / 6) % 33 < 5 ? 1 : 0;
    }
    return gaps;
}

bool has_scan_line_gaps(const std::string& platform, const Instant& time)
{
    return platform == "landsat-7" && time >= *instant_of(2003, 6, 1);
}

}  // namespace tasi::scenes
