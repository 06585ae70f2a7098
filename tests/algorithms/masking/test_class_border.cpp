#include "algorithms/masking/class_border.hpp"

#include <cmath>
#include <random>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// Land left of column `border`, water from there on.
Pixels two_halves(int rows, int cols, int border)
{
    Pixels values = Pixels::Constant(rows, cols, -1);
    values.rightCols(cols - border).setConstant(1);
    return values;
}

Pixels noisy_coast(int rows, int cols)
{
    std::mt19937 random(7);
    std::normal_distribution<float> noise(0, .5F);
    Pixels values(rows, cols);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) values(r, c) = (c > 40 + 20 * std::sin(r / 15.) ? 1.F : -1.F) + noise(random);
    return values;
}

}  // namespace

TEST_CASE("the border zone of two halves is as wide on both sides", "[zone]")
{
    const Mask zone = border_zone(two_halves(9, 40, 20), {}, 0, 4);
    for (int row = 0; row < 9; ++row)
        for (int col = 0; col < 40; ++col) CHECK((zone(row, col) == 0) == (col >= 16 && col < 24));
    CHECK(zone(0, 0) == PixelFlag::outside);
}

TEST_CASE("a single noisy pixel makes no border and missing pixels have no class", "[zone]")
{
    Pixels values = Pixels::Constant(30, 30, -1);
    values(15, 15) = 1;
    CHECK((border_zone(values, {}, 0, 3) == PixelFlag::outside).all());

    values = two_halves(30, 30, 15);
    Mask mask = Mask::Zero(30, 30);
    mask.rightCols(15).setConstant(PixelFlag::cloud);
    const Mask cloudy = border_zone(values, mask, 0, 3);
    CHECK((cloudy.leftCols(15) == PixelFlag::outside).all());
    CHECK((cloudy.rightCols(15) == (PixelFlag::outside | PixelFlag::cloud)).all());
    values.rightCols(15).setConstant(std::nanf(""));
    CHECK((border_zone(values, {}, 0, 3) == PixelFlag::outside).all());
}

TEST_CASE("the border zone of a part with a halo is that of the whole image", "[zone]")
{
    constexpr int reach = 5, halo = border_zone_halo(reach);
    const Pixels values = noisy_coast(120, 90);
    const Mask whole = border_zone(values, {}, 0, reach);
    CHECK((whole == 0).any());
    CHECK((whole != 0).any());
    for (int first = halo; first + 20 + halo <= 120; first += 17) {
        const Pixels part = values.block(first - halo, 0, 20 + 2 * halo, 90);
        CHECK((border_zone(part, {}, 0, reach).middleRows(halo, 20) == whole.middleRows(first, 20)).all());
    }
}

TEST_CASE("the border zone turns with the image, swaps with the classes and ignores the number of threads", "[zone]")
{
    const Pixels values = noisy_coast(150, 80);
    const Mask zone = border_zone(values, {}, 0, 6);
    CHECK((border_zone(values.transpose(), {}, 0, 6) == zone.transpose()).all());
    CHECK((border_zone(-values, {}, 0, 6) == zone).all());
    set_thread_count(7);
    CHECK((border_zone(values, {}, 0, 6) == zone).all());
    set_thread_count(1);
}

TEST_CASE("a zone without reach and a mask of another size are refused", "[zone]")
{
    CHECK_THROWS_AS(border_zone(two_halves(5, 5, 2), {}, 0, 0), UsageError);
    CHECK_THROWS_AS(border_zone(two_halves(5, 5, 2), Mask::Zero(4, 5), 0, 1), BugError);
}
