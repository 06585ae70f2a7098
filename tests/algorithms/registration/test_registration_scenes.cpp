#include <cmath>

#include "algorithms/masking/disk.hpp"
#include "algorithms/registration/registration.hpp"
#include "algorithms/registration/resample.hpp"
#include "scenes/synthetic/landsat_product.hpp"
#include "scenes/synthetic/quality_layers.hpp"
#include "scenes/synthetic/scene_rendering.hpp"
#include "src/core/median.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

/// A scene of the built-in coast as the program would see it: near infrared, and a mask of clouds, water and the shoreline zone.
struct Seen {
    Pixels nir;
    Mask mask;
    Grid grid;
    Vector shift;
};

constexpr double zone_m = 300;

CoastDescription demo_coast()
{
    io::Session session;
    return read_coast(session, std::string(TASI_SOURCE_DIR) + "/scenes/demo/coast.toml");
}

Grid grid_of(const CoastDescription& coast, double pixel_m)
{
    if (pixel_m == 30) {
        Grid grid = landsat_grid(coast, {});
        grid.y0 += 1e7;
        return grid;
    }
    return {static_cast<int>((coast.north - coast.south) / pixel_m), 300, coast.west + 3000, coast.north, pixel_m, -pixel_m, {}};
}

/// `shift_px`: the larger component of the scene's geolocation error, in its own pixels.
Seen see(const CoastDescription& demo, const std::string& platform, int year, double cloud, std::uint64_t seed, double shift_px)
{
    CoastDescription coast = demo;
    SceneOrder order;
    order.time = *instant_of(year, 8, 15, 1, 30);
    order.cloud = cloud;
    order.seed = seed;
    const double pixel_m = platform.starts_with("landsat") ? 30 : 10;
    const RandomField random(seed);
    const double largest = std::max(std::abs(random.normal(1, 0, 0)), std::abs(random.normal(1, 0, 1)));
    for (std::size_t i = 0; i < coast.sensors.size(); ++i) {
        if (coast.sensors[i].platform != platform) continue;
        order.sensor = static_cast<int>(i);
        coast.sensors[i].geolocation_m = shift_px * pixel_m / largest;
    }
    const SceneRenderer renderer(coast, order);
    Seen seen{{}, {}, grid_of(coast, pixel_m), renderer.shift()};
    const SceneImage image = renderer.image({Band::nir}, seen.grid);
    seen.nir = image.reflectance[Band::nir];
    Mask clouds = (image.cloud.max(image.shadow) > static_cast<float>(CloudField::noticed)).cast<std::uint8_t>();
    clouds = dilated(clouds, 1, 60 / pixel_m);
    const Mask coastal = dilated((image.water > 0.5f).cast<std::uint8_t>(), 1, zone_m / pixel_m);
    const Mask gaps = scan_line_gaps(seen.grid.rows, seen.grid.cols, has_scan_line_gaps(platform, order.time));
    seen.mask = (clouds + coastal + gaps != 0).cast<std::uint8_t>();
    return seen;
}

struct Errors {
    std::vector<double> px;
    int accepted = 0;
};

/// Shifts of 0.05 to 3 pixels on both axes against a reference without any.
Errors shifted_scenes(const std::string& platform, int year, double cloud, const Seen& reference, const CoastDescription& coast)
{
    Errors errors;
    std::uint64_t seed = 9000;
    for (const double shift_px : {0.05, 0.2, 0.5, 0.8, 1.4, 2.1, 3.0}) {
        const Seen scene = see(coast, platform, year, cloud, ++seed, shift_px);
        const Registration found = register_to(scene.nir, scene.mask, reference.nir, reference.mask);
        CAPTURE(shift_px, found.reason);
        errors.accepted += found.accepted();
        if (!found.accepted()) continue;
        errors.px.push_back(std::abs(found.shift_px.col - scene.shift.x / scene.grid.dx));
        errors.px.push_back(std::abs(found.shift_px.row - scene.shift.y / scene.grid.dy));
    }
    return errors;
}

}  // namespace

TEST_CASE("shifts of rendered Landsat scenes are found within a twentieth of a pixel, though the coast moved", "[registration]")
{
    const CoastDescription coast = demo_coast();
    const Seen reference = see(coast, "landsat-5", 1990, 0, 1, 0);
    for (const auto& [platform, year, cloud] :
         {std::tuple{"landsat-8", 2024, 0.0}, std::tuple{"landsat-8", 2020, 0.3}, std::tuple{"landsat-7", 2012, 0.0}}) {
        CAPTURE(platform, cloud);
        const Errors errors = shifted_scenes(platform, year, cloud, reference, coast);
        CHECK(errors.accepted >= (cloud > 0 ? 5 : 7));
        CHECK(median_of(errors.px) < 0.05);
        for (const double error : errors.px) CHECK(error < 0.12);
    }
}

TEST_CASE("shifts of rendered Sentinel-2 scenes are found within a twentieth of a pixel", "[registration]")
{
    const CoastDescription coast = demo_coast();
    const Seen reference = see(coast, "sentinel-2a", 2016, 0, 1, 0);
    const Errors errors = shifted_scenes("sentinel-2b", 2024, 0.2, reference, coast);
    CHECK(errors.accepted >= 6);
    CHECK(median_of(errors.px) < 0.05);
    for (const double error : errors.px) CHECK(error < 0.12);
}

TEST_CASE("a Sentinel-2 scene is set against a Landsat scene within a twentieth of a Landsat pixel", "[registration]")
{
    const CoastDescription coast = demo_coast();
    const Seen landsat = see(coast, "landsat-5", 1990, 0, 1, 0);
    std::vector<double> errors;
    for (const std::uint64_t seed : {31u, 32u, 33u}) {
        const Seen fine = see(coast, "sentinel-2a", 2024, 0, seed, 2);
        const Pixels scene = resampled(fine.nir, fine.mask, fine.grid, landsat.grid, [](const Point& p) { return p; });
        const Registration found = register_to(scene, Mask(), landsat.nir, landsat.mask);
        CAPTURE(found.reason, found.blocks);
        CHECK(found.accepted());
        errors.push_back(std::abs(found.shift_px.col - fine.shift.x / 30));
        errors.push_back(std::abs(found.shift_px.row + fine.shift.y / 30));
    }
    CHECK(median_of(errors) < 0.05);
}

TEST_CASE("a scene under clouds is refused", "[registration]")
{
    const CoastDescription coast = demo_coast();
    const Seen reference = see(coast, "landsat-5", 1990, 0, 1, 0), cloudy = see(coast, "landsat-8", 2020, 0.95, 2, 0.5);
    const Registration found = register_to(cloudy.nir, cloudy.mask, reference.nir, reference.mask);
    CHECK_FALSE(found.accepted());
    CHECK_FALSE(found.reason.empty());
}
