#include "src/core/covered_pixels.hpp"

#include "tests/catch.hpp"

using namespace tasi;

namespace {

const Grid grid{6, 8, 500000, 9000000, 10, -10, {}};

/// A box by its edges in pixel corners.
Polyline box(double row0, double col0, double row1, double col1)
{
    return {grid.at_corner(row0, col0), grid.at_corner(row0, col1), grid.at_corner(row1, col1), grid.at_corner(row1, col0),
            grid.at_corner(row0, col0)};
}

}  // namespace

TEST_CASE("a polygon covers the pixels whose centre lies inside it, and not those in its hole", "[covered]")
{
    const Polygon with_hole{box(0.4, 0.6, 5, 6), {box(2, 2, 3, 4)}};
    Mask wanted = Mask::Zero(6, 8);
    wanted.block(0, 1, 5, 5).setOnes();  // the centre of column 0 lies west of the edge, that of row 0 south of it
    wanted.block(2, 2, 1, 2).setZero();
    CHECK((covered_pixels(grid, grid.whole(), {with_hole}) == wanted).all());
}

TEST_CASE("two polygons that overlap cover together, and a shared edge belongs to one of them", "[covered]")
{
    const Mask overlapping = covered_pixels(grid, grid.whole(), {{box(0, 0, 4, 4), {}}, {box(2, 2, 6, 8), {}}});
    CHECK(overlapping.cast<int>().sum() == 16 + 24 - 4);
    const Polygon west{box(0, 0, 6, 3.5), {}}, east{box(0, 3.5, 6, 8), {}};  // the edge runs through centres
    CHECK((covered_pixels(grid, grid.whole(), {west}) + covered_pixels(grid, grid.whole(), {east}) == 1).all());
}

TEST_CASE("a pixel is covered or not whatever the window", "[covered]")
{
    const Polygon slanted{{{500003, 8999991}, {500071, 8999977}, {500033, 8999943}, {500003, 8999991}}, {}};
    const Mask whole = covered_pixels(grid, grid.whole(), {slanted});
    REQUIRE(whole.cast<int>().sum() > 5);
    for (int row = 0; row < 6; ++row)
        for (int col = 0; col < 8; ++col) {
            const Window window{row, col, std::min(2, 6 - row), std::min(3, 8 - col)};
            CHECK((covered_pixels(grid, window, {slanted}) == whole.block(row, col, window.rows, window.cols)).all());
        }
    const Polygon elsewhere{{{0, 0}, {10, 0}, {10, 10}, {0, 0}}, {}};
    CHECK((covered_pixels(grid, grid.whole(), {elsewhere, {}}) == 0).all());
}
