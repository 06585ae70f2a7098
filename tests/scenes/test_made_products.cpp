#include <cmath>

#include "scenes/products/scene.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/numbered_raster.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

/// A Sentinel-2 product without offset: green 8 x 10 of 10 m, swir1 and scene classification 4 x 5 of 20 m.
struct MadeSentinel2 {
    static constexpr const char* name = "S2A_MSIL2A_20210115T014701_N0301_R017_T51LYK_20210115T014701.SAFE";
    testing::TemporaryFolder folder;
    std::filesystem::path path = folder / name;

    MadeSentinel2()
    {
        std::filesystem::create_directories(path);
        std::filesystem::copy_file(testing::hostile_inputs() / "control" / name / "MTD_MSIL2A.xml", path / "MTD_MSIL2A.xml");
        const auto images = path / "GRANULE/L2A_T51LYK_A039500_20210115T014701/IMG_DATA";
        std::filesystem::create_directories(images / "R10m");
        std::filesystem::create_directories(images / "R20m");
        testing::make_numbered_raster(images / "R10m/T51LYK_20210115T014701_B03_10m.tif", 8, 10, 10);
        testing::make_numbered_raster(images / "R20m/T51LYK_20210115T014701_B11_20m.tif", 4, 5, 20);
        testing::make_numbered_raster(images / "R20m/T51LYK_20210115T014701_SCL_20m.tif", 4, 5, 20);
    }
};

/// A Landsat 8 product with green, nir and radiometric saturation, 3 x 5 of 30 m, without cloud layer.
struct MadeLandsat {
    testing::TemporaryFolder folder;
    std::filesystem::path path = folder / "p";

    MadeLandsat()
    {
        const std::string id = "LC08_L2SP_107066_20210615_20240101_02_T1";
        std::filesystem::create_directories(path);
        std::filesystem::copy_file(testing::hostile_inputs() / "control/l8_c2" / (id + "_MTL.txt"), path / (id + "_MTL.txt"));
        for (const char* layer : {"_SR_B3.TIF", "_SR_B5.TIF", "_QA_RADSAT.TIF"})
            testing::make_numbered_raster(path / (id + layer), 3, 5, 30);
    }
};

}  // namespace

TEST_CASE("the mean of four 10 m numbers is the reflectance of the 20 m pixel over them", "[made_products]")
{
    if (testing::hostile_inputs().empty()) return;
    const MadeSentinel2 made;
    io::Session session;
    const Scene scene = open_scene(session, made.path.string());
    const SceneBlock block = scene.reader(session, {Band::green, Band::swir1}).read({0, 0, 2, 5});
    const Pixels& green = block.reflectance[Band::green];
    CHECK(green(0, 2) == Approx((4 + 5 + 14 + 15) / 4.0 * 1e-4));  // class 2: dark area, kept
    CHECK(green(0, 4) == Approx((8 + 9 + 18 + 19) / 4.0 * 1e-4));  // class 4
    CHECK(block.reflectance[Band::swir1](0, 4) == Approx(4e-4));
    Mask wanted(2, 5);
    wanted << fill, invalid, clear, shadow, clear,  // classes 0 1 2 3 4
        cloud, snow, invalid, invalid, invalid;     // classes 10 11, and 12 to 14 that do not exist
    CHECK((block.mask == wanted).all());
    CHECK((green.isNaN() == (wanted != std::uint8_t{clear})).all());
}

TEST_CASE("each 10 m pixel takes the class of the 20 m pixel that covers it, wherever the window starts", "[made_products]")
{
    if (testing::hostile_inputs().empty()) return;
    const MadeSentinel2 made;
    io::Session session;
    const Scene scene = open_scene(session, made.path.string());
    const SceneBlock block = scene.reader(session, {Band::green}).read({1, 3, 2, 5});
    Mask wanted(2, 5);
    wanted << invalid, clear, clear, shadow, shadow,  // row 1: classes 1 2 2 3 3
        snow, invalid, invalid, invalid, invalid;     // row 2: classes 11 12 12 13 13
    CHECK((block.mask == wanted).all());
    CHECK(block.reflectance[Band::green](0, 1) == Approx(14e-4));
}

TEST_CASE("the number 0 is fill in a product even where the file does not say so", "[made_products]")
{
    if (testing::hostile_inputs().empty()) return;
    const MadeLandsat made;
    io::Session session;
    SceneOptions options;
    options.no_cloud_mask = true;
    const Scene scene = open_scene(session, made.path.string(), options);
    const SceneBlock block = scene.reader(session, {Band::green}).read({0, 0, 1, 2});
    CHECK(block.mask(0, 0) == fill);
    CHECK(std::isnan(block.reflectance[Band::green](0, 0)));
    CHECK(block.reflectance[Band::green](0, 1) == Approx(2.75e-5 - 0.2));
}

TEST_CASE("a pixel is saturated for an index when one of its bands is", "[made_products]")
{
    if (testing::hostile_inputs().empty()) return;
    const MadeLandsat made;
    io::Session session;
    SceneOptions options;
    options.no_cloud_mask = true;
    const Scene scene = open_scene(session, made.path.string(), options);
    const SceneBlock both = scene.reader(session, {Band::green, Band::nir}).read({0, 0, 3, 5});
    CHECK(both.mask(0, 3) == clear);      // 3: bands 1 and 2
    CHECK(both.mask(0, 4) == saturated);  // 4: band 3
    CHECK(both.mask(1, 0) == clear);      // 10: bands 2 and 4
    CHECK(both.mask(2, 0) == saturated);  // 20: bands 3 and 5
    const SceneBlock nir = scene.reader(session, {Band::nir}).read({0, 0, 3, 5});
    CHECK(nir.mask(0, 4) == clear);
    CHECK(nir.mask(2, 0) == saturated);
}
