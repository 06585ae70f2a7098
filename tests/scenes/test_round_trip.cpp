#include <cmath>
#include <numbers>
#include <set>

#include "scenes/products/scene.hpp"
#include "scenes/synthetic/landsat_product.hpp"
#include "scenes/synthetic/landsat_scaling.hpp"
#include "scenes/synthetic/quality_layers.hpp"
#include "scenes/synthetic/sentinel2_product.hpp"
#include "scenes/synthetic/simulate.hpp"
#include "src/io/crs.hpp"
#include "src/io/file_tree.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/process.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/synthetic_coast.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

constexpr auto noticed = static_cast<float>(CloudField::noticed);

/// One order for the straight coast, with everything that a test varies.
struct Order {
    std::string sensor, time, product, container = "folder", baseline = {};
    double cloud = 0.3;
    std::vector<std::string> metadata{"txt"};
};

CoastDescription coast_with(const Order& order)
{
    auto text = tasi::testing::straight_coast_text();
    text["sensors"][order.sensor] = {{"noise", 0.002}, {"geolocation_m", 3}};
    nlohmann::json scene = {
        {"sensor", order.sensor},   {"time", order.time},          {"cloud", order.cloud}, {"turbidity", 0}, {"seed", 11},
        {"product", order.product}, {"container", order.container}};
    if (!order.baseline.empty())
        scene["baseline"] = order.baseline;
    else
        scene["metadata"] = order.metadata;
    text["scenes"] = nlohmann::json::array({scene});
    return coast_from(text, "straight.toml");
}

/// A made product, opened again.
struct RoundTrip {
    CoastDescription coast;
    testing::TemporaryFolder folder;
    SceneRenderer renderer;
    io::Session session;
    std::string id, path;

    explicit RoundTrip(const Order& order) : coast(coast_with(order)), renderer(coast, coast.scenes.at(0))
    {
        io::start_up();
        id = write_product(renderer, folder.path());
        const bool sentinel = !order.baseline.empty();
        path = folder / (id + (order.container == "folder" ? sentinel ? ".SAFE" : "" : "." + order.container));
    }

    /// Clouds and shadows as the layers state them, not grown.
    Scene open()
    {
        SceneOptions options;
        options.mask.classes = {MaskClass::cloud, MaskClass::cirrus, MaskClass::shadow, MaskClass::snow};
        options.mask.cloud_buffer_m = 0;
        return open_scene(session, path, options);
    }

    SceneImage painted(Band band, Grid grid) const
    {
        if (grid.y0 < 0) grid.y0 += 1e7;  // Landsat's northern zone
        return renderer.image({band}, grid);
    }
};

bool has(std::uint8_t flags, PixelFlag flag) { return (flags & flag) != 0; }

/// Every clear pixel gives the painted reflectance back to half a stored step; `least` is the smallest that can be stored.
void check_reflectance(const Pixels& read, const Mask& mask, const Pixels& painted, double step, double least)
{
    long clear_pixels = 0, wrong = 0;
    for (int row = 0; row < read.rows(); ++row) {
        for (int col = 0; col < read.cols(); ++col) {
            const double truth = std::max(static_cast<double>(painted(row, col)), least);
            REQUIRE(std::isnan(read(row, col)) == (mask(row, col) != clear));
            if (mask(row, col) != clear) continue;
            ++clear_pixels;
            wrong += std::abs(static_cast<double>(read(row, col)) - truth) > step / 2 + 1e-6;
        }
    }
    CHECK(wrong == 0);
    CHECK(clear_pixels > read.size() / 10);
}

void check_mask(const Mask& mask, const Mask& clouds, const Mask& shadows, const Mask& gaps)
{
    long wrong_clouds = 0, wrong_shadows = 0, wrong_gaps = 0;
    for (int row = 0; row < mask.rows(); ++row) {
        for (int col = 0; col < mask.cols(); ++col) {
            const bool gap = gaps(row, col) != 0;
            wrong_gaps += has(mask(row, col), fill) != gap;
            wrong_clouds += has(mask(row, col), cloud) != (!gap && clouds(row, col) != 0);
            wrong_shadows += has(mask(row, col), shadow) != (!gap && shadows(row, col) != 0);
        }
    }
    CHECK(wrong_gaps == 0);
    CHECK(wrong_clouds == 0);
    CHECK(wrong_shadows == 0);
}

Mask noticed_clouds(const SceneImage& image) { return (image.cloud > noticed).cast<std::uint8_t>(); }
Mask noticed_shadows(const SceneImage& image) { return (image.shadow > noticed && image.cloud <= noticed).cast<std::uint8_t>(); }

void check_landsat(const Order& order, bool knows_shadow)
{
    CAPTURE(order.sensor, order.product, order.container);
    RoundTrip trip(order);
    const Scene scene = trip.open();
    const Platform& platform = *platform_named(order.sensor);
    const ProductKind& kind = *product_kind(order.product, false);
    CHECK(scene.facts().id == trip.id);
    CHECK(scene.facts().sensor == order.sensor);
    CHECK(scene.facts().has_cloud_layer);
    const Grid wanted = landsat_grid(trip.coast, io::utm_crs(51, true));
    const double sun = kind.surface ? 1 : std::sin(trip.renderer.sun().elevation_deg * std::numbers::pi / 180);
    const Mask gaps = scan_line_gaps(wanted.rows, wanted.cols, has_scan_line_gaps(order.sensor, trip.renderer.order().time));
    for (const auto& [number, band] : platform.bands) {
        CAPTURE(number);
        const Grid grid = scene.grid({band});
        CHECK(grid == wanted);
        const SceneBlock block = scene.reader(trip.session, {band}).read(grid.whole());
        const SceneImage image = trip.painted(band, grid);
        const LandsatScale scale = landsat_scale(platform, kind, number);
        check_reflectance(block.reflectance[band], block.mask, image.reflectance[band], scale.mult / sun, (scale.mult + scale.add) / sun);
        const Mask none = Mask::Zero(grid.rows, grid.cols);
        check_mask(block.mask, noticed_clouds(image), knows_shadow ? noticed_shadows(image) : none, gaps);
    }
}

/// Clouds of Level 1C are stated in pixels of 60 m, those of Level 2A in pixels of 20 m.
Mask stated_clouds(const SceneImage& image, bool blocks)
{
    const Mask fine = noticed_clouds(image);
    if (!blocks) return fine;
    Mask result(fine.rows(), fine.cols());
    for (int row = 0; row < fine.rows(); ++row) {
        for (int col = 0; col < fine.cols(); ++col) result(row, col) = fine.block(row / 3 * 3, col / 3 * 3, 3, 3).maxCoeff();
    }
    return result;
}

void check_sentinel(const Order& order)
{
    CAPTURE(order.product, order.baseline, order.container);
    RoundTrip trip(order);
    const Scene scene = trip.open();
    const ProductKind& kind = *product_kind(order.product, true);
    CHECK(scene.facts().id == trip.id);
    CHECK(scene.facts().level == kind.short_level);
    CHECK(scene.facts().baseline == order.baseline);
    CHECK(scene.facts().has_cloud_layer);
    std::vector<Band> bands{Band::blue, Band::green, Band::red, Band::nir, Band::swir1, Band::swir2};
    if (!kind.surface) bands.push_back(Band::coastal);
    for (const Band band : bands) {
        CAPTURE(name_of(band));
        const Grid grid = scene.grid({band});
        const double pixel_m = band == Band::coastal ? 60 : band == Band::swir1 || band == Band::swir2 ? 20 : 10;
        CHECK(grid == sentinel2_grid(trip.coast, kind, pixel_m, io::utm_crs(51, false)));
        const SceneBlock block = scene.reader(trip.session, {band}).read(grid.whole());
        const SceneImage image = trip.painted(band, grid);
        check_reflectance(block.reflectance[band], block.mask, image.reflectance[band], 1e-4, order.baseline < "04.00" ? 1e-4 : -0.1);
        if (pixel_m != 20) continue;
        const Mask none = Mask::Zero(grid.rows, grid.cols);
        check_mask(block.mask, stated_clouds(image, !kind.surface), kind.surface ? noticed_shadows(image) : none, none);
    }
}

}  // namespace

TEST_CASE("a made Landsat Collection 2 Level 2 product gives back what was painted", "[round_trip]")
{
    check_landsat({"landsat-4", "1990-06-15T01:30:00Z", "C2L2"}, true);
    check_landsat({"landsat-7", "2010-06-15T01:40:00Z", "C2L2", "tar"}, true);
    check_landsat({"landsat-9", "2022-06-15T01:50:00Z", "C2L2", "tar.gz"}, true);
}

TEST_CASE("a made Landsat Collection 2 Level 1 product gives back what was painted", "[round_trip]")
{
    check_landsat({"landsat-5", "2006-06-15T01:30:00Z", "C2L1", "tar"}, true);
    check_landsat({"landsat-7", "2010-06-15T01:40:00Z", "C2L1"}, true);
    check_landsat({"landsat-8", "2016-06-15T01:50:00Z", "C2L1", "zip"}, true);
}

TEST_CASE("a made Landsat Collection 1 product gives back what was painted", "[round_trip]")
{
    check_landsat({"landsat-5", "2006-06-15T01:30:00Z", "C1L1"}, true);
    check_landsat({"landsat-7", "2002-06-15T01:40:00Z", "C1L1", "tar.gz"}, true);
    check_landsat({"landsat-8", "2016-06-15T01:50:00Z", "C1L1", "tar"}, true);
}

TEST_CASE("a made Landsat 8 product from before collections gives back what was painted", "[round_trip]")
{
    check_landsat({"landsat-8", "2016-06-15T01:50:00Z", "PRE", "tar.gz"}, false);
}

TEST_CASE("a made Landsat 5 product from before collections is refused: it tells radiance alone", "[round_trip]")
{
    const RoundTrip trip({"landsat-5", "2006-06-15T01:30:00Z", "PRE"});
    const auto failure = testing::failure_of([&] {
        io::Session session;
        open_scene(session, trip.path);
    });
    CHECK(failure.code == ExitCode::unsafe);
}

TEST_CASE("a made Sentinel-2 Level 2A product gives back what was painted", "[round_trip]")
{
    check_sentinel({"sentinel-2a", "2016-06-15T01:50:00Z", "L2A", "zip", "02.04"});
    check_sentinel({"sentinel-2b", "2021-06-15T01:50:00Z", "L2A", "folder", "03.01"});
    check_sentinel({"sentinel-2c", "2025-06-15T01:50:00Z", "L2A", "tar", "05.11"});
}

TEST_CASE("a made Sentinel-2 Level 1C product gives back what was painted", "[round_trip]")
{
    check_sentinel({"sentinel-2a", "2016-12-15T01:50:00Z", "L1C", "folder", "02.04"});
    check_sentinel({"sentinel-2b", "2021-06-15T01:50:00Z", "L1C", "zip", "03.01"});
    check_sentinel({"sentinel-2a", "2023-06-15T01:50:00Z", "L1C", "tar.gz", "05.09"});
}

TEST_CASE("a Level 1C product without clouds has a cloud mask that marks nothing", "[round_trip]")
{
    for (const char* baseline : {"03.01", "05.09"}) {
        RoundTrip trip({"sentinel-2b", "2021-06-15T01:50:00Z", "L1C", "folder", baseline, 0.0});
        const Scene scene = trip.open();
        CHECK(scene.facts().has_cloud_layer);
        CHECK(scene.reader(trip.session, {Band::green}).read({0, 0, 30, 30}).mask.maxCoeff() == clear);
    }
}

TEST_CASE("one ground in baselines 03.01 and 05.09 has the same reflectance bit for bit", "[round_trip]")
{
    for (const char* product : {"L2A", "L1C"}) {
        RoundTrip before({"sentinel-2b", "2021-06-15T01:50:00Z", product, "folder", "03.01"}),
            after({"sentinel-2b", "2021-06-15T01:50:00Z", product, "folder", "05.09"});
        const auto read = [](RoundTrip& trip) {
            const Scene scene = trip.open();
            return scene.reader(trip.session, {Band::green, Band::swir1}).read({0, 0, 60, 60});
        };
        const SceneBlock a = read(before), b = read(after);
        CHECK((a.mask == b.mask).all());
        for (const Band band : {Band::green, Band::swir1}) {
            const Pixels &x = a.reflectance[band], &y = b.reflectance[band];
            CHECK((x == y || (x.isNaN() && y.isNaN())).all());
        }
    }
}

TEST_CASE("a product reads the same from a folder and from every archive, and its bytes never change", "[round_trip]")
{
    std::optional<Pixels> first;
    for (const char* container : {"folder", "tar", "tar.gz", "zip"}) {
        CAPTURE(container);
        const Order order{"landsat-8", "2016-06-15T01:50:00Z", "C2L2", container};
        RoundTrip trip(order), again(order);
        const Scene scene = trip.open();
        const Pixels green = scene.reader(trip.session, {Band::green}).read({0, 0, 40, 40}).reflectance[Band::green];
        if (!first) first = green;
        CHECK((green == *first || (green.isNaN() && first->isNaN())).all());
        if (order.container != "folder") {
            CHECK(testing::names_in(trip.folder.path()).size() == 1);
            CHECK(testing::bytes_of(trip.path) == testing::bytes_of(again.path));
        }
    }
}

TEST_CASE("the metadata of a made product say the same as text, JSON and XML", "[round_trip]")
{
    for (const char* product : {"C2L2", "C2L1", "C1L1", "PRE"}) {
        for (const char* form : {"txt", "json", "xml"}) {
            CAPTURE(product, form);
            RoundTrip trip({"landsat-8", "2016-06-15T01:50:00Z", product, "folder", {}, 0.3, {form}});
            const Scene scene = trip.open();
            CHECK(scene.facts().id == trip.id);
            CHECK(scene.facts().time == trip.renderer.order().time);
            CHECK(scene.grid({Band::green}) == landsat_grid(trip.coast, io::utm_crs(51, true)));
        }
    }
}

TEST_CASE("a product with all forms of its metadata is one product", "[round_trip]")
{
    RoundTrip trip({"landsat-8", "2016-06-15T01:50:00Z", "C2L1", "folder", {}, 0.3, {"txt", "json", "xml"}});
    CHECK(inventory(trip.session, {trip.folder.path().string()}).size() == 1);
}

TEST_CASE("a product from before collections is another processing of the same scene, though its id tells no day of processing",
          "[round_trip]")
{
    RoundTrip older({"landsat-8", "2016-06-15T01:50:00Z", "PRE"}), newer({"landsat-8", "2016-06-15T01:50:00Z", "C1L1"});
    const auto rows = inventory(older.session, {older.path, newer.path});
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].duplicate_of.empty() != rows[1].duplicate_of.empty());
}

TEST_CASE("the panchromatic band of Level 1 lies on the lattice of the 30 m centres", "[round_trip]")
{
    for (const auto& [sensor, product] : {std::pair{"landsat-7", "C1L1"}, std::pair{"landsat-8", "C2L1"}, std::pair{"landsat-8", "PRE"}}) {
        CAPTURE(sensor, product);
        RoundTrip trip({sensor, "2002-06-15T01:40:00Z", product});
        const io::FileTree tree(trip.session, trip.path);
        const Grid fine = tree.raster(trip.session, trip.id + "_B8.TIF").info().grid;
        const Grid coarse = tree.raster(trip.session, trip.id + "_B3.TIF").info().grid;
        CHECK(fine.rows == 2 * coarse.rows - 1);
        CHECK(fine.cols == 2 * coarse.cols - 1);
        CHECK(fine.at_centre(0, 0) == coarse.at_centre(0, 0));
        CHECK(fine.at_centre(fine.rows - 1, fine.cols - 1) == coarse.at_centre(coarse.rows - 1, coarse.cols - 1));
    }
}
