#include "algorithms/forecast/hindcast.hpp"

#include <cmath>

#include "src/core/error.hpp"
#include "tests/algorithms/forecast/noise.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

std::vector<Position> yearly(const std::string& transect, int n, double slope, double noise_m, std::uint64_t seed)
{
    Noise noise(seed);
    std::vector<Position> positions;
    for (int i = 0; i < n; ++i) {
        Position p;
        p.transect = transect;
        p.date = instant_of_year(1990 + i);
        p.distance_m = 100 + slope * i + noise_m * noise.next();
        positions.push_back(p);
    }
    return positions;
}

}  // namespace

TEST_CASE("a forecast of a steady shore made from its first part meets the rest", "[forecast]")
{
    const auto rows = hindcast(yearly("T", 31, -3, 0, 1), 0.7, {});
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].cut->day() == "2011-01-01");
    CHECK(rows[0].fitted == 22);
    CHECK(rows[0].scored == 9);
    CHECK(*rows[0].rmse_m == Approx(0).margin(1e-6));
    // Without movement the errors were 3, 6, ... 27 m.
    CHECK(*rows[0].no_change_rmse_m == Approx(std::sqrt(9.0 * 285 / 9)).epsilon(1e-9));
    CHECK(*rows[0].skill == Approx(1).margin(1e-9));
    CHECK(rows[1].transect == "all");
    CHECK(rows[1].scored == 9);
}

TEST_CASE("in the sum every scored position weighs the same, and transects without a forecast say why", "[forecast]")
{
    auto positions = yearly("A", 31, -1, 2, 5);
    for (const Position& p : yearly("B", 61, 2, 2, 6)) positions.push_back(p);
    for (const Position& p : yearly("C", 4, 2, 2, 7)) positions.push_back(p);
    const auto rows = hindcast(positions, 0.7, {});
    REQUIRE(rows.size() == 4);
    CHECK(rows[2].reason == "not assessed");
    CHECK(rows[2].scored == 0);
    CHECK_FALSE(rows[2].rmse_m);
    CHECK(rows[3].scored == rows[0].scored + rows[1].scored);
    const auto total = [](const HindcastRow& r) { return *r.rmse_m * *r.rmse_m * static_cast<double>(r.scored); };
    CHECK(total(rows[3]) == Approx(total(rows[0]) + total(rows[1])));
}

TEST_CASE("positions after the cut do not reach the forecast", "[forecast][law]")
{
    auto positions = yearly("T", 31, -1, 2, 8);
    const auto before = hindcast(positions, 0.7, {});
    *positions.back().distance_m += 1000;
    const auto after = hindcast(positions, 0.7, {});
    CHECK(after[0].fitted == before[0].fitted);
    CHECK(*after[0].bias_m - *before[0].bias_m == Approx(1000.0 / static_cast<double>(before[0].scored)));
}

TEST_CASE("a share that leaves nothing to fit or to score is refused", "[forecast]")
{
    CHECK_THROWS_AS(hindcast(yearly("T", 31, -1, 2, 8), 0.1, {}), UsageError);
    CHECK_THROWS_AS(hindcast(yearly("T", 31, -1, 2, 8), 1.0, {}), UsageError);
}
