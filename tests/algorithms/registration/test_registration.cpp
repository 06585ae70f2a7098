#include "algorithms/registration/registration.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "algorithms/registration/blocks.hpp"
#include "algorithms/registration/edges.hpp"
#include "scenes/synthetic/random_field.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// Five blobs on 64 x 64 pixels, displaced.
Pixels blobs(double down, double right)
{
    constexpr std::array<std::array<double, 4>, 5> all{
        {{20, 18, 5, 1}, {40, 44, 7, 0.8}, {30, 30, 4, -0.6}, {48, 16, 6, 0.7}, {14, 46, 5, 0.9}}};
    Pixels image = Pixels::Zero(64, 64);
    for (int row = 0; row < 64; ++row)
        for (int col = 0; col < 64; ++col)
            for (const auto& [y, x, size, height] : all)
                image(row, col) += static_cast<float>(
                    height * std::exp(-(std::pow(row - y - down, 2) + std::pow(col - x - right, 2)) / (2 * size * size)));
    return image;
}

/// A ground without a pattern, displaced, with noise of its own.
Pixels ground(int size, double down, double right, double noise, std::uint64_t seed)
{
    const scenes::RandomField texture(1), own(seed);
    Pixels image(size, size);
    for (int row = 0; row < size; ++row)
        for (int col = 0; col < size; ++col)
            image(row, col) =
                static_cast<float>(0.3 + 0.02 * texture.smooth(0, col - right, row - down, 2.5) + noise * own.normal(1, row, col));
    return image;
}

Registration pair(const Pixels& scene, const Pixels& reference) { return register_to(scene, Mask(), reference, Mask()); }

Pixels stripes(int size, double down, double period)
{
    Pixels image(size, size);
    for (int row = 0; row < size; ++row)
        for (int col = 0; col < size; ++col)
            image(row, col) =
                static_cast<float>(std::sin(2 * std::numbers::pi * (row - down) / period) + std::sin(2 * std::numbers::pi * col / period));
    return image;
}

}  // namespace

TEST_CASE("the edge strength of a plane is its slope, and needs all nine pixels", "[registration]")
{
    Pixels plane(5, 6);
    for (int row = 0; row < 5; ++row)
        for (int col = 0; col < 6; ++col) plane(row, col) = static_cast<float>(3 * row + 4 * col);
    Mask mask = Mask::Zero(5, 6);
    mask(1, 4) = PixelFlag::cloud;
    const Pixels edges = edge_strength(plane, mask);
    CHECK(edges(2, 2) == Approx(5));
    CHECK(edges(3, 2) == Approx(5));
    CHECK(std::isnan(edges(2, 3)));
    CHECK(std::isnan(edges(0, 2)));
    CHECK(std::isnan(edges(2, 5)));
}

TEST_CASE("five displaced blobs are found to a hundredth of a pixel", "[registration]")
{
    const Registration found = pair(blobs(1.37, -2.62), blobs(0, 0));
    CHECK(found.shift_px.row == Approx(1.37).margin(0.0101));
    CHECK(found.shift_px.col == Approx(-2.62).margin(0.0101));
    CHECK(found.blocks == 1);
    CHECK_FALSE(found.accepted());  // one block is no agreement
}

TEST_CASE("a shift is found, changes sign with the roles, and does not depend on light", "[registration]")
{
    const Pixels reference = ground(160, 0, 0, 0.002, 11), scene = ground(160, 0.65, -2.3, 0.002, 12);
    const Registration found = pair(scene, reference);
    INFO(found.reason);
    REQUIRE(found.accepted());
    CHECK(found.shift_px.row == Approx(0.65).margin(0.03));
    CHECK(found.shift_px.col == Approx(-2.3).margin(0.03));
    CHECK(found.peak > 0.6);
    CHECK(found.agreeing == found.blocks);
    CHECK(found.sd_px < 0.05);
    const Registration back = pair(reference, scene);
    CHECK(back.shift_px.row == Approx(-found.shift_px.row).margin(0.015));
    CHECK(back.shift_px.col == Approx(-found.shift_px.col).margin(0.015));
    const Registration brighter = pair(3.0f * scene + 0.5f, reference);
    CHECK(brighter.shift_px.row == Approx(found.shift_px.row).margin(0.0101));
    const Registration negative = pair(1.0f - scene, reference);  // dry grass is bright where green grass is dark
    CHECK(negative.shift_px.row == Approx(found.shift_px.row).margin(0.0101));
}

TEST_CASE("the number of threads changes no digit of a shift", "[registration]")
{
    const Pixels reference = ground(160, 0, 0, 0.002, 11), scene = ground(160, 1.2, 0.4, 0.002, 12);
    const int threads = thread_count();
    set_thread_count(1);
    const Registration one = pair(scene, reference);
    set_thread_count(5);
    const Registration many = pair(scene, reference);
    set_thread_count(threads);
    CHECK(one.shift_px.row == many.shift_px.row);
    CHECK(one.shift_px.col == many.shift_px.col);
    CHECK(one.peak == many.peak);
    CHECK(one.sd_px == many.sd_px);
}

TEST_CASE("masks and gaps do not pull a shift towards zero", "[registration]")
{
    const Pixels reference = ground(200, 0, 0, 0.002, 11), scene = ground(200, -1.45, 0.55, 0.002, 12);
    Mask clouds = Mask::Zero(200, 200);
    for (int row = 0; row < 200; ++row)
        for (int col = 0; col < 200; ++col)
            if (row % 33 < 5 || std::hypot(row % 70 - 35, col % 90 - 45) < 22) clouds(row, col) = PixelFlag::cloud;
    Pixels cloudy = scene;
    cloudy = (clouds != 0).select(Pixels::Constant(200, 200, 0.8f), cloudy);
    // The same mask on both: what a fixed window would match is the mask itself.
    const Registration found = register_to(cloudy, clouds, reference, clouds);
    INFO(found.reason);
    CHECK(found.accepted());
    CHECK(found.shift_px.row == Approx(-1.45).margin(0.05));
    CHECK(found.shift_px.col == Approx(0.55).margin(0.05));
}

TEST_CASE("what moved on its own is left out by the mask", "[registration]")
{
    const Pixels reference = ground(160, 0, 0, 0.002, 11);
    Pixels scene = ground(160, 0.4, 0.4, 0.002, 12), before = reference;
    Mask coast = Mask::Zero(160, 160);
    coast.topRows(70).setConstant(PixelFlag::outside);
    before.topRows(50).setConstant(0.02f);
    scene.topRows(54).setConstant(0.02f);  // the sea came 4 pixels nearer
    const Registration found = register_to(scene, coast, before, Mask());
    INFO(found.reason);
    CHECK(found.accepted());
    CHECK(found.shift_px.row == Approx(0.4).margin(0.03));
}

TEST_CASE("without evidence there is no shift, and the reason is said", "[registration]")
{
    const Pixels reference = ground(160, 0, 0, 0.002, 11), scene = ground(160, 0.4, 0.4, 0.002, 12);
    const auto refused = [](const Registration& found, const std::string& word) {
        INFO(found.reason);
        CHECK(found.verdict == RegistrationVerdict::no_evidence);
        CHECK(found.reason.find(word) != std::string::npos);
    };
    refused(pair(Pixels::Constant(160, 160, 0.02f), reference), "no part");
    refused(pair(scene, Pixels::Constant(160, 160, 0.02f)), "no part");
    refused(register_to(scene, Mask::Ones(160, 160), reference, Mask()), "land");
    Mask nearly_all = Mask::Ones(160, 160);
    nearly_all.block(60, 60, 35, 35).setZero();  // 95 % cloud
    refused(register_to(scene, nearly_all, reference, Mask()), "land");
    const Pixels noise = ground(160, 0, 0, 1, 21), other_noise = ground(160, 0, 0, 1, 22);
    refused(pair(noise, other_noise), "match");
    refused(pair(stripes(160, 0.3, 8), stripes(160, 0, 8)), "two places");
    // Half of the land moved: no single shift.
    Pixels torn = scene;
    torn.leftCols(80) = ground(160, 2.4, 0.4, 0.002, 12).leftCols(80);
    CHECK_FALSE(pair(torn, reference).accepted());
}

TEST_CASE("a shift above the limit means wrong data", "[registration]")
{
    const Pixels reference = ground(160, 0, 0, 0.002, 11);
    const Registration far = pair(ground(160, 4.2, 0, 0.002, 12), reference);
    CHECK(far.verdict == RegistrationVerdict::too_far);
    CHECK(far.shift_px.row == Approx(4.2).margin(0.03));
    CHECK(pair(ground(160, 3, -3, 0.002, 12), reference).accepted());
    RegistrationOptions wide;
    wide.max_shift_px = 6;
    CHECK(register_to(ground(160, 5.5, 0, 0.002, 12), Mask(), reference, Mask(), wide).accepted());
    wide.max_shift_px = 0;
    CHECK_THROWS_AS(register_to(reference, Mask(), reference, Mask(), wide), UsageError);
    CHECK_THROWS_AS(pair(reference, Pixels::Zero(10, 10)), BugError);
}

TEST_CASE("blocks reach both ends of an image and stay within their number", "[registration]")
{
    const auto windows = block_windows(117, 284, 64, 256);
    CHECK(windows.front() == Window{0, 0, 64, 64});
    CHECK(windows.back() == Window{53, 220, 64, 64});
    CHECK(windows.size() == 5 * 15);
    CHECK(block_windows(7000, 7800, 64, 256).size() <= 256);
    CHECK(block_windows(7000, 7800, 64, 256).size() > 200);
    CHECK(block_windows(40, 300, 64, 256).front() == Window{0, 0, 40, 64});
}
