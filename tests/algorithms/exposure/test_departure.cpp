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

const DepartureOptions three_years{3, 3, 8, 5, 90};

}  // namespace

TEST_CASE("a coast that loses 25 m in its last years departs from its trend, with the evidence", "[exposure]")
{
    const History series = history(1, -25);
    const auto departure = departure_of(series, series.back().date, three_years);
    REQUIRE(departure);
    CHECK(departure->departure_m() == Approx(-25).margin(8));
    CHECK(departure->count == 3);
    CHECK(departure->since.year() == 2022);
    CHECK(departure->p < 0.01);
    CHECK(std::abs(departure->before.rate + 1) < departure->before.interval);
    CHECK(departure_of(history(1, 25), series.back().date, three_years)->departure_m() > 0);
}

TEST_CASE("of coasts that go on as before the p of a departure is below 1 % in 1 of 100, and below 0.1 % in 1 of 1000", "[exposure]")
{
    int one_percent = 0, one_in_thousand = 0;
    const int n = 20000;
    for (int seed = 0; seed < n; ++seed) {
        const History series = history(1000 + seed, 0);
        const double p = departure_of(series, series.back().date)->p;
        one_percent += p < 0.01;
        one_in_thousand += p < 0.001;
    }
    INFO(one_percent << " and " << one_in_thousand << " of " << n);
    CHECK(one_percent > 60);
    CHECK(one_percent < 260);
    CHECK(one_in_thousand < 40);
}

TEST_CASE("one wild position among the new ones is no departure of a coast", "[exposure]")
{
    History series = history(3, 0);
    series[33].x_m -= 80;
    CHECK(departure_of(series, series.back().date)->p == 1);
}

TEST_CASE("with few positions, or none in the last years, nothing is tested", "[exposure]")
{
    History series = history(1, -25);
    CHECK_FALSE(departure_of(series, *instant_of(2034, 1, 1)));
    series.erase(series.begin(), series.begin() + 25);
    CHECK_FALSE(departure_of(series, series.back().date));
}

TEST_CASE("a record without any scatter is told from one that moved", "[exposure]")
{
    History series = history(1, -25);
    for (std::size_t i = 0; i < series.size(); ++i) series[i].x_m = 300 - static_cast<double>(i);
    CHECK(departure_of(series, series.back().date)->p > 0.01);
    for (std::size_t i = 31; i < series.size(); ++i) series[i].x_m -= 5;
    CHECK(departure_of(series, series.back().date)->p < 1e-6);
}
