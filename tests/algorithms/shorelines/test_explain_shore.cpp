#include "algorithms/shorelines/explain_shore.hpp"

#include <cmath>

#include "tests/algorithms/shorelines/shore_pixels.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

ShoreStretch explained(const ShorePixels& coast)
{
    const ShoreSetting setting(coast);
    const auto found = explain_shore(setting.problem());
    REQUIRE(found);
    return *found;
}

}  // namespace

TEST_CASE("the edge of water and one land is found to a thousandth of a pixel where nothing disturbs", "[layers]")
{
    for (const double place : {-0.37, 0.0, 0.21, 0.68}) {
        CAPTURE(place);
        ShorePixels coast;
        coast.noise = 1e-5;
        coast.ground = edge_at(place);
        const ShoreSetting setting(coast);
        const ShoreFit fit = fit_shore(setting.problem(), {}, {{0, 0, 0, 60}, Eigen::MatrixXd::Constant(5, 4, 0.2), {0.0}});
        CHECK(std::abs(fit.edges.waterline - place) < 1e-3);
        CHECK(fit.waterline_sd > 0);
    }
}

TEST_CASE("wet sand of known width between water and dry sand is found, and not taken for water or land", "[layers]")
{
    for (const double width : {1.0, 1.8}) {
        CAPTURE(width);
        ShorePixels coast;
        coast.ground = [=](double s, int b) { return s > 0.15 ? water_colour[b] : s > 0.15 - width ? wet_colour[b] : sand_colour[b]; };
        const ShoreStretch found = explained(coast);
        CHECK(found.best().strips.wet);
        CHECK(std::abs(found.best().edges.wet - width) < 0.1);
        CHECK(std::abs(found.waterline - 0.15) < 0.05);
        CHECK(std::abs(found.waterline - 0.15) < 3 * found.waterline_sd);
    }
}

TEST_CASE("a beach of two and a half pixels before something else is found", "[layers]")
{
    const double plants[] = {.06, .035, .35, .18};
    ShorePixels coast;
    coast.ground = [&](double s, int b) { return s > -0.2 ? water_colour[b] : s > -2.7 ? sand_colour[b] : plants[b]; };
    const ShoreStretch found = explained(coast);
    CHECK(found.best().strips.back);
    CHECK(std::abs(found.best().edges.dry - 2.5) < 0.1);
    CHECK(std::abs(found.waterline + 0.2) < 0.03);
}

TEST_CASE("noise alone makes no strips", "[layers]")
{
    int strips = 0, within_one = 0, within_two = 0;
    for (unsigned seed = 1; seed <= 100; ++seed) {
        ShorePixels coast;
        coast.seed = seed, coast.noise = 0.006;
        coast.ground = edge_at(0.1);
        const ShoreStretch found = explained(coast);
        const ShoreStrips& best = found.best().strips;
        strips += best.swash || best.wet || best.back;
        const double off = std::abs(found.waterline - 0.1);
        within_one += off < found.waterline_sd, within_two += off < 2 * found.waterline_sd;
    }
    CHECK(strips <= 3);
    CHECK(within_one >= 60);  // wide: bands may lie off each other, and here they do not
    CHECK(within_two >= 90);
}

TEST_CASE("a stretch without land, or whose land does not look like land, is not explained", "[layers]")
{
    ShorePixels coast;
    coast.ground = [](double s, int b) { return water_colour[b] + (s > 0 ? 0 : b < 2 ? 0.05 : 0.04); };  // a bank of silt
    const ShoreSetting silt(coast);
    CHECK_FALSE(explain_shore(silt.problem()));

    ShoreSetting few(coast);
    std::erase_if(few.pixels, [](const ShorePixel& p) { return p.t < 0; });
    CHECK_FALSE(shore_sample(few.grids, few.pixels, 13.5, 15, 0.08));
}

TEST_CASE("a patch that no strip explains widens the error instead of making strips certain", "[layers]")
{
    ShorePixels clear;
    clear.ground = edge_at(0.1);
    ShorePixels cloudy = clear;
    cloudy.ground = [](double s, int b) { return edge_at(0.1)(s, b) + 0.03 * std::exp(-std::pow((s - 2.5) / 1.1, 2)); };
    CHECK(explained(cloudy).waterline_sd > explained(clear).waterline_sd);
    CHECK(std::abs(explained(cloudy).waterline - 0.1) < 0.1);
}

TEST_CASE("neighbours that disagree are heard", "[layers]")
{
    ShorePixels coast;
    coast.ground = edge_at(0.1);
    const ShoreStretch here = explained(coast);
    ShoreStretch there = here;
    CHECK(agrees(here, {&there}));
    there.waterline += 1;
    CHECK_FALSE(agrees(here, {&there}));
    const ShoreSetting setting(coast);
    const auto again = agreeing(setting.problem(), here, {&there});
    REQUIRE(again);
    CHECK(std::abs(again->waterline - 0.1) < 0.05);  // they are heard, but the pixels say otherwise
}
