#include "algorithms/exposure/reach.hpp"

#include <cmath>
#include <random>

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
                    CHECK(now >= before - 1e-12);
                    before = now;
                }
            }
}

TEST_CASE("few observations make extremes more likely than the normal curve says", "[exposure]")
{
    Approach few = village;
    few.degrees_of_freedom = 4;
    CHECK(probability_by(few, 25) > probability_by(village, 25));
    CHECK(probability_at(few, 50) == Approx(0.5));
    CHECK(probability_by(few, 50) == Approx(0.5).margin(1e-3));  // the chance is taken out that it stands in the sea today
    for (const double t : {0.5, 2.0, 5.0, 10.0}) {
        const Approach line{10 * t, 0, 0, 10, 0, 5};
        const double student[] = {0.31915, 0.050970, 0.0020524, 8.5474e-05};
        CHECK(probability_at(line, 1) == Approx(student[t < 1 ? 0 : t < 3 ? 1 : t < 6 ? 2 : 3]).epsilon(1e-3));
    }
}

TEST_CASE("the probability falls with the distance and with a growing rate, and knows that a place is not measured by the record",
          "[exposure]")
{
    for (const double freedom : {2.0, 8.0, 1e9})
        for (const double years : {1.0, 25.0, 100.0}) {
            double before = 1;
            for (double distance = 0; distance < 400; distance += 5) {
                const double p = probability_by({distance, -1, 0.4, 6, 30, freedom, nullptr, 1.5}, years);
                CHECK(p <= before + 1e-12);
                before = p;
            }
            before = 1;
            for (double rate = -3; rate < 3; rate += 0.1) {
                const double p = probability_by({40, rate, 0.4, 6, 30, freedom, nullptr, 1.5}, years);
                CHECK(p <= before + 1e-12);
                before = p;
            }
        }
    // The error of a place does not come from the few shorelines: at five of its standard deviations it reaches nothing.
    CHECK(probability_by({250, 0.3, 0.02, 1, 50, 3}, 5) < 1e-6);
}

TEST_CASE("the probability is that of drawing truths at random", "[exposure]")
{
    struct Case {
        double distance_m, rate, place_sd_m, freedom;
    };
    for (const Case& one : {Case{5, -1, 0, 3}, Case{120, 0.3, 50, 3}, Case{40, -1, 50, 8}, Case{-30, -1, 50, 23}, Case{5, 0.3, 10, 8}}) {
        const Approach a{one.distance_m, one.rate, 0.4, 6, one.place_sd_m, one.freedom, nullptr, 2.08};
        std::mt19937_64 random(11);
        std::normal_distribution<double> gaussian;
        std::chi_squared_distribution<double> chi_squared(one.freedom);
        long on_land = 0, reached = 0;
        const double tied = 2.08 / 6, free = std::sqrt(0.16 - tied * tied);
        for (int i = 0; i < 200000; ++i) {
            const double scale = std::sqrt(one.freedom / chi_squared(random)), u = gaussian(random), v = gaussian(random);
            const double x = one.distance_m + scale * 6 * u + one.place_sd_m * gaussian(random);
            on_land += x > 0;
            reached += x > 0 && x + (one.rate + scale * (tied * u + free * v)) * 25 <= 0;
        }
        CAPTURE(one.distance_m, one.place_sd_m, one.freedom);
        CHECK(probability_by(a, 25) == Approx(static_cast<double>(reached) / static_cast<double>(on_land)).margin(0.004));
    }
}

TEST_CASE("what stands today was not reached before, also where the line or the place is not well known", "[exposure]")
{
    const Approach at_the_line{0, -1, 0.2, 10, 20};
    CHECK(probability_at(at_the_line, 0) == Approx(0.5));
    CHECK(probability_by(at_the_line, 0) == 0);
    CHECK(probability_by(at_the_line, 10) < probability_at(at_the_line, 10));
    const Approach far{500, -1, 0.2, 10, 20};
    CHECK(probability_by(far, 400) == Approx(probability_at(far, 400)));
    // A place drawn far out at sea stands at the line, for all we know: it is reached if the coast erodes at all.
    const Approach out_at_sea{-2000, -1, 0.5, 10, 20};
    CHECK(probability_by(out_at_sea, 50) == Approx(0.977).margin(0.01));
}

TEST_CASE("the condition is the integral that it stands for", "[exposure]")
{
    // X ~ N(12, 15^2) on land; L = 30 +- 10, independent: P(0 < X <= L) / P(0 < X), summed in small steps.
    const Approach a{12, -1.2, 0.4, 9, 12};
    double joint = 0, whole = 0;
    for (double x = 0.005; x < 120; x += 0.01) {
        const double density = std::exp(-(x - 12) * (x - 12) / 450);
        whole += density;
        joint += density * 0.5 * std::erfc(-(30 - x) / 10 / std::sqrt(2.0));
    }
    CHECK(probability_by(a, 25) == Approx(joint / whole).epsilon(1e-6));
}
