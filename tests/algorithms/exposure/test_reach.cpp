#include "algorithms/exposure/reach.hpp"

#include "tests/catch.hpp"

using namespace tasi;

namespace {
const Approach village{60, -1.2, 0.4, 6, 0};  // base year 2025
}

TEST_CASE("the probability of being reached follows the retreat and its growing spread", "[exposure]")
{
    CHECK(probability_by(village, 5) == Approx(6.8e-18).epsilon(0.01));
    CHECK(probability_by(village, 25) == Approx(0.005048657).epsilon(1e-6));
    CHECK(probability_by(village, 50) == Approx(0.5));
    CHECK(probability_by(village, 75) == Approx(0.836600216).epsilon(1e-8));
    CHECK(probability_by(village, 1e9) == Approx(0.998650).margin(1e-6));
}

TEST_CASE("the reach year is where the probability passes its quantile", "[exposure]")
{
    const double want[][2] = {{0.05, 31.078990}, {0.10, 34.089923}, {0.50, 50.0}, {0.90, 88.232148}, {0.95, 111.903965}};
    for (const auto& [quantile, years] : want) {
        CAPTURE(quantile);
        CHECK(*years_until(village, quantile, 175) == Approx(years).margin(1e-5));
    }
}

TEST_CASE("a coast that grows reaches nobody within the limit, but stays uncertain", "[exposure]")
{
    const Approach growing{60, 0.5, 0.4, 6, 0};
    CHECK(probability_by(growing, 25) == Approx(2.5e-10).epsilon(0.02));
    CHECK(probability_by(growing, 1e9) == Approx(0.105650).margin(1e-6));
    CHECK_FALSE(years_until(growing, 0.5, 175).has_value());
    CHECK_FALSE(years_until(growing, 0.05, 175).has_value());
}

TEST_CASE("once reached, reached: the probability never falls with time", "[exposure]")
{
    for (const double distance : {-40.0, -1.0, 0.0, 10.0, 200.0})
        for (const double rate : {-2.0, 0.0, 1.5})
            for (const double freedom : {4.0, 1e9}) {
                const Approach a{distance, rate, 0.3, 8, 10, freedom};
                double before = 0;
                for (int years = 0; years <= 200; ++years) {
                    const double now = probability_by(a, years);
                    CHECK(now >= before);
                    before = now;
                }
            }
}

TEST_CASE("few observations make extremes more likely than the normal curve says", "[exposure]")
{
    Approach few = village;
    few.degrees_of_freedom = 4;
    CHECK(probability_by(few, 25) > probability_by(village, 25));
    CHECK(probability_by(few, 50) == Approx(0.5));
}
