#include "algorithms/masking/disk.hpp"

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Mask one_pixel(int size)
{
    Mask mask = Mask::Zero(size, size);
    mask(size / 2, size / 2) = PixelFlag::cloud;
    return mask;
}

long flagged(const Mask& mask) { return (mask != 0).count(); }

Mask scattered(int rows, int cols)
{
    Mask mask = Mask::Zero(rows, cols);
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j)
            if ((i * 131 + j * 71) % 397 == 0) mask(i, j) = PixelFlag::cloud;
    return mask;
}

}  // namespace

TEST_CASE("one pixel grows to the disk of centres within the radius", "[masking]")
{
    struct Case {
        double radius_m, pixel_m;
        long count;
    };
    for (const Case& c : {Case{60, 30, 13}, Case{150, 30, 81}, Case{300, 30, 317}, Case{60, 20, 29}, Case{300, 10, 2821},
                          Case{100, 10, 317}, Case{0, 30, 1}}) {
        CAPTURE(c.radius_m, c.pixel_m);
        CHECK(flagged(dilated(one_pixel(71), PixelFlag::cloud, c.radius_m / c.pixel_m)) == c.count);
    }
}

TEST_CASE("dilation agrees with the distance between every two pixels and keeps other flags", "[masking]")
{
    Mask mask = scattered(60, 50);
    mask(7, 9) |= PixelFlag::snow;
    const double radius = 4.3;
    const Mask grown = dilated(mask, PixelFlag::cloud, radius);
    for (int i = 0; i < 60; ++i)
        for (int j = 0; j < 50; ++j) {
            bool near = false;
            for (int a = 0; a < 60; ++a)
                for (int b = 0; b < 50; ++b)
                    near |= (mask(a, b) & PixelFlag::cloud) && (a - i) * (a - i) + (b - j) * (b - j) <= radius * radius;
            REQUIRE(bool(grown(i, j) & PixelFlag::cloud) == near);
        }
    CHECK((grown(7, 9) & PixelFlag::snow));
    CHECK_FALSE((grown(7, 10) & PixelFlag::snow));
}

TEST_CASE("dilation does not depend on tiles with a halo, nor on threads", "[masking]")
{
    const Mask mask = scattered(300, 40);
    const Mask whole = dilated(mask, PixelFlag::cloud, 10);
    const Mask tile = dilated(mask.middleRows(90, 80), PixelFlag::cloud, 10);
    CHECK((tile.middleRows(10, 60) == whole.middleRows(100, 60)).all());
    set_thread_count(7);
    CHECK((dilated(mask, PixelFlag::cloud, 10) == whole).all());
    set_thread_count(1);
}

TEST_CASE("near missing data is the square of pixels around each flag", "[masking]")
{
    CHECK(flagged(near_missing(one_pixel(9))) == 9);
    CHECK(flagged(near_missing(one_pixel(9), 2)) == 25);
    CHECK(flagged(near_missing(one_pixel(9), 0)) == 1);
    Mask corner = Mask::Zero(5, 5);
    corner(0, 0) = PixelFlag::fill;
    CHECK(flagged(near_missing(corner)) == 4);
}

TEST_CASE("a radius that is no distance is refused", "[masking]")
{
    CHECK_THROWS_AS(dilated(one_pixel(3), PixelFlag::cloud, -1), UsageError);
    CHECK_THROWS_AS(dilated(one_pixel(3), PixelFlag::cloud, std::nan("")), UsageError);
}
