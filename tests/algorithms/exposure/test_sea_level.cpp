#include "algorithms/exposure/sea_level.hpp"

#include "algorithms/exposure/hazard_zones.hpp"
#include "algorithms/exposure/reach.hpp"
#include "src/core/error.hpp"
#include "tests/algorithms/exposure/coasts.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// 0.3 m in 50 years over a slope of (2 + 8) / 500.
SeaLevelRise scenario(double past)
{
    return {{{2025, 0, 0, 0}, {2050, 0.15, 0.10, 0.20}, {2075, 0.3, 0.2, 0.4}, {2200, 1, 0.6, 1.6}}, 0.02, past, 2025};
}

}  // namespace

TEST_CASE("a rise of 0.3 m over 500 m of profile from 8 m deep to 2 m high takes 15 m", "[exposure]")
{
    CHECK(scenario(0).retreat_m(50) == Approx(15));
    CHECK(scenario(0).retreat_m(25) == Approx(7.5));
    CHECK(scenario(0).retreat_sd_m(50) == Approx(std::hypot(5, 7.5)));
}

TEST_CASE("the rise that the record already holds is not counted again", "[exposure]")
{
    CHECK(scenario(0.006).retreat_m(50) == Approx(0).margin(1e-12));
    CHECK(scenario(0.003).retreat_m(50) == Approx(7.5));
}

TEST_CASE("sea-level rise makes places likelier reached and zones wider, but on rock it says nothing", "[exposure]")
{
    const SeaLevelRise rise = scenario(0.003);
    Approach without{60, -1, 0.3, 6, 10}, with = without;
    with.rise = &rise;
    CHECK(probability_by(with, 50) > probability_by(without, 50));
    CHECK(landward_limit_m(with, 0.5, 50) == Approx(57.5));
    double before = 0;
    for (int h = 0; h < 150; ++h) {
        CHECK(probability_by(with, h) >= before);
        before = probability_by(with, h);
    }
    ExposureOptions options;
    options.sea_level = rise;
    AssessedTransect t = assessed_transect({0, 0}, {1, 0}, -1, 1);
    CHECK(approach_from_line(t, options).rise != nullptr);
    t.certainty = "rocky or steep";
    CHECK(approach_from_line(t, options).rise == nullptr);
}

TEST_CASE("a scenario that cannot be is refused", "[exposure]")
{
    SeaLevelRise rise = scenario(0);
    rise.scenario[1].low_m = 0.5;
    CHECK_THROWS_AS(rise.validate(), UnsafeError);
    rise = scenario(0);
    rise.scenario[1].rise_m = 150;
    CHECK_THROWS_AS(rise.validate(), UnsafeError);
    rise = scenario(0);
    rise.base_year = 2020;
    CHECK_THROWS_AS(rise.validate(), UnsafeError);
    ExposureOptions options;
    options.years = {2030, 2250};
    options.sea_level = scenario(0);
    CHECK_THROWS_AS(options.validate(), UsageError);
}
