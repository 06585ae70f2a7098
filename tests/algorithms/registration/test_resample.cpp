#include <cmath>

#include "algorithms/registration/resample.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Pixels ramp(const Grid& grid, double along_x, double along_y)
{
    Pixels values(grid.rows, grid.cols);
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col) {
            const Point p = grid.at_centre(row, col);
            values(row, col) = static_cast<float>(along_x * p.x + along_y * p.y);
        }
    return values;
}

const ToSource same = [](const Point& p) { return p; };

}  // namespace

TEST_CASE("resampling moves a ramp by nothing, whatever the two lattices", "[registration]")
{
    const Grid landsat{20, 20, 15, 585, 30, -30, {}};
    for (const double pixel_m : {10.0, 15.0, 20.0, 30.0, 60.0}) {
        CAPTURE(pixel_m);
        const int n = static_cast<int>(300 / pixel_m);
        const Grid other{n, n, 120, 480, pixel_m, -pixel_m, {}};
        const Pixels expected = ramp(other, 0.01, -0.02);
        CHECK((resampled(ramp(landsat, 0.01, -0.02), Mask(), landsat, other, same) - expected).abs().maxCoeff() < 1e-5f);
    }
}

TEST_CASE("the same grid gives the same pixels, and a grid in another zone the same place", "[registration]")
{
    const Grid grid{7, 9, 100, 200, 10, -10, {}};
    const Pixels values = ramp(grid, 1, 3);
    CHECK((resampled(values, Mask(), grid, grid, same) == values).all());
    // The southern zone has 10,000,000 m more.
    Grid south = grid;
    south.y0 += 1e7;
    const auto to_north = [](const Point& p) { return Point{p.x, p.y - 1e7}; };
    CHECK((resampled(values, Mask(), grid, south, to_north) == values).all());
}

TEST_CASE("a masked pixel masks what it would have a weight in, and outside there is nothing", "[registration]")
{
    const Grid fine{6, 6, 0, 60, 10, -10, {}}, coarse{3, 3, 0, 60, 20, -20, {}};
    Mask mask = Mask::Zero(6, 6);
    mask(2, 2) = PixelFlag::cloud;
    const Pixels mean = resampled(Pixels::Ones(6, 6), mask, fine, coarse, same);
    CHECK(std::isnan(mean(1, 1)));
    CHECK(std::isnan(mean(0, 0)));  // the middle of the outermost pixels is as far as values reach
    const Grid shifted{1, 1, 5, 55, 10, -10, {}};
    CHECK(resampled(Pixels::Ones(6, 6), Mask(), fine, shifted, same)(0, 0) == 1);
    CHECK(std::isnan(resampled(Pixels::Ones(6, 6), Mask(), fine, {1, 1, 500, 60, 10, -10, {}}, same)(0, 0)));
}
