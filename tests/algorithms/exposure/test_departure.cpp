#include "algorithms/exposure/departure.hpp"

#include <random>

#include "tests/catch.hpp"

using namespace tasi;

namespace {

double gaussian(std::mt19937_64& random)
{
    const auto uniform = [&] { return (static_cast<double>(random() >> 11) + 0.5) / 9007199254740992.0; };
    return std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform());
}

/// Yearly positions from 1990 to 2024 that lose 1 m a year, with a scatter of 5 m; `jump_m` is added from 2022.
History history(int seed, double jump_m)
{
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    History history;
    for (int year = 1990; year <= 2024; ++year)
        history.push_back({*instant_of(year, 7, 1), 300.0 - (year - 1990) + 5 * gaussian(random) + (year >= 2022 ? jump_m : 0), 5});
    return history;
}

}  // namespace

TEST_CASE("a coast that loses 25 m in its last years departs from its trend, with the evidence", "[exposure]")
{
    const History series = history(1, -25);
    const auto departure = departure_of(series, series.back().date);
    REQUIRE(departure);
    CHECK(departure->departure_m() == Approx(-25).margin(8));
    CHECK(departure->count == 3);
    CHECK(departure->since.year() == 2022);
    CHECK(departure->evidence().find("landward of the trend before") != std::string::npos);
    CHECK(departure_of(history(1, 25), series.back().date)->departure_m() > 0);
}

TEST_CASE("a coast that goes on as before is rarely warned of: about 1 in 100", "[exposure]")
{
    int warned = 0;
    const int n = 3000;
    for (int seed = 0; seed < n; ++seed) {
        const History series = history(1000 + seed, 0);
        warned += departure_of(series, series.back().date).has_value();
    }
    INFO("warned of " << warned << " of " << n);
    CHECK(warned > 10);
    CHECK(warned < 60);
}

TEST_CASE("with few positions, or none in the last years, nothing departs", "[exposure]")
{
    History series = history(1, -25);
    CHECK_FALSE(departure_of(series, *instant_of(2034, 1, 1)));
    series.erase(series.begin(), series.begin() + 25);
    CHECK_FALSE(departure_of(series, series.back().date));
}
