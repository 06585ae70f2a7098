#include "algorithms/validation/survey_scale.hpp"

#include <cmath>
#include <random>

#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// Two transects whose shore moves with a standard deviation of 12 m; satellites see it with 8 m of noise, surveys in another unit.
std::vector<std::vector<Pair>> seen(std::size_t each, double survey_factor, double satellite_factor, double moves_m = 12)
{
    std::mt19937_64 random(11);
    std::normal_distribution<double> unit;
    std::vector<std::vector<Pair>> transects(2);
    for (std::size_t t = 0; t < 2; ++t)
        for (std::size_t i = 0; i < each; ++i) {
            const double shore_m = 100.0 + 300.0 * static_cast<double>(t) + moves_m * unit(random);
            transects[t].push_back({{}, "", satellite_factor * (shore_m + 8 * unit(random)), survey_factor * shore_m, 0});
        }
    return transects;
}

}  // namespace

TEST_CASE("positions that move a metre for each metre of the surveys fit them, noise or not", "[validation]")
{
    const auto scale = survey_scale(seen(60, 1, 1));
    REQUIRE(scale);
    CHECK(scale->pairs == 120);
    CHECK(scale->moved == Approx(1).margin(0.15));
    CHECK_FALSE(scale->contradicts());
}

TEST_CASE("surveys or positions in feet or centimetres contradict each other", "[validation]")
{
    CHECK(survey_scale(seen(60, 1 / 0.3048, 1))->moved == Approx(0.3048).margin(0.05));
    for (const double factor : {1 / 0.3048, 100.0}) {
        CHECK(survey_scale(seen(60, factor, 1))->contradicts());
        CHECK(survey_scale(seen(60, 1, factor))->contradicts());
    }
}

TEST_CASE("no scale is told from few pairs or from what does not move together", "[validation]")
{
    CHECK_FALSE(survey_scale(seen(9, 1, 1)));
    CHECK_FALSE(survey_scale(seen(60, 1, 1, 2)));
    CHECK_FALSE(survey_scale(seen(60, 1, 1, 0)));
    CHECK_FALSE(survey_scale({}));
}

TEST_CASE("one far outlier does not turn the scale", "[validation]")
{
    auto transects = seen(60, 1, 1);
    transects[0][5].satellite_m += 40;
    CHECK(survey_scale(transects)->moved == Approx(1).margin(0.15));
}

TEST_CASE("an error of hundreds of metres is no error of measurement", "[validation]")
{
    Accuracy accuracy;
    accuracy.robust_sd_m = 8;
    for (const double median_m : {-49.0, 8.0, 50.0}) {
        accuracy.median_m = median_m;
        CHECK_FALSE(counts_from_elsewhere(accuracy));
    }
    for (const double median_m : {-51.0, 274.0}) {
        accuracy.median_m = median_m;
        CHECK(counts_from_elsewhere(accuracy));
    }
    accuracy.robust_sd_m = 100;  // a wide flat where the water line runs far with the tide
    CHECK_FALSE(counts_from_elsewhere(accuracy));
}
