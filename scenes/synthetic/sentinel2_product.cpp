#include "scenes/synthetic/sentinel2_product.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenes/synthetic/quality_layers.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/crs.hpp"

namespace tasi::scenes {
namespace {

struct BandFile {
    Band band;
    std::string token;
};
const std::vector<BandFile>& fine_bands()
{
    static const std::vector<BandFile> table{{Band::blue, "B02"}, {Band::green, "B03"}, {Band::red, "B04"}, {Band::nir, "B08"}};
    return table;
}
const std::vector<BandFile>& coarse_bands()
{
    static const std::vector<BandFile> table{{Band::nir, "B8A"}, {Band::swir1, "B11"}, {Band::swir2, "B12"}};
    return table;
}

/// `20230719T014701`.
std::string compact_time(const Instant& time)
{
    std::string text = time.iso().substr(0, 19);
    std::erase(text, '-');
    std::erase(text, ':');
    return text;
}

std::string image_file(const CoastDescription& coast, const SceneOrder& order, const std::string& token, int pixel_m)
{
    return fmt::format("GRANULE/L2A_T{0}_A000000_{1}/IMG_DATA/R{2}m/T{0}_{1}_{3}_{2}m", coast.sentinel_tile, compact_time(order.time),
                       pixel_m, token);
}

}  // namespace

std::string sentinel2_product_name(const Platform& platform, const CoastDescription& coast, const SceneOrder& order)
{
    std::string baseline = order.baseline;
    std::erase(baseline, '.');
    const Instant made{order.time.milliseconds + 4LL * 3'600'000};
    return fmt::format("{}_MSIL2A_{}_N{}_{}_T{}_{}.SAFE", platform.prefix, compact_time(order.time), baseline, coast.sentinel_orbit,
                       coast.sentinel_tile, compact_time(made));
}

int sentinel2_offset(const std::string& baseline) { return baseline >= "04.00" ? -1000 : 0; }

io::Numbers sentinel2_numbers(const Pixels& reflectance, int offset)
{
    io::Numbers result(reflectance.rows(), reflectance.cols());
    for (int row = 0; row < result.rows(); ++row) {
        for (int col = 0; col < result.cols(); ++col) {
            const double number = std::round(static_cast<double>(reflectance(row, col)) * 10000) - offset;
            result(row, col) = static_cast<std::uint16_t>(std::clamp(number, 1.0, 65534.0));
        }
    }
    return result;
}

Grid sentinel2_grid(const CoastDescription& coast, double pixel_m, const Crs& crs)
{
    const auto down = [](double m) { return std::floor(m / 20) * 20; };
    const auto up = [](double m) { return std::ceil(m / 20) * 20; };
    const double x0 = down(coast.west), y0 = up(coast.north);
    const auto count = [&](double m) { return static_cast<int>(std::lround(m / pixel_m)); };
    return {count(y0 - down(coast.south)), count(up(coast.east) - x0), x0, y0, pixel_m, -pixel_m, crs};
}

std::vector<std::string> sentinel2_image_files(const CoastDescription& coast, const SceneOrder& order)
{
    std::vector<std::string> files;
    for (const BandFile& b : fine_bands()) files.push_back(image_file(coast, order, b.token, 10));
    for (const BandFile& b : coarse_bands()) files.push_back(image_file(coast, order, b.token, 20));
    files.push_back(image_file(coast, order, "SCL", 20));
    return files;
}

std::string write_sentinel2_product(const SceneRenderer& scene, const std::filesystem::path& folder)
{
    const CoastDescription& coast = scene.coast();
    const SceneOrder& order = scene.order();
    const Platform& platform = *platform_named(coast.sensors[static_cast<std::size_t>(order.sensor)].platform);
    const std::string name = sentinel2_product_name(platform, coast, order);
    const std::filesystem::path product = folder / name;
    const Crs crs = io::utm_crs(coast.utm_zone, false);
    const int offset = sentinel2_offset(order.baseline);

    const auto write = [&](const std::string& token, const Grid& grid, const io::Numbers& numbers, const io::BandFileOptions& options) {
        const auto file = product / (image_file(coast, order, token, static_cast<int>(grid.dx)) + ".jp2");
        std::filesystem::create_directories(file.parent_path());
        io::write_band(file, grid, numbers, options);
    };
    const auto write_bands = [&](const std::vector<BandFile>& files, const Grid& grid) {
        std::vector<Band> bands;
        for (const BandFile& b : files) bands.push_back(b.band);
        SceneImage image = scene.image(bands, grid);
        for (const BandFile& b : files)
            write(b.token, grid, sentinel2_numbers(image.reflectance[b.band], offset), {"JP2OpenJPEG", false, {}});
        return image;
    };
    write_bands(fine_bands(), sentinel2_grid(coast, 10, crs));
    const Grid coarse = sentinel2_grid(coast, 20, crs);
    const SceneImage image = write_bands(coarse_bands(), coarse);
    write("SCL", coarse, scene_classification(image, coast.materials), {"JP2OpenJPEG", true, {}});
    const double cloud = (image.cloud > static_cast<float>(CloudField::noticed)).cast<double>().mean();
    io::write_text(product / "MTD_MSIL2A.xml", sentinel2_metadata(platform, scene, cloud));
    return name;
}

}  // namespace tasi::scenes
