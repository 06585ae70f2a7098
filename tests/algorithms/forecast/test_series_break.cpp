#include "algorithms/forecast/series_break.hpp"

#include <cmath>

#include "tests/algorithms/forecast/noise.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

Series yearly(int n, double slope, double jump, int at, double noise_m, Noise& noise, double memory = 0)
{
    std::vector<double> t, x;
    double e = noise.next();
    for (int i = 0; i < n; ++i) {
        t.push_back(1980 + i);
        x.push_back(slope * i + (i >= at ? jump : 0) + noise_m * e);
        e = memory * e + std::sqrt(1 - memory * memory) * noise.next();
    }
    return series_of(history_of(t, x), {});
}

std::optional<std::size_t> break_of(const Series& series) { return find_break(series, fit_line(series.t_yr, series.x_m)); }

}  // namespace

TEST_CASE("a jump of seven times the scatter is found within a year of its place, whatever the trend", "[forecast][law]")
{
    Noise noise(1);
    for (const double slope : {-3.0, 0.0, 2.0}) {
        int found = 0;
        for (int i = 0; i < 200; ++i) {
            const auto at = break_of(yearly(30, slope, 35, 18, 5, noise));
            found += at && std::abs(static_cast<int>(*at) - 18) <= 1;
        }
        CAPTURE(slope);
        CHECK(found >= 180);
    }
}

TEST_CASE("a straight, a bent and a short series have no break", "[forecast]")
{
    Noise noise(2);
    CHECK_FALSE(break_of(yearly(30, -2, 0, 30, 5, noise)));
    CHECK_FALSE(break_of(yearly(9, -2, 50, 5, 1, noise)));
    std::vector<double> t, x;
    for (int i = 0; i < 30; ++i) {
        t.push_back(1980 + i);
        x.push_back(i < 15 ? 100 : 100 - 2.0 * (i - 15));
    }
    CHECK_FALSE(break_of(series_of(history_of(t, x), {})));
}

TEST_CASE("of 1,000 series without a break few seem to have one, also with memory", "[forecast][law]")
{
    for (const double memory : {0.0, 0.5}) {
        Noise noise(3);
        int alarms = 0;
        for (int i = 0; i < 1000; ++i) alarms += break_of(yearly(40, -1, 0, 40, 5, noise, memory)).has_value();
        CAPTURE(memory);
        CHECK(alarms <= (memory > 0 ? 40 : 10));
    }
}
