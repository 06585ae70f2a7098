#include "algorithms/tides/tide_series.hpp"

#include <cmath>

#include "algorithms/tides/harmonic_tide.hpp"
#include "algorithms/tides/wave_setup.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Instant at_h(double hours) { return {static_cast<std::int64_t>(std::llround(hours * 3'600'000)), false}; }

}  // namespace

TEST_CASE("a level between two samples lies on the line between them, not at the later one", "[tides]")
{
    const std::vector<TideSample> samples{{at_h(0), 0.2}, {at_h(1), 0.8}};
    for (const auto how : {TideInterpolation::linear, TideInterpolation::cubic}) {
        const TideSeries series(samples, how);
        CHECK(*series.level_m(at_h(0.75)) == Approx(0.65));
        CHECK(*series.level_m(at_h(1)) == 0.8);
        CHECK_FALSE(series.level_m(at_h(1.001)));
        CHECK_FALSE(series.level_m(at_h(-0.001)));
        CHECK_FALSE(TideSeries(std::vector<TideSample>{}, how).level_m(at_h(0)));
    }
}

TEST_CASE("gaps are bridged up to one hour, or three with the cubic, and a sample is itself whatever the gap", "[tides]")
{
    const std::vector<TideSample> samples{{at_h(0), 0}, {at_h(1), 1}, {at_h(3), 2}, {at_h(6.5), 1}, {at_h(7), 0}};
    const TideSeries linear(samples), cubic(samples, TideInterpolation::cubic);
    CHECK(linear.level_m(at_h(0.5)));
    CHECK_FALSE(linear.level_m(at_h(2)));
    CHECK(cubic.level_m(at_h(2)));
    CHECK_FALSE(cubic.level_m(at_h(5)));
    CHECK(*linear.level_m(at_h(3)) == 2);
    CHECK(*linear.level_m({at_h(3).milliseconds + 999, false}) == 2);
    CHECK(*linear.level_m({at_h(3).milliseconds - 999, false}) == 2);
    CHECK_FALSE(linear.level_m({at_h(3).milliseconds + 1000, false}));
}

TEST_CASE("the cubic is exact for a parabola and five times nearer to a tide than the line", "[tides]")
{
    std::vector<TideSample> parabola, hourly;
    const HarmonicTide tide({{"M2", 1, 30, {}}, {"K1", 0.4, 200, {}}});
    for (int i = 0; i <= 48; ++i) {
        parabola.push_back({at_h(i * 0.5), 0.005 * i * i});
        hourly.push_back({at_h(i), tide.level_m(at_h(i))});
    }
    const TideSeries smooth(parabola, TideInterpolation::cubic);
    CHECK(*smooth.level_m(at_h(3.3)) == Approx(0.005 * 6.6 * 6.6));
    const TideSeries linear(hourly), cubic(hourly, TideInterpolation::cubic);
    double worst_linear = 0, worst_cubic = 0;
    for (double h = 1; h <= 47; h += 0.05) {
        worst_linear = std::max(worst_linear, std::abs(*linear.level_m(at_h(h)) - tide.level_m(at_h(h))));
        worst_cubic = std::max(worst_cubic, std::abs(*cubic.level_m(at_h(h)) - tide.level_m(at_h(h))));
    }
    CHECK(worst_linear < 0.04);
    CHECK(worst_cubic < worst_linear / 5);
}

TEST_CASE("a series that cannot be metres in order of time is refused", "[tides]")
{
    const auto refused = [](std::vector<TideSample> samples) { CHECK_THROWS_AS(TideSeries(samples), UnsafeError); };
    refused({{at_h(1), 0}, {at_h(0), 0}});
    refused({{at_h(0), 0}, {at_h(0), 0}});
    refused({{at_h(0), -110}, {at_h(1), 95}});
    refused({{at_h(0), std::nan("")}});
    CHECK(TideSeries({{at_h(0), 99}, {at_h(1), 100}}).least_m() == 99);
}

TEST_CASE("a range that no tide has is refused, and a day of levels that hardly vary is no tide", "[tides]")
{
    CHECK_THROWS_AS(TideSeries({{at_h(0), -9.1}, {at_h(6), 9.1}}), UnsafeError);
    CHECK(TideSeries({{at_h(0), -8}, {at_h(6), 8.3}}).size() == 2);
    const auto of_range = [](double range_m, int hours) {
        std::vector<TideSample> samples;
        for (int i = 0; i <= hours; ++i) samples.push_back({at_h(i), i % 2 == 0 ? 0.0 : range_m});
        return TideSeries(samples);
    };
    CHECK(of_range(0.019, 24).hardly_varies());
    CHECK(of_range(0, 24).hardly_varies());
    CHECK_FALSE(of_range(0.021, 24).hardly_varies());
    CHECK_FALSE(of_range(0.019, 23).hardly_varies());
}

TEST_CASE("wave set-up carries the line landward as far as worked by hand", "[tides][oracle]")
{
    CHECK(deep_water_length_m(9) == Approx(126.422922636));
    CHECK(deep_water_length_m(12) == Approx(224.751862465));
    CHECK(setup_shift_m(1.5, 9) == Approx(4.81977302727));
    CHECK(setup_shift_m(1.0, 12) == Approx(5.24710426349));
    CHECK(setup_shift_m(0, 12) == 0);
}

TEST_CASE("waves are read between samples up to three hours apart, and nowhere else", "[tides]")
{
    const WaveSeries waves({{at_h(0), 1, 8}, {at_h(3), 2, 11}, {at_h(9), 2, 11}});
    CHECK(waves.at(at_h(1))->height_m == Approx(4.0 / 3));
    CHECK(waves.at(at_h(1))->period_s == Approx(9));
    CHECK(waves.at(at_h(9))->height_m == 2);
    CHECK_FALSE(waves.at(at_h(6)));
    CHECK_FALSE(waves.at(at_h(-1)));
    CHECK_FALSE(waves.at(at_h(10)));
    CHECK_THROWS_AS(WaveSeries({{at_h(0), 150, 8}}), UnsafeError);
    CHECK_THROWS_AS(WaveSeries({{at_h(0), 1, 0}}), UnsafeError);
    CHECK_THROWS_AS(WaveSeries({{at_h(0), 1.5, 0.11}}), UnsafeError);  // a frequency
    CHECK_THROWS_AS(WaveSeries({{at_h(0), 9, 1.5}}), UnsafeError);     // height and period exchanged
    CHECK(WaveSeries({{at_h(0), 0.6, 2}}).at(at_h(0))->height_m == 0.6);
    CHECK_THROWS_AS(WaveSeries({{at_h(1), 1, 8}, {at_h(0), 1, 8}}), UnsafeError);
}
