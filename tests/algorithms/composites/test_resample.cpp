#include <cmath>

#include "algorithms/composites/resample.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

const Crs crs{"a", "a", true, true};

Grid grid_of(int rows, int cols, double x0, double y0, double size) { return {rows, cols, x0, y0, size, -size, crs}; }

double plane(double x, double y) { return 0.001 * x - 0.002 * y + 0.5; }

Pixels plane_on(const Grid& grid)
{
    Pixels values(grid.rows, grid.cols);
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col) {
            const Point centre = grid.at_centre(row, col);
            values(row, col) = static_cast<float>(plane(centre.x, centre.y));
        }
    return values;
}

}  // namespace

TEST_CASE("a plane stays a plane, whatever the shift and the pixel size", "[composites]")
{
    const Grid source = grid_of(20, 20, 0, 600, 30);
    const Pixels values = plane_on(source);
    for (const Grid& target :
         {grid_of(5, 6, 135, 435, 30), grid_of(9, 9, 101, 403, 10), grid_of(4, 4, 120, 480, 60), grid_of(5, 5, 150, 450, 30)}) {
        const Pixels result = resampled(values, source, centres_of(target)), exact = plane_on(target);
        for (Eigen::Index i = 0; i < result.size(); ++i)
            CHECK(static_cast<double>(result.data()[i]) == Approx(static_cast<double>(exact.data()[i])).margin(1e-6));
    }
}

TEST_CASE("a shift of half a pixel is the mean of two pixels", "[composites]")
{
    Pixels values(1, 4);
    values << 0, 1, 3, 2;
    const Grid source = grid_of(1, 4, 0, 10, 10);
    const Pixels half = resampled(values, source, centres_of(grid_of(1, 3, 5, 10, 10)));
    CHECK(half(0, 0) == 0.5F);
    CHECK(half(0, 1) == 2.0F);
    CHECK(half(0, 2) == 2.5F);
}

TEST_CASE("a pixel that is missing or outside of the grid masks what needs it", "[composites]")
{
    Pixels values(1, 4);
    values << 0, 1, std::nanf(""), 2;
    const Grid source = grid_of(1, 4, 0, 10, 10);
    const Pixels half = resampled(values, source, centres_of(grid_of(1, 5, -5, 10, 10)));
    CHECK(std::isnan(half(0, 0)));
    CHECK(half(0, 1) == 0.5F);
    CHECK(std::isnan(half(0, 2)));
    CHECK(std::isnan(half(0, 3)));
    CHECK(std::isnan(half(0, 4)));
    const Pixels met = resampled(values, source, centres_of(grid_of(1, 4, 1e-7, 10, 10)));  // rounding of a transformation
    CHECK(met(0, 1) == 1.0F);
    CHECK(met(0, 3) == 2.0F);
}

TEST_CASE("the window around positions holds what the interpolation needs and no more", "[composites]")
{
    const Grid source = grid_of(20, 20, 0, 600, 30);
    CHECK(window_around(centres_of(grid_of(2, 3, 60, 540, 30)), source) == Window{2, 2, 2, 3});
    CHECK(window_around(centres_of(grid_of(2, 3, 75, 540, 30)), source) == Window{2, 2, 2, 4});
    CHECK(window_around(centres_of(grid_of(2, 3, 9000, 540, 30)), source).rows == 0);
    const Grid target = grid_of(5, 6, 135, 435, 30);
    const Window window = window_around(centres_of(target), source);
    const Pixels values = plane_on(source);
    const Pixels part = values.block(window.row, window.col, window.rows, window.cols);
    CHECK((resampled(part, source.crop(window), centres_of(target)) == resampled(values, source, centres_of(target))).all());
}

TEST_CASE("grids share a lattice when their corners are whole pixels apart", "[composites]")
{
    const Grid grid = grid_of(5, 5, 0, 0, 30);
    CHECK(on_one_lattice(grid, grid_of(9, 2, 300, -60, 30)));
    CHECK_FALSE(on_one_lattice(grid, grid_of(5, 5, 15, 0, 30)));
    CHECK_FALSE(on_one_lattice(grid, grid_of(5, 5, 0, 0, 10)));
    Grid other = grid;
    other.crs.wkt = "b";
    CHECK_FALSE(on_one_lattice(grid, other));
}
