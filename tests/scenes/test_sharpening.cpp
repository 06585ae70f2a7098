#include <cmath>
#include <limits>

#include "scenes/products/sharpening.hpp"
#include "scenes/synthetic/random_field.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

const PanLattice lattice{20, 15};
const Window coarse_whole{0, 0, 20, 15};
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

Pixels filled(const Window& window, double (*value)(int row, int col))
{
    Pixels pixels(window.rows, window.cols);
    for (int row = 0; row < window.rows; ++row)
        for (int col = 0; col < window.cols; ++col) pixels(row, col) = static_cast<float>(value(row, col));
    return pixels;
}

/// A bent coast on the small pixels, blurred by half of one of them: water 0, land 1.
double land(int row, int col)
{
    const double shore = 14 + 4 * std::sin(row / 5.0);
    return .5 * std::erfc((col - shore) / .53 / std::sqrt(2.0));
}
double pan_of_land(int row, int col) { return .04 + .2 * land(row, col); }
double band_of_land(int row, int col) { return .01 + .33 * land(row, col); }
/// Land whose colour changes 60 m behind the shore: no linear relation holds for it.
double band_of_beach(int row, int col) { return band_of_land(row, col) - .12 * land(row, col + 4); }
double pan_of_beach(int row, int col) { return pan_of_land(row, col) - .16 * land(row, col + 4); }

Pixels whole_sharpened(const Pixels& band, const Pixels& pan, const SharpenOptions& options = {})
{
    const Pixels low = seen_coarsely(pan, lattice, coarse_whole, options);
    return sharpened(band, pan, low, detail_gain(band, low, lattice, coarse_whole, options), lattice, lattice.whole());
}

double rms(const Pixels& a, const Pixels& b) { return std::sqrt((a - b).cast<double>().square().mean()); }
float largest(const Pixels& difference) { return difference.abs().maxCoeff(); }

}  // namespace

TEST_CASE("small pixels of even row and column have the value of a large one, the others the mean of two or four", "[sharpen]")
{
    Pixels coarse(2, 3);
    coarse << 0, 4, 8, 100, 104, 108;
    Pixels wanted(3, 5);
    wanted << 0, 2, 4, 6, 8, 50, 52, 54, 56, 58, 100, 102, 104, 106, 108;
    CHECK((between_pixels(coarse, {0, 0, 2, 3}, {0, 0, 3, 5}) == wanted).all());
    Mask flags = Mask::Zero(2, 3);
    flags(0, 1) = PixelFlag::cloud;
    Mask touched(3, 5);
    touched << 0, 2, 2, 2, 0, 0, 2, 2, 2, 0, 0, 0, 0, 0, 0;
    CHECK((between_pixels(flags, {0, 0, 2, 3}, {0, 0, 3, 5}) == touched).all());
}

TEST_CASE("the panchromatic lattice names the pixels that have a say", "[sharpen]")
{
    CHECK(lattice.whole() == Window{0, 0, 39, 29});
    CHECK(lattice.between({4, 5, 1, 1}) == Window{2, 2, 1, 2});
    CHECK(lattice.between(lattice.whole()) == coarse_whole);
    CHECK(lattice.widened({0, 13, 1, 2}, 2) == Window{0, 11, 3, 4});
    CHECK(lattice.seen_from({0, 5, 2, 1}, 2) == Window{0, 8, 5, 5});
    CHECK(lattice.seen_from(coarse_whole, 2) == lattice.whole());
}

TEST_CASE("a panchromatic grid elsewhere than on the centres of the pixels is refused", "[sharpen]")
{
    const Grid band{20, 15, 499985, 9000015, 30, -30, {}};
    const Grid pan{39, 29, 499992.5, 9000007.5, 15, -15, {}};
    CHECK(pan_lattice(pan, "B8", band, "B3").rows == 20);
    Grid moved = pan, larger = pan, wider = pan;
    moved.x0 -= 7.5, larger.rows = 40, wider.dx = 15.01;
    for (const Grid& wrong : {moved, larger, wider}) CHECK_THROWS_AS(pan_lattice(wrong, "B8", band, "B3"), UnsafeError);
    const Grid south_up_band{20, 15, 499985, 8999415, 30, 30, {}}, south_up{39, 29, 499992.5, 8999422.5, 15, 15, {}};
    CHECK(pan_lattice(south_up, "B8", south_up_band, "B3").cols == 15);
}

TEST_CASE("a constant image stays what it is", "[sharpen]")
{
    const Pixels band = Pixels::Constant(20, 15, .125f), pan = Pixels::Constant(39, 29, .3f);
    CHECK(largest(whole_sharpened(band, pan) - .125f) < 1e-7f);
}

TEST_CASE("a band that is a linear function of the panchromatic one comes out as it would be seen on small pixels", "[sharpen]")
{
    for (const double slope : {1.65, -.7, 0.0}) {
        CAPTURE(slope);
        const Pixels pan = filled(lattice.whole(), pan_of_beach);
        const Pixels low = seen_coarsely(pan, lattice, coarse_whole);
        const auto linear = [&](const Pixels& p) { return Pixels(.02f + static_cast<float>(slope) * p); };
        SharpenOptions exact;
        exact.least_contrast = 0;
        // Where the window is all water or all land there is nothing to learn, and nothing to sharpen.
        CHECK(largest(whole_sharpened(linear(low), pan, exact) - linear(pan)) < 2e-3f);
        CHECK(rms(whole_sharpened(linear(low), pan), linear(pan)) <
              .02 * std::abs(slope) * rms(pan, between_pixels(low, coarse_whole, lattice.whole())) + 1e-7);
    }
}

TEST_CASE("a coast seen on large pixels comes out nearer to what small pixels see than by interpolation", "[sharpen]")
{
    const Pixels pan = filled(lattice.whole(), pan_of_beach), wanted = filled(lattice.whole(), band_of_beach);
    const Pixels band = seen_coarsely(wanted, lattice, coarse_whole);
    const double interpolated = rms(between_pixels(band, coarse_whole, lattice.whole()), wanted);
    const double sharp = rms(whole_sharpened(band, pan), wanted);
    CAPTURE(interpolated, sharp);
    CHECK(sharp < .4 * interpolated);
}

TEST_CASE("the sharpened band seen on large pixels is the band again, to a hundredth of its range", "[sharpen]")
{
    const Pixels pan = filled(lattice.whole(), pan_of_beach);
    const Pixels band = seen_coarsely(filled(lattice.whole(), band_of_beach), lattice, coarse_whole);
    const Pixels again = seen_coarsely(whole_sharpened(band, pan), lattice, coarse_whole);
    const double interpolated = rms(seen_coarsely(between_pixels(band, coarse_whole, lattice.whole()), lattice, coarse_whole), band);
    CAPTURE(rms(again, band), interpolated);
    CHECK(rms(again, band) < .0033);
    CHECK(rms(again, band) < .3 * interpolated);
}

TEST_CASE("over even ground hardly any noise of the panchromatic band reaches the others", "[sharpen]")
{
    const RandomField random(11);
    Pixels pan(39, 29), band(20, 15);
    for (int r = 0; r < 39; ++r)
        for (int c = 0; c < 29; ++c) pan(r, c) = static_cast<float>(.05 + .003 * random.normal(1, r, c));
    for (int r = 0; r < 20; ++r)
        for (int c = 0; c < 15; ++c) band(r, c) = static_cast<float>(.02 + .003 * random.normal(2, r, c));
    const Pixels interpolated = between_pixels(band, coarse_whole, lattice.whole());
    const double added = rms(whole_sharpened(band, pan), interpolated);
    CAPTURE(added);
    CHECK(added < .0006);
}

TEST_CASE("a missing pixel masks all that uses it and changes no other gain beyond its windows", "[sharpen]")
{
    const Pixels pan = filled(lattice.whole(), pan_of_land);
    Pixels band = seen_coarsely(filled(lattice.whole(), band_of_land), lattice, coarse_whole);
    const Pixels whole = whole_sharpened(band, pan);
    band(10, 7) = missing;
    const Pixels holed = whole_sharpened(band, pan);
    for (int r = 0; r < 39; ++r)
        for (int c = 0; c < 29; ++c) {
            const bool weight = std::abs(r - 20) <= 1 && std::abs(c - 14) <= 1, near = std::abs(r - 20) <= 3 && std::abs(c - 14) <= 3;
            REQUIRE(std::isnan(holed(r, c)) == weight);
            if (!near) REQUIRE(holed(r, c) == whole(r, c));
        }
    CHECK(rms(holed.isNaN().select(whole, holed), whole) < .01);
}
