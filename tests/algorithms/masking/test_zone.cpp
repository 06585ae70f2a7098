#include "algorithms/masking/zone.hpp"

#include <cmath>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Grid grid_of(int rows, int cols) { return {rows, cols, 500000, 9000000, 10, -10, {}}; }

Grid south_up(Grid grid)
{
    grid.y0 += grid.rows * grid.dy;
    grid.dy = -grid.dy;
    return grid;
}

}  // namespace

TEST_CASE("the zone of a north-south line is the columns within the buffer", "[zone]")
{
    const Grid grid{3, 9, 0, 0, 10, -10, {}};
    const Mask zone = zone_within(grid, {{{45, 100}, {45, -100}}}, 20);  // column 4
    for (int row = 0; row < 3; ++row)
        for (int col = 0; col < 9; ++col) CHECK((zone(row, col) == 0) == (col >= 2 && col <= 6));
    CHECK(zone(0, 0) == PixelFlag::outside);
}

TEST_CASE("the zone agrees with the distance of every pixel, on north-up and south-up grids and any thread count", "[zone]")
{
    const Grid north_up{150, 90, 500000, 9000000, 10, -10, {}};
    const std::vector<Polyline> coast{{{500100, 8999950}, {500333, 8999500}, {500280, 8999100}, {500280, 8999100}},
                                      {{500800, 8998700}, {500650, 8999900}}};
    for (const Grid& grid : {north_up, south_up(north_up)}) {
        const Mask zone = zone_within(grid, coast, 57.5);
        for (int row = 0; row < grid.rows; ++row)
            for (int col = 0; col < grid.cols; ++col) {
                double nearest = 1e9;
                for (const Polyline& line : coast)
                    for (std::size_t i = 1; i < line.size(); ++i)
                        nearest = std::min(nearest, distance_to_segment(grid.at_centre(row, col), line[i - 1], line[i]));
                REQUIRE((zone(row, col) == 0) == (nearest <= 57.5));
            }
        set_thread_count(7);
        CHECK((zone_within(grid, coast, 57.5) == zone).all());
        set_thread_count(1);
    }
}

TEST_CASE("a coast elsewhere, a broken coast and a buffer of nothing are refused", "[zone]")
{
    const Grid grid = grid_of(5, 5);
    CHECK_THROWS_AS(zone_within(grid, {{{0, 0}, {10, 10}}}, 100), NoResultError);
    CHECK_THROWS_AS(zone_within(grid, {}, 100), NoResultError);
    CHECK_THROWS_AS(zone_within(grid, {{{0, std::nan("")}, {10, 10}}}, 100), UnsafeError);
    CHECK_THROWS_AS(zone_within(grid, {{{0, 0}, {10, 10}}}, 0), UsageError);
}

TEST_CASE("the zone of a part of an image is that part of the zone", "[zone]")
{
    const Grid grid = grid_of(150, 90);
    const std::vector<Polyline> coast{{{500100, 8999950}, {500333, 8999500}, {500280, 8999100}}};
    const Mask whole = near_lines(grid, coast, 57.5);
    for (const Window& window : {Window{0, 0, 30, 40}, Window{40, 20, 60, 33}, Window{120, 70, 30, 20}})
        CHECK((near_lines(grid.crop(window), coast, 57.5) == whole.block(window.row, window.col, window.rows, window.cols)).all());
    CHECK((near_lines(grid, {}, 100) == PixelFlag::outside).all());
    CHECK_THROWS_AS(near_lines(grid, coast, 0), UsageError);
}
