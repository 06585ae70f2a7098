#include "scenes/products/landsat_grid.hpp"

#include "tests/catch.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/landsat_products.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::LandsatRecipe;
using testing::product_of;

namespace {

Mtl parsed(const LandsatRecipe& recipe) { return Mtl::from_odl(testing::landsat_mtl(recipe), "x_MTL.txt"); }

std::string polar(const std::string& latitude, const std::string& longitude)
{
    return "MAP_PROJECTION = \"PS\"\n    VERTICAL_LON_FROM_POLE = " + longitude + "\n    TRUE_SCALE_LAT = " + latitude +
           "\n    FALSE_EASTING = 0\n    FALSE_NORTHING = 0";
}

}  // namespace

TEST_CASE("the panchromatic grid shares pixel centres with the others, so that its corner is 7.5 m farther in", "[landsat]")
{
    LandsatRecipe recipe;
    recipe.pan = true;
    for (const bool georeferenced : {true, false}) {
        recipe.georeferenced = georeferenced;
        const Product product = product_of(recipe);
        REQUIRE(product.pan);
        const Grid pan = product.pan->raster.grid, green = product.bands.at(Band::green).raster.grid;
        CHECK(pan.rows == 7);
        CHECK(pan.cols == 9);
        CHECK(pan.dx == 15);
        CHECK(pan.x0 == green.x0 + 7.5);
        CHECK(pan.y0 == green.y0 - 7.5);
        CHECK(pan.at_centre(0, 0) == green.at_centre(0, 0));
        CHECK(pan.at_centre(6, 8) == green.at_centre(3, 4));
        CHECK(product.pan->calibration.scale == product.bands.at(Band::green).calibration.scale);
        CHECK(product.facts.grid == green);
    }
}

TEST_CASE("a Level-1 product without georeferencing has the place of its MTL", "[landsat]")
{
    LandsatRecipe recipe;
    recipe.georeferenced = false;
    const Grid grid = product_of(recipe).facts.grid;
    CHECK(grid.crs.name == "EPSG:32651");
    CHECK(grid.at_corner(0, 0) == Point{779985, -946185});
    CHECK(grid.rows == 4);
    CHECK(grid.cols == 5);
}

TEST_CASE("a south-up file covers the ground that the MTL states", "[landsat]")
{
    LandsatRecipe recipe;
    recipe.south_up = true;
    const Grid grid = product_of(recipe).facts.grid;
    CHECK(grid.dy == 30);
    CHECK(grid.at_centre(3, 0) == Point{780000, -946200});
}

TEST_CASE("polar stereographic metadata give the usual grids of the poles, and other ones are refused", "[landsat]")
{
    LandsatRecipe recipe;
    recipe.projection = polar("-71.00000", "0.00000");
    CHECK(grid_of_mtl(parsed(recipe))->crs.name == "EPSG:3031");
    recipe.projection = polar("71.00000", "0.00000");
    CHECK(grid_of_mtl(parsed(recipe))->crs.name == "EPSG:3995");
    recipe.projection = polar("-70.00000", "0.00000");
    CHECK_THROWS_AS(grid_of_mtl(parsed(recipe)), UnsafeError);
    recipe.projection = "MAP_PROJECTION = \"UTM\"\n    UTM_ZONE = 61";
    CHECK_THROWS_AS(grid_of_mtl(parsed(recipe)), UnsafeError);
    const auto conflict = testing::failure_of([] {
        LandsatRecipe other;
        other.projection = polar("-71.00000", "0.00000");
        product_of(other);
    });
    CHECK(conflict.code == ExitCode::unsafe);
}

TEST_CASE("a polar file agrees with its metadata however its CRS is spelled, and another one is refused", "[landsat]")
{
    LandsatRecipe recipe;
    recipe.projection = polar("-71.00000", "0.00000");
    for (const char* crs : {"EPSG:3031", "+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +datum=WGS84 +units=m +no_defs"}) {
        recipe.crs = crs;
        CHECK(product_of(recipe).facts.grid.at_corner(0, 0) == Point{779985, -946185});
    }
    for (const char* crs : {"EPSG:3976", "+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=10 +datum=WGS84 +units=m +no_defs"}) {
        recipe.crs = crs;
        CHECK(testing::failure_of([&] { product_of(recipe); }).says("CRS conflict"));
    }
}

TEST_CASE("corners that do not fit the stated size are refused", "[landsat]")
{
    std::string text = testing::landsat_mtl({});
    text.replace(text.find("REFLECTIVE_LINES = 4"), 20, "REFLECTIVE_LINES = 5");
    CHECK_THROWS_AS(grid_of_mtl(Mtl::from_odl(text, "x")), UnsafeError);
}

TEST_CASE("a file in the southern form of the zone agrees with northern corners 10,000 km apart, and with no others", "[landsat]")
{
    LandsatRecipe recipe;
    recipe.crs = "EPSG:32751";
    recipe.north_m = 10'000'000;
    const Grid grid = product_of(recipe).facts.grid;
    CHECK(grid.crs.name == "EPSG:32751");
    CHECK(grid.at_corner(0, 0) == Point{779985, 9053815});
    for (const double north_m : {0.0, 9'999'985.0, -10'000'000.0}) {
        CAPTURE(north_m);
        recipe.north_m = north_m;
        CHECK(testing::failure_of([&] { product_of(recipe); }).code == ExitCode::unsafe);
    }
    recipe.crs = "EPSG:32651";
    recipe.north_m = 10'000'000;
    CHECK(testing::failure_of([&] { product_of(recipe); }).code == ExitCode::unsafe);
}
