#include "scenes/synthetic/landsat_product.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "scenes/synthetic/landsat_quality.hpp"
#include "scenes/synthetic/landsat_scaling.hpp"
#include "scenes/synthetic/quality_layers.hpp"
#include "src/core/error.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/crs.hpp"

namespace tasi::scenes {
namespace {

constexpr double false_northing_m = 1e7;  // of southern UTM zones

const Platform& platform_of(const SceneRenderer& scene)
{
    return *platform_named(scene.coast().sensors[static_cast<std::size_t>(scene.order().sensor)].platform);
}

/// The description is in the southern zone.
Grid on_ground(Grid grid)
{
    grid.y0 += false_northing_m;
    return grid;
}

/// Gaps of the 30 m bands on the panchromatic pixels.
Mask panchromatic_gaps(const Mask& gaps, const Grid& pan)
{
    Mask result(pan.rows, pan.cols);
    for (int row = 0; row < pan.rows; ++row) {
        for (int col = 0; col < pan.cols; ++col) result(row, col) = gaps(row / 2, col / 2);
    }
    return result;
}

/// Writes the files of one product.
class LandsatWriter {
public:
    LandsatWriter(LandsatFacts& facts, const std::filesystem::path& product) : facts_(facts), product_(product)
    {
        std::vector<Band> bands;
        for (const auto& [number, band] : facts_.platform.bands) bands.push_back(band);
        image_ = facts_.scene.image(bands, on_ground(facts_.grid));
        fill_ = scan_line_gaps(facts_.grid.rows, facts_.grid.cols, has_scan_line_gaps(facts_.platform.name, facts_.scene.order().time));
        facts_.cloud_share = (image_.cloud > static_cast<float>(CloudField::noticed)).cast<double>().mean();
        saturation_ = saturated_bands_ = io::Numbers::Zero(facts_.grid.rows, facts_.grid.cols);
    }

    void write()
    {
        for (const auto& [number, band] : facts_.platform.bands) {
            const io::Numbers numbers = write_band(number, facts_.grid, image_.reflectance[band], fill_);
            if (!scale(number).eight_bit()) continue;
            add_saturation(saturation_, numbers, number);
            saturated_bands_ += (numbers == std::uint16_t{255}).cast<std::uint16_t>();
        }
        if (facts_.pan) {
            const SceneImage sharp = facts_.scene.image({}, on_ground(*facts_.pan), {{8, facts_.platform.pan}});
            write_band(8, *facts_.pan, sharp.mixed.at(0), panchromatic_gaps(fill_, *facts_.pan));
        }
        write_quality();
        write_metadata();
    }

private:
    LandsatScale scale(int number) const { return landsat_scale(facts_.platform, facts_.kind, number); }
    std::filesystem::path file(const std::string& part) const { return product_ / facts_.file(part); }
    bool collection2() const { return facts_.kind.collection == "02"; }

    io::Numbers write_band(int number, const Grid& grid, const Pixels& reflectance, const Mask& fill) const
    {
        const double sun = facts_.kind.surface ? 1.0 : std::sin(facts_.scene.sun().elevation_deg * std::numbers::pi / 180);
        io::Numbers numbers = landsat_numbers(reflectance, fill, scale(number), sun);
        io::BandFileOptions options{"GTiff", scale(number).eight_bit(), {}, !facts_.kind.surface};
        if (collection2()) options.no_data = 0.0;
        io::write_band(product_ / facts_.band_file(number), grid, numbers, options);
        return numbers;
    }

    void write_quality() const
    {
        const bool points = !facts_.kind.surface, cirrus = facts_.platform.cirrus_band;
        const auto write = [&](const std::string& token, const io::Numbers& numbers, std::optional<double> no_data) {
            io::write_band(file(token + ".TIF"), facts_.grid, numbers, {"GTiff", false, no_data, points});
        };
        if (collection2()) {
            write("QA_PIXEL", qa_pixel_layer(image_, fill_, facts_.grid.dx, cirrus), 1.0);
            write("QA_RADSAT", saturation_, {});
        } else if (!facts_.kind.collection.empty()) {
            write("BQA", collection1_bqa(image_, fill_, saturated_bands_, cirrus), {});
        } else if (!facts_.radiance_only()) {
            write("BQA", precollection_bqa(image_, fill_), {});
        }
    }

    void write_metadata() const
    {
        const MetadataTree tree = landsat_metadata(facts_);
        for (const std::string& form : facts_.scene.order().metadata) {
            const std::string text = form == "json" ? tree.json() : form == "xml" ? tree.xml() : tree.odl();
            io::write_text(file("MTL." + form), text);
        }
    }

    LandsatFacts& facts_;
    std::filesystem::path product_;
    SceneImage image_;
    Mask fill_;
    io::Numbers saturation_, saturated_bands_;
};

}  // namespace

Grid landsat_grid(const CoastDescription& coast, const Crs& crs)
{
    const auto corner = [](double m) { return std::floor((m - 15) / 30) * 30 + 15; };
    const double north = coast.north - false_northing_m, south = coast.south - false_northing_m;
    const double x0 = corner(coast.west), y0 = -corner(-north);
    return {static_cast<int>(std::ceil((y0 - south) / 30)), static_cast<int>(std::ceil((coast.east - x0) / 30)), x0, y0, 30, -30, crs};
}

Grid panchromatic_grid(const Grid& grid)
{
    return {2 * grid.rows - 1, 2 * grid.cols - 1, grid.x0 + grid.dx / 4, grid.y0 + grid.dy / 4, grid.dx / 2, grid.dy / 2, grid.crs};
}

std::string write_landsat_product(const SceneRenderer& scene, const std::filesystem::path& folder)
{
    const Platform& platform = platform_of(scene);
    const ProductKind& kind = *product_kind(scene.order().product, false);
    if (!kind.surface && scene.sun().elevation_deg <= 0)
        throw UsageError("COAST", platform.name, "the sun is below the horizon at " + scene.order().time.iso(), "choose a time by day");
    const Grid grid = landsat_grid(scene.coast(), io::utm_crs(scene.coast().utm_zone, true));
    LandsatFacts facts{platform, kind, scene, landsat_product_id(platform, kind, scene.coast(), scene.order().time), grid, {}};
    if (kind.panchromatic && !platform.pan.empty()) facts.pan = panchromatic_grid(grid);
    const std::filesystem::path product = folder / facts.id;
    std::filesystem::create_directories(product);
    LandsatWriter(facts, product).write();
    return facts.id;
}

}  // namespace tasi::scenes
