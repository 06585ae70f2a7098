#include "scenes/products/nested_grids.hpp"

#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

Grid grid_of(int size, double pixel_m, double x0 = 600000)
{
    Grid grid;
    grid.rows = grid.cols = size;
    grid.x0 = x0;
    grid.y0 = 9000000;
    grid.dx = pixel_m;
    grid.dy = -pixel_m;
    return grid;
}

}  // namespace

TEST_CASE("four 10 m pixels make one 20 m pixel, and one 20 m pixel covers four", "[nested_grids]")
{
    const Nesting finer = nesting_of(grid_of(8, 10), "a", grid_of(4, 20), "b");
    CHECK(finer.finer == 2);
    CHECK(finer.coarser == 1);
    CHECK(source_window({1, 2, 2, 1}, finer) == Window{2, 4, 4, 2});

    const Nesting coarser = nesting_of(grid_of(4, 20), "a", grid_of(8, 10), "b");
    CHECK(coarser.finer == 1);
    CHECK(coarser.coarser == 2);
    CHECK(source_window({1, 2, 2, 3}, coarser) == Window{0, 1, 2, 2});
    CHECK(source_window({0, 0, 8, 8}, coarser) == Window{0, 0, 4, 4});
}

TEST_CASE("grids that do not nest are refused", "[nested_grids]")
{
    CHECK_THROWS_AS(nesting_of(grid_of(8, 10, 600005), "a", grid_of(4, 20), "b"), UnsafeError);
    CHECK_THROWS_AS(nesting_of(grid_of(8, 15), "a", grid_of(4, 20), "b"), UnsafeError);
    CHECK_THROWS_AS(nesting_of(grid_of(9, 10), "a", grid_of(4, 20), "b"), UnsafeError);
    Grid elsewhere = grid_of(8, 10);
    elsewhere.crs.wkt = elsewhere.crs.name = "EPSG:32752";
    CHECK_THROWS_AS(nesting_of(elsewhere, "a", grid_of(4, 20), "b"), UnsafeError);
}

TEST_CASE("equal grids may differ by a thousandth of a pixel over their whole width, not by half a pixel", "[nested_grids]")
{
    const auto compare = [](const Grid& other) { require_equal_grids(grid_of(100, 10), "a", other, "b"); };
    compare(grid_of(100, 10, 600000.005));
    CHECK_THROWS_AS(compare(grid_of(100, 10, 600005)), UnsafeError);
    CHECK_THROWS_AS(compare(grid_of(50, 20)), UnsafeError);
    CHECK_THROWS_AS(compare(grid_of(101, 10)), UnsafeError);
    CHECK_THROWS_AS(compare(grid_of(100, 10.001)), UnsafeError);
}
