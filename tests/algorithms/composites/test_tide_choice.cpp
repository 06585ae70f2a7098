#include "algorithms/composites/tide_choice.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

TideSample at_hour(int hour, double level_m) { return {*instant_of(2020, 1, 1, hour), level_m}; }

}  // namespace

TEST_CASE("a tide lies on the straight line between its neighbours", "[composites]")
{
    const std::vector<TideSample> series{at_hour(0, 0.20), at_hour(1, 0.80), at_hour(5, 2)};
    CHECK(*tide_at(series, *instant_of(2020, 1, 1, 0, 45)) == Approx(0.65));
    CHECK(*tide_at(series, series[0].time) == 0.20);
    CHECK(*tide_at(series, series[2].time) == 2);
}

TEST_CASE("there is no tide beyond the ends of the series or in a gap", "[composites]")
{
    const std::vector<TideSample> series{at_hour(1, 0.20), at_hour(2, 0.80), at_hour(5, 2)};
    CHECK_FALSE(tide_at(series, *instant_of(2020, 1, 1, 0, 59)));
    CHECK_FALSE(tide_at(series, *instant_of(2020, 1, 1, 5, 1)));
    CHECK_FALSE(tide_at(series, *instant_of(2020, 1, 1, 3)));
    CHECK(tide_at(series, *instant_of(2020, 1, 1, 3), 3));
    CHECK_FALSE(tide_at({}, *instant_of(2020, 1, 1)));
}

TEST_CASE("a composite keeps the middle half of the observed range", "[composites]")
{
    const std::vector<double> tides{-.9, -.55, -.2, .05, .1, .32, .48, .75, 1.1};
    CHECK(observed_range_m(tides) == Approx(2.0));
    const std::vector<bool> kept = kept_by_tide(tides, {});
    CHECK(kept == std::vector<bool>{false, false, true, true, true, true, true, false, false});
    CHECK(kept_by_tide({0.5, -1, 1}, {})[0]);  // on the edge
    CHECK_THROWS_AS(kept_by_tide(tides, {0, 0, 1}), UsageError);
}
