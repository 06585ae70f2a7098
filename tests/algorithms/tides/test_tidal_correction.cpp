#include "algorithms/tides/tidal_correction.hpp"

#include <cmath>
#include <random>

#include "algorithms/tides/wave_setup.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Position seen_at(double x_m)
{
    Position p;
    p.transect = "T1";
    p.date = *instant_of(2020, 6, 1, 2, 5);
    p.distance_m = x_m;
    p.uncertainty_m = 5;
    return p;
}

bool has(const Position& p, const std::string& flag) { return std::find(p.flags.begin(), p.flags.end(), flag) != p.flags.end(); }

}  // namespace

TEST_CASE("a high tide is corrected seaward by its height over the slope", "[tides]")
{
    CHECK(tidal_shift_m(0.6, 0, 0.1) == Approx(6.0));
    CHECK(tidal_shift_m(-0.45, 0, 0.08) == Approx(-5.625));
    CHECK(tidal_shift_m(0.6, 0.7, 0.1) == Approx(-1.0));
    CHECK(tidal_shift_m(0.6, 0, 0.03) == Approx(20.0));
}

TEST_CASE("the parts of the uncertainty add in quadrature", "[tides]")
{
    const BeachSlope slope = BeachSlope::with_error(0.1, 0.02);
    const Position p = corrected_for_tide(seen_at(100), {0.6, std::nullopt}, slope, {0, 0.1, false});
    CHECK(*p.distance_m == Approx(106));
    CHECK(*p.raw_m == 100);
    CHECK(*p.tide_m == 0.6);
    CHECK(*p.slope == 0.1);
    CHECK(*p.uncertainty_m == Approx(std::sqrt(25 + 1.0 + 1.44)));
    CHECK(p.flags.empty());
    Position unknown = seen_at(100);
    unknown.uncertainty_m.reset();
    CHECK_FALSE(corrected_for_tide(unknown, {0.6, {}}, slope, {}).uncertainty_m);
}

TEST_CASE("wave set-up moves the line seaward, and only where a wave is known", "[tides]")
{
    const BeachSlope slope{0.1, 0};
    const TideReference with_setup{0, 0, true};
    const Position p = corrected_for_tide(seen_at(100), {0.6, setup_shift_m(1.5, 9)}, slope, with_setup);
    CHECK(*p.distance_m == Approx(106 + 4.819773027));
    CHECK(*p.uncertainty_m == Approx(std::hypot(5, 2.409886514)));
    const Position calm = corrected_for_tide(seen_at(100), {0.6, {}}, slope, with_setup);
    CHECK(*calm.distance_m == Approx(106));
    CHECK(has(calm, "no wave"));
}

TEST_CASE("a position without a tide or a slope is missing, never uncorrected", "[tides]")
{
    const Position no_tide = corrected_for_tide(seen_at(100), {}, BeachSlope{0.1, 0}, {});
    CHECK_FALSE(no_tide.distance_m);
    CHECK(*no_tide.raw_m == 100);
    CHECK(has(no_tide, "no tide"));
    const Position no_slope = corrected_for_tide(seen_at(100), {0.5, {}}, std::nullopt, {});
    CHECK_FALSE(no_slope.distance_m);
    CHECK(has(no_slope, "no slope"));
    Position missed = seen_at(0);
    missed.distance_m.reset();
    CHECK_FALSE(corrected_for_tide(missed, {0.5, {}}, BeachSlope{0.1, 0}, {}).raw_m);
    CHECK(has(corrected_for_tide(seen_at(100), {0.5, {}}, BeachSlope{0.015, 0}, {}), "flat beach"));
}

TEST_CASE("slopes that are no beach are named", "[tides]")
{
    CHECK_FALSE(slope_fault(0.1));
    CHECK_FALSE(slope_fault(0.0051));
    for (const double wrong : {0.0, -0.1, 0.005, 5.7, std::nan("")}) CHECK(slope_fault(wrong));
}

TEST_CASE("a correction can be undone, and another datum moves every position alike", "[tides]")
{
    std::mt19937 random(10);
    std::uniform_real_distribution<double> level(-2, 2), place(0, 300), slope(0.02, 0.2);
    for (int i = 0; i < 1000; ++i) {
        const double x_m = place(random), z_m = level(random), tan_beta = slope(random);
        const Position msl = corrected_for_tide(seen_at(x_m), {z_m, {}}, BeachSlope{tan_beta, 1}, {0, 0.1, false});
        const Position high = corrected_for_tide(seen_at(x_m), {z_m, {}}, BeachSlope{tan_beta, 1}, {0.7, 0.1, false});
        CHECK(*msl.distance_m - *msl.tide_m / *msl.slope == Approx(*msl.raw_m).margin(1e-9));
        CHECK(*high.distance_m - *msl.distance_m == Approx(-0.7 / tan_beta).margin(1e-9));
        CHECK(*msl.uncertainty_m >= 5);
    }
}
