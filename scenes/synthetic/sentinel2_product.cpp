#include "scenes/synthetic/sentinel2_product.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenes/synthetic/cloud_polygons.hpp"
#include "scenes/synthetic/quality_layers.hpp"
#include "scenes/synthetic/sentinel2_bands.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/crs.hpp"

namespace tasi::scenes {
namespace {

constexpr double largest_pixel_m(bool surface) { return surface ? 20 : 60; }

/// Pixels of 60 m that hold a noticed cloud, from an image with pixels of 20 m.
Mask cloudy_blocks(const Pixels& cloud)
{
    constexpr int side = 3;
    Mask blocks = Mask::Zero(cloud.rows() / side, cloud.cols() / side);
    for (int row = 0; row < cloud.rows(); ++row) {
        for (int col = 0; col < cloud.cols(); ++col) {
            if (cloud(row, col) > static_cast<float>(CloudField::noticed)) blocks(row / side, col / side) = 1;
        }
    }
    return blocks;
}

/// Writes the files of one product.
class Sentinel2Writer {
public:
    Sentinel2Writer(const Platform& platform, const SceneRenderer& scene, const std::filesystem::path& product)
        : platform_(platform),
          scene_(scene),
          kind_(sentinel2_kind(scene.order())),
          product_(product),
          crs_(io::utm_crs(scene.coast().utm_zone, false)),
          offset_(sentinel2_offset(scene.order().baseline))
    {
    }

    void write() const
    {
        const CoastDescription& coast = scene_.coast();
        write_images(10);
        const SceneImage image = write_images(20);
        if (kind_.surface)
            write_jp2(sentinel2_image_file(coast, scene_.order(), "SCL", 20), grid(20), scene_classification(image, coast.materials), 1,
                      true);
        else
            write_images(60), write_cloud_mask(image);
        const double cloud = (image.cloud > static_cast<float>(CloudField::noticed)).cast<double>().mean();
        io::write_text(product_ / fmt::format("MTD_MSI{}.xml", kind_.short_level), sentinel2_metadata(platform_, scene_, cloud));
        io::write_text(product_ / (granule() + "MTD_TL.xml"), sentinel2_tile_metadata(platform_, scene_));
    }

private:
    Grid grid(double pixel_m) const { return sentinel2_grid(scene_.coast(), kind_, pixel_m, crs_); }
    std::string granule() const { return sentinel2_granule_folder(scene_.coast(), scene_.order()); }

    void write_jp2(const std::string& name, const Grid& grid, const io::Numbers& numbers, int bands, bool eight_bit) const
    {
        const std::filesystem::path file = product_ / (name + ".jp2");
        std::filesystem::create_directories(file.parent_path());
        io::write_bands(file, grid, numbers, bands, {"JP2OpenJPEG", eight_bit, {}});
    }

    SceneImage write_images(int pixel_m) const
    {
        std::vector<Band> roles;
        std::vector<BandMix> mixes;
        const auto images = sentinel2_images(kind_, pixel_m);
        for (const Sentinel2Image& image : images) {
            if (image.role)
                roles.push_back(*image.role);
            else
                mixes.push_back(image.mix);
        }
        const Grid place = grid(pixel_m);
        SceneImage seen = scene_.image(roles, place, mixes);
        std::size_t mixed = 0;
        for (const Sentinel2Image& image : images) {
            const Pixels& values = image.role ? seen.reflectance[*image.role] : seen.mixed.at(mixed++);
            write_jp2(sentinel2_image_file(scene_.coast(), scene_.order(), image.token, pixel_m), place, sentinel2_numbers(values, offset_),
                      1, false);
        }
        return seen;
    }

    /// Polygons before processing baseline 04.00, then a raster of opaque cloud, cirrus and snow. There is no cirrus and no snow.
    void write_cloud_mask(const SceneImage& image) const
    {
        const Mask clouds = cloudy_blocks(image.cloud);
        const Grid place = grid(60);
        if (offset_ != 0) {
            io::Numbers layers = io::Numbers::Zero(3 * place.rows, place.cols);
            layers.topRows(place.rows) = clouds.cast<std::uint16_t>();
            write_jp2(granule() + "QI_DATA/MSK_CLASSI_B00", place, layers, 3, true);
            return;
        }
        const std::string name = sentinel2_part_name(platform_, scene_.coast(), scene_.order(), "MSK_CLOUDS_2APS") + "_B00_MSIL1C";
        std::filesystem::create_directories(product_ / (granule() + "QI_DATA"));
        io::write_text(product_ / (granule() + "QI_DATA/MSK_CLOUDS_B00.gml"),
                       cloud_mask_gml(pixel_edge_polygons(clouds, place), name, 32700 + scene_.coast().utm_zone));
    }

    const Platform& platform_;
    const SceneRenderer& scene_;
    const ProductKind& kind_;
    std::filesystem::path product_;
    Crs crs_;
    int offset_;
};

}  // namespace

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

Grid sentinel2_grid(const CoastDescription& coast, const ProductKind& kind, double pixel_m, const Crs& crs)
{
    const double whole_m = largest_pixel_m(kind.surface);
    const double x0 = std::floor(coast.west / 20) * 20, y0 = std::ceil(coast.north / 20) * 20;
    const auto count = [&](double m) { return static_cast<int>(std::lround(std::ceil(m / whole_m) * whole_m / pixel_m)); };
    return {count(y0 - coast.south), count(coast.east - x0), x0, y0, pixel_m, -pixel_m, crs};
}

std::string write_sentinel2_product(const SceneRenderer& scene, const std::filesystem::path& folder)
{
    const Platform& platform = *platform_named(scene.coast().sensors[static_cast<std::size_t>(scene.order().sensor)].platform);
    const std::string name = sentinel2_product_name(platform, scene.coast(), scene.order());
    std::filesystem::create_directories(folder / name);
    Sentinel2Writer(platform, scene, folder / name).write();
    return name;
}

}  // namespace tasi::scenes
