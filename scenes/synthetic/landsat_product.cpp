#include "scenes/synthetic/landsat_product.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenes/synthetic/quality_layers.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/crs.hpp"

namespace tasi::scenes {
namespace {

constexpr double false_northing_m = 1e7;  // of southern UTM zones

const SensorErrors& errors_of(const SceneRenderer& scene) { return scene.coast().sensors[static_cast<std::size_t>(scene.order().sensor)]; }

std::string compact_day(const Instant& time)
{
    std::string day = time.day();
    std::erase(day, '-');
    return day;
}

}  // namespace

std::string landsat_product_id(const Platform& platform, const CoastDescription& coast, const Instant& time)
{
    const Instant collection = *instant_of(2020, 9, 15);
    Instant processed{time.milliseconds + 14LL * 86'400'000};
    processed = std::max(processed, collection);
    return fmt::format("{}_L2SP_{}_{}_{}_02_T1", platform.prefix, coast.landsat_path_row, compact_day(time), compact_day(processed));
}

io::Numbers landsat_numbers(const Pixels& reflectance, const Mask& fill)
{
    io::Numbers result(reflectance.rows(), reflectance.cols());
    for (int row = 0; row < result.rows(); ++row) {
        for (int col = 0; col < result.cols(); ++col) {
            const double number = std::round((static_cast<double>(reflectance(row, col)) + 0.2) / 2.75e-5);
            result(row, col) = fill(row, col) ? std::uint16_t{0} : static_cast<std::uint16_t>(std::clamp(number, 1.0, 65534.0));
        }
    }
    return result;
}

Grid landsat_grid(const CoastDescription& coast, const Crs& crs)
{
    const auto corner = [](double m) { return std::floor((m - 15) / 30) * 30 + 15; };
    const double north = coast.north - false_northing_m, south = coast.south - false_northing_m;
    const double x0 = corner(coast.west), y0 = -corner(-north);
    return {static_cast<int>(std::ceil((y0 - south) / 30)), static_cast<int>(std::ceil((coast.east - x0) / 30)), x0, y0, 30, -30, crs};
}

std::string write_landsat_product(const SceneRenderer& scene, const std::filesystem::path& folder)
{
    const Platform& platform = *platform_named(errors_of(scene).platform);
    const std::string id = landsat_product_id(platform, scene.coast(), scene.order().time);
    const std::filesystem::path product = folder / id;
    std::filesystem::create_directories(product);
    const auto file = [&](const std::string& part) { return product / fmt::format("{}_{}", id, part); };

    const Grid grid = landsat_grid(scene.coast(), io::utm_crs(scene.coast().utm_zone, true));
    Grid ground = grid;  // the description is in the southern zone
    ground.y0 += false_northing_m;
    std::vector<Band> bands;
    for (const auto& [number, band] : platform.bands) bands.push_back(band);
    const SceneImage image = scene.image(bands, ground);
    const Mask fill = scan_line_gaps(grid.rows, grid.cols, has_scan_line_gaps(platform.name, scene.order().time));

    for (const auto& [number, band] : platform.bands) {
        io::write_band(file(fmt::format("SR_B{}.TIF", number)), grid, landsat_numbers(image.reflectance[band], fill),
                       {"GTiff", false, 0.0});
    }
    io::write_band(file("QA_PIXEL.TIF"), grid, qa_pixel_layer(image, fill, grid.dx, platform.cirrus_band), {"GTiff", false, 1.0});
    io::write_band(file("QA_RADSAT.TIF"), grid, io::Numbers::Zero(grid.rows, grid.cols), {});
    const double cloud = (image.cloud > static_cast<float>(CloudField::noticed)).cast<double>().mean();
    io::write_text(file("MTL.txt"), landsat_metadata(platform, scene, grid, cloud));
    return id;
}

}  // namespace tasi::scenes
