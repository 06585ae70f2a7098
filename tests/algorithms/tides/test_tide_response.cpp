#include "algorithms/tides/tide_response.hpp"

#include <cmath>
#include <functional>
#include <random>

#include "algorithms/tides/harmonic_tide.hpp"
#include "algorithms/tides/tidal_correction.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr double true_slope = 0.08, noise_m = 6;
constexpr std::int64_t ms_per_hour = 3'600'000;
constexpr std::int64_t ms_between_passes = 16 * 24 * ms_per_hour;

double sea_m(const Instant& time)
{
    static const HarmonicTide tide({{"M2", 0.8, 65, {}}, {"S2", 0.4, 118, {}}, {"K1", 0.3, 300, {}}, {"O1", 0.2, 270, {}}});
    return tide.level_m(time);
}

/// Five transects seen every 16 days on a beach of slope 0.08 whose rows say what `level` and `slope` say.
std::optional<TideResponse> response(int dates, double slope, const std::function<double(const Instant&)>& level)
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> noise(0, noise_m);
    std::vector<Position> rows;
    for (const char* transect : {"a", "b", "c", "d", "e"})
        for (int i = 0; i < dates; ++i) {
            Position p;
            p.transect = transect;
            p.date = {instant_of(2000, 1, 3, 2, 5)->milliseconds + i * ms_between_passes, false};
            p.raw_m = 200 - 0.5 * p.date.julian_year() - sea_m(p.date) / true_slope + noise(random);
            p.tide_m = level(p.date);
            p.slope = slope;
            p.distance_m = *p.raw_m + tidal_shift_m(*p.tide_m, 0, slope);
            rows.push_back(p);
        }
    TideResponseSums sums;
    sums.add(rows);
    return sums.response();
}

}  // namespace

TEST_CASE("levels and slopes that fit the images give a response of one", "[tides]")
{
    const auto fits = response(200, true_slope, sea_m);
    REQUIRE(fits);
    CHECK(fits->dates == 200);
    CHECK(fits->ratio == Approx(1).margin(0.1));
    CHECK(fits->lower < 1);
    CHECK(fits->upper > 1);
    CHECK_FALSE(fits->contradicts());
    CHECK_FALSE(response(200, 0.055, sea_m)->contradicts());  // a slope that is wrong by a third is usual
}

TEST_CASE("levels in feet, in centimetres, of local time or upside down contradict the images", "[tides]")
{
    const auto feet = response(200, true_slope, [](const Instant& t) { return sea_m(t) / 0.3048; });
    CHECK(feet->ratio == Approx(0.3048).margin(0.03));
    CHECK(feet->contradicts());
    CHECK(response(200, true_slope, [](const Instant& t) { return 100 * sea_m(t); })->contradicts());
    CHECK(response(200, true_slope, [](const Instant& t) { return sea_m({t.milliseconds + 9 * ms_per_hour, false}); })->contradicts());
    CHECK(response(200, true_slope, [](const Instant& t) { return -sea_m(t); })->contradicts());
    CHECK(response(200, 0.3, sea_m)->contradicts());
}

TEST_CASE("few dates and levels that hardly vary say nothing about the levels", "[tides]")
{
    CHECK_FALSE(response(29, true_slope, sea_m));
    CHECK_FALSE(response(200, true_slope, [](const Instant& t) { return 0.02 * sea_m(t); }));
    CHECK_FALSE(TideResponseSums().response());
}
