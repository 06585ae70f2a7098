#include "scenes/products/bilinear.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

Pixels row_of(const std::vector<float>& numbers)
{
    Pixels row(1, static_cast<Eigen::Index>(numbers.size()));
    for (std::size_t i = 0; i < numbers.size(); ++i) row(0, static_cast<Eigen::Index>(i)) = numbers[i];
    return row;
}

/// A plane of whole numbers: what lies between its centres can be said beforehand.
float plane(double row, double col) { return static_cast<float>(5 + 2 * row + 3 * col); }

Pixels coarse_plane(int rows, int cols)
{
    Pixels values(rows, cols);
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col) values(row, col) = plane(row, col);
    return values;
}

}  // namespace

TEST_CASE("0, 1, 3, 2 at 20 m is 0, .25, .75, 1.5, 2.5, 2.75, 2.25, 2 at 10 m", "[bilinear]")
{
    const Pixels coarse = row_of({0, 1, 3, 2}), wanted = row_of({0, .25F, .75F, 1.5F, 2.5F, 2.75F, 2.25F, 2});
    const Window line{0, 0, 1, 8};
    CHECK((bilinear(coarse, {0, 0, 1, 4}, line, 2, 1, 4) == wanted).all());
    CHECK((bilinear(Pixels(coarse.transpose()), {0, 0, 4, 1}, {0, 0, 8, 1}, 2, 4, 1) == wanted.transpose()).all());
}

TEST_CASE("a coarse pixel flags the fine pixels in which it has a weight, and no other", "[bilinear]")
{
    Mask coarse = Mask::Zero(1, 4);
    coarse(0, 1) = PixelFlag::cloud;
    Mask wanted(1, 8);
    wanted << 0, 2, 2, 2, 2, 0, 0, 0;
    CHECK((bilinear(coarse, {0, 0, 1, 4}, {0, 0, 1, 8}, 2, 1, 4) == wanted).all());
    Mask middle(1, 9);  // where centres coincide, the neighbours have no weight
    middle << 0, 0, 2, 2, 2, 2, 2, 0, 0;
    CHECK((bilinear(Mask(coarse.leftCols(3)), {0, 0, 1, 3}, {0, 0, 1, 9}, 3, 1, 3) == middle).all());
}

TEST_CASE("a neighbour without weight has no say even when it is no number", "[bilinear]")
{
    const Pixels coarse = row_of({4, std::numeric_limits<float>::quiet_NaN()});
    const Pixels fine = bilinear(coarse, {0, 0, 1, 2}, {0, 0, 1, 6}, 3, 1, 2);
    CHECK(fine(0, 0) == 4);
    CHECK(fine(0, 1) == 4);
    for (int col = 2; col < 6; ++col) CHECK(std::isnan(fine(0, col)));
}

TEST_CASE("a plane is kept between the outermost centres for any ratio", "[bilinear]")
{
    for (const int times : {2, 3, 6}) {
        const int rows = 5, cols = 7;
        const Window whole{0, 0, rows * times, cols * times};
        const Pixels fine = bilinear(coarse_plane(rows, cols), {0, 0, rows, cols}, whole, times, rows, cols);
        for (int row = times; row < (rows - 1) * times; ++row)
            for (int col = times; col < (cols - 1) * times; ++col)
                REQUIRE(fine(row, col) == Approx(plane((row + .5) / times - .5, (col + .5) / times - .5)).epsilon(1e-6));
        CHECK(fine(0, 0) == plane(0, 0));
    }
}

TEST_CASE("any window interpolates what the whole does, from the coarse pixels that it names", "[bilinear]")
{
    const int rows = 4, cols = 5;
    const Pixels coarse = coarse_plane(rows, cols).square();
    for (const int times : {2, 3, 6}) {
        const Pixels whole = bilinear(coarse, {0, 0, rows, cols}, {0, 0, rows * times, cols * times}, times, rows, cols);
        for (const Window w : {Window{0, 0, 1, 1}, Window{1, 2, 3, 4}, Window{rows * times - 2, cols * times - 3, 2, 3}}) {
            const Window source = bilinear_source(w, times, rows, cols);
            const Pixels around = coarse.block(source.row, source.col, source.rows, source.cols);
            CHECK((bilinear(around, source, w, times, rows, cols) == whole.block(w.row, w.col, w.rows, w.cols)).all());
        }
    }
}
