#include <cmath>

#include "scenes/synthetic/landsat_product.hpp"
#include "scenes/synthetic/landsat_scaling.hpp"
#include "scenes/synthetic/quality_layers.hpp"
#include "scenes/synthetic/sentinel2_product.hpp"
#include "src/io/xml.hpp"
#include "tests/catch.hpp"
#include "tests/scenes/synthetic_coast.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

const Grid window{40, 40, 500000, 9001200, 30, -30, {}};

Pixels nir(const CoastDescription& coast, const SceneOrder& order)
{
    return SceneRenderer(coast, order).image({Band::nir}, window).reflectance[Band::nir];
}

}  // namespace

TEST_CASE("random numbers depend on seed, stream and place alone and have the stated spread", "[synthetic]")
{
    const RandomField random(42), other(43);
    CHECK(random.normal(3, 5, 7) == RandomField(42).normal(3, 5, 7));
    CHECK(random.normal(3, 5, 7) != other.normal(3, 5, 7));
    CHECK(random.normal(3, 5, 7) != random.normal(4, 5, 7));
    CHECK(random.normal(3, 5, 7) != random.normal(3, 7, 5));
    double sum = 0, squares = 0, smooth_sum = 0, smooth_squares = 0;
    constexpr int side = 300;
    for (int r = 0; r < side; ++r) {
        for (int c = 0; c < side; ++c) {
            const double v = random.normal(0, r, c), s = random.smooth(0, 17.3 * r, 11.9 * c, 10);
            sum += v, squares += v * v, smooth_sum += s, smooth_squares += s * s;
        }
    }
    constexpr double n = side * side;
    CHECK(sum / n == Approx(0).margin(0.015));
    CHECK(squares / n == Approx(1).margin(0.02));
    CHECK(smooth_sum / n == Approx(0).margin(0.03));
    CHECK(smooth_squares / n == Approx(1).margin(0.03));
}

TEST_CASE("a clean scene shows water, sand and scrub at their reflectance and the waterline half-way", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const Pixels image = nir(coast, coast.scenes[0]);
    CHECK(image(2, 20) == Approx(0.02));
    CHECK(image(24, 20) == Approx(0.3));                // 120 m behind the line
    CHECK(image(34, 20) == Approx(0.15).margin(1e-4));  // scrub, away from road and village
    // The line lies 10 years of retreat, 9.99 m, south of 600 m: between the centres at 615 m and 585 m.
    const auto share_at = [&](int row) { return (static_cast<double>(image(row, 20)) - 0.02) / 0.28; };
    const double above = share_at(19), below = share_at(20);
    CHECK(above < 0.5);
    CHECK(below < 0.9);
    const double s = 0.53 * 30;
    const auto land_share = [&](double y) { return 0.5 * std::erfc((y - (600 - 9.9945)) / s / std::sqrt(2.0)); };
    CHECK(above == Approx(land_share(615)).margin(2e-3));
    CHECK(below == Approx(land_share(585)).margin(2e-3));
}

TEST_CASE("the same seed gives the same scene, another seed another one", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    SceneOrder order = coast.scenes[2];
    const Pixels first = nir(coast, order);
    CHECK((first == nir(coast, order)).all());
    order.seed += 1;
    CHECK((first != nir(coast, order)).any());
}

TEST_CASE("clouds cover the ordered share and cast shadows away from the sun", "[synthetic]")
{
    CoastDescription coast = tasi::testing::straight_coast();
    coast.east = coast.west + 9000, coast.north = coast.south + 9000;
    SceneOrder order = coast.scenes[0];
    order.cloud = 0.35;
    const SunPosition sun{45, 90};  // in the east
    const CloudField clouds(coast, order, sun);
    int covered = 0, count = 0;
    for (double y = coast.south + 7; y < coast.north; y += 30) {
        for (double x = coast.west + 7; x < coast.east; x += 30, ++count) {
            covered += clouds.cloud({x, y}) > 0;
            REQUIRE(clouds.shadow({x, y}) == Approx(clouds.cloud({x + CloudField::height_m, y})).margin(1e-9));
        }
    }
    CHECK(static_cast<double>(covered) / count == Approx(0.35).margin(0.005));
    order.cloud = 0;
    CHECK(CloudField(coast, order, sun).cloud({coast.west, coast.south}) == 0);
}

TEST_CASE("the sun stands where the almanac says", "[synthetic]")
{
    // Equator at Greenwich, equinox of 2021-03-20, noon: overhead but for the equation of time (7.5 minutes, 1.9 degrees).
    const SunPosition noon = sun_position(*instant_of(2021, 3, 20, 12), 0, 0);
    CHECK(noon.elevation_deg == Approx(88.1).margin(0.3));
    CHECK(noon.azimuth_deg == Approx(90).margin(15));
    // A Landsat 8 product of the USGS: 15:13:51Z on 2019-12-01 at 1.44 N, 75.07 W has elevation 57.087 and azimuth 136.317.
    const SunPosition colombia = sun_position(*instant_of(2019, 12, 1, 15, 13, 51), -75.07, 1.4437);
    CHECK(colombia.elevation_deg == Approx(57.087).margin(0.6));
    CHECK(colombia.azimuth_deg == Approx(136.317).margin(1.0));
}

TEST_CASE("stored numbers give the reflectance back to half a step", "[synthetic]")
{
    Pixels reflectance(1, 4);
    reflectance << 0.1f, -0.01f, 0.75f, 0.0f;
    const Mask none = Mask::Zero(1, 4);
    const LandsatScale level2 = landsat_scale(*platform_named("landsat-8"), *product_kind("C2L2", false), 3);
    const io::Numbers landsat = landsat_numbers(reflectance, none, level2, 1);
    const io::Numbers before = sentinel2_numbers(reflectance, 0), after = sentinel2_numbers(reflectance, -1000);
    CHECK(landsat(0, 0) == 10909);  // 0.3 / 2.75e-5
    CHECK(before(0, 0) == 1000);
    CHECK(after(0, 0) == 2000);
    CHECK(after(0, 1) == 900);
    CHECK(before(0, 1) == 1);  // no number below 0 can be stored, and 0 means no data
    for (int i = 0; i < 4; ++i) CHECK(landsat(0, i) * 2.75e-5 - 0.2 == Approx(reflectance(0, i)).margin(1.4e-5));
    CHECK(landsat_numbers(reflectance, Mask::Ones(1, 4), level2, 1)(0, 2) == 0);
    CHECK(sentinel2_offset("03.01") == 0);
    CHECK(sentinel2_offset("04.00") == -1000);
}

TEST_CASE("quality bits are those of Collection 2", "[synthetic]")
{
    CHECK(qa_pixel_value({}, true) == 21824);                                 // clear
    CHECK(qa_pixel_value({.water = true}, true) == 21952);                    // clear, water
    CHECK(qa_pixel_value({.cloud = true, .dilated = true}, true) == 22280);   // cloud, high
    CHECK(qa_pixel_value({.dilated = true}, true) == 22018);                  // dilated, cloud medium
    CHECK(qa_pixel_value({.shadow = true}, true) == 23888);                   // shadow, and clear
    CHECK(qa_pixel_value({.dilated = true, .shadow = true}, true) == 24082);  // dilated, shadow, cloud medium
    CHECK(qa_pixel_value({}, false) == 5440);                                 // TM: no cirrus field
}

TEST_CASE("the quality layers follow the clouds of the image", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    SceneImage image = SceneRenderer(coast, coast.scenes[0]).image({Band::nir}, window);
    image.cloud(10, 10) = 0.9f;
    image.shadow(30, 30) = 0.5f;
    Mask fill = Mask::Zero(40, 40);
    fill(0, 0) = 1;
    const io::Numbers qa = qa_pixel_layer(image, fill, 30, true);
    CHECK(qa(0, 0) == 1);
    CHECK(qa(10, 10) == 22280);
    CHECK(qa(10, 13) == 22018 + 128);  // 90 m from the cloud, over water
    CHECK(qa(10, 14) == 21952);
    CHECK(qa(30, 30) == 23888);
    const io::Numbers classes = scene_classification(image, coast.materials);
    CHECK(classes(10, 10) == 9);
    CHECK(classes(10, 11) == 6);
    CHECK(classes(30, 30) == 3);
    CHECK(classes(24, 20) == 5);
    CHECK(classes(34, 20) == 4);
}

TEST_CASE("Landsat 7 has gaps after May 2003 and only then", "[synthetic]")
{
    CHECK(has_scan_line_gaps("landsat-7", *instant_of(2010, 1, 1)));
    CHECK_FALSE(has_scan_line_gaps("landsat-7", *instant_of(2003, 5, 30)));
    CHECK_FALSE(has_scan_line_gaps("landsat-5", *instant_of(2010, 1, 1)));
    CHECK(scan_line_gaps(330, 10, true).cast<double>().mean() == Approx(5.0 / 33));
    CHECK(scan_line_gaps(330, 10, false).maxCoeff() == 0);
}

TEST_CASE("a Landsat scene lies on the USGS grid with negative northings and holds the window", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const Grid grid = landsat_grid(coast, {});
    CHECK(std::fmod(grid.x0, 30) == 15);
    CHECK(std::fmod(-grid.y0, 30) == 15);
    CHECK(grid.x0 <= coast.west);
    CHECK(grid.x0 + 30 * grid.cols >= coast.east);
    CHECK(grid.y0 >= coast.north - 1e7);
    CHECK(grid.y0 - 30 * grid.rows <= coast.south - 1e7);
    CHECK(grid.x0 > coast.west - 30);
    CHECK(grid.y0 < coast.north - 1e7 + 30);
}

TEST_CASE("Landsat metadata name the product, its time, its grid and the level-2 factors", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const SceneRenderer scene(coast, coast.scenes[1]);
    const Platform& platform = *platform_named("landsat-7");
    const ProductKind& kind = *product_kind("C2L2", false);
    const std::string id = landsat_product_id(platform, kind, coast, coast.scenes[1].time);
    const std::string text = landsat_metadata({platform, kind, scene, id, landsat_grid(coast, {}), {}, 0.4}).odl();
    const auto has = [&](const char* line) { return text.find(line) != std::string::npos; };
    CHECK(id == "LE07_L2SP_107066_20100301_20200915_02_T1");
    CHECK(has("LANDSAT_PRODUCT_ID = \"LE07_L2SP_107066_20100301_20200915_02_T1\"\n"));
    CHECK(has("COLLECTION_NUMBER = 02\n"));
    CHECK(has("DATE_ACQUIRED = 2010-03-01\n"));
    CHECK(has("SCENE_CENTER_TIME = \"01:40:00Z\"\n"));
    CHECK(has("CORNER_UL_PROJECTION_X_PRODUCT = 500010.000\n"));
    CHECK(has("CORNER_UL_PROJECTION_Y_PRODUCT = -998790.000\n"));  // a centre: a multiple of 30
    CHECK(has("REFLECTANCE_MULT_BAND_7 = 2.75e-05\n"));
    CHECK_FALSE(has("BAND_6"));  // thermal on this sensor
    CHECK(has("GEOMETRIC_RMSE_MODEL = 5.657\n"));
    CHECK(has("CLOUD_COVER = 40.00\n"));
    CHECK(text.substr(text.size() - 4) == "END\n");
}

TEST_CASE("Sentinel-2 metadata state the offset from baseline 04.00 on", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const Platform& platform = *platform_named("sentinel-2a");
    CHECK(sentinel2_product_name(platform, coast, coast.scenes[2]) == "S2A_MSIL2A_20230101T014701_N0509_R017_T51LWL_20230101T054701.SAFE");

    const auto after = io::parse_xml(sentinel2_metadata(platform, SceneRenderer(coast, coast.scenes[2]), 0.25), "after.xml");
    CHECK(after.name == "Level-2A_User_Product");
    CHECK(after.all("PROCESSING_BASELINE").at(0)->text == "05.09");
    CHECK(after.all("PRODUCT_START_TIME").at(0)->text == "2023-01-01T01:47:01.000Z");
    CHECK(after.all("BOA_ADD_OFFSET").size() == 13);
    CHECK(after.all("BOA_ADD_OFFSET").at(12)->attribute("band_id") == "12");
    CHECK(after.all("BOA_ADD_OFFSET").at(12)->text == "-1000");
    CHECK(after.all("IMAGE_FILE").size() == 8);
    CHECK(after.all("Cloud_Coverage_Assessment").at(0)->text == "25.000000");
    const auto before = io::parse_xml(sentinel2_metadata(platform, SceneRenderer(coast, coast.scenes[3]), 0), "before.xml");
    CHECK(before.all("BOA_ADD_OFFSET").empty());
}
