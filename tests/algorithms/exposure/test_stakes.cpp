#include "algorithms/exposure/stakes.hpp"

#include "algorithms/exposure/assets.hpp"
#include "tests/algorithms/exposure/coasts.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

const double p[] = {.06, .4, .9, .75, .02}, people[] = {300, 120, 80, 40, 1000};

std::vector<Stake> villages(bool one_stretch)
{
    std::vector<Stake> stakes;
    for (std::size_t i = 0; i < 5; ++i) stakes.push_back({people[i], one_stretch ? 0 : i, {p[i]}, {}});
    return stakes;
}

SumOptions with(double dependence, double cv)
{
    SumOptions options;
    options.dependence = dependence;
    options.amount_cv = cv;
    return options;
}

}  // namespace

TEST_CASE("villages on one stretch are reached together", "[exposure]")
{
    for (const double dependence : {0.0, 0.5, 1.0}) {
        const SumReached sum = StakeSums(with(dependence, 0)).reached(villages(true), 0);
        CHECK(sum.expected == Approx(188));
        CHECK(sum.low == 0);
        CHECK(sum.high == 540);
    }
}

TEST_CASE("stretches that do not depend on each other give the narrower interval of independent villages", "[exposure]")
{
    const SumReached independent = StakeSums(with(0, 0)).reached(villages(false), 0);
    CHECK(independent.low == 40);
    CHECK(independent.high == 420);
    const SumReached together = StakeSums(with(1, 0)).reached(villages(false), 0);
    CHECK(together.low == 0);
    CHECK(together.high == 540);
}

TEST_CASE("an error of the census widens the interval and leaves the expected number", "[exposure]")
{
    const std::vector<Stake> sure{{1000, 0, {1.0}, {}}};
    const SumReached sum = StakeSums(with(0.5, 0.2)).reached(sure, 0);
    CHECK(sum.expected == 1000);
    CHECK(sum.low == Approx(1000 * std::exp(-0.198042 * 1.644854 - 0.0196104)).epsilon(0.002));
    CHECK(sum.high == Approx(1000 * std::exp(0.198042 * 1.644854 - 0.0196104)).epsilon(0.002));
}

TEST_CASE("the places of one outline share its error, those of several do not", "[exposure]")
{
    std::vector<Stake> places;
    for (std::size_t i = 0; i < 100; ++i) places.push_back({10, 0, {0.5}, {0.9}, 0});
    const SumReached one = StakeSums(with(0.5, 0)).reached(places, 0);
    CHECK(one.expected == Approx(500));
    CHECK(one.low == 0);
    CHECK(one.high == 1000);
    for (std::size_t i = 0; i < 100; ++i) places[i].own_group = i;
    const SumReached many = StakeSums(with(0.5, 0)).reached(places, 0);
    CHECK(many.expected == one.expected);
    CHECK(many.low > 100);
    CHECK(many.high < 900);
    for (Stake& place : places) place.own_group.reset();
    const SumReached alone = StakeSums(with(0.5, 0)).reached(places, 0);
    CHECK(alone.low == Approx(many.low).margin(20));
    CHECK(alone.high == Approx(many.high).margin(20));
}

TEST_CASE("nothing that was assessed gives no interval, and what was not assessed is summed apart", "[exposure]")
{
    std::vector<Asset> assets(3);
    assets[0].stake = {10, 0, {0.5}, {}};
    assets[1].stake.amount = 7;
    assets[2].stake.amount = 5;
    assets[2].far = true;
    const AssetSums sums = sums_of({&assets[0], &assets[1], &assets[2]}, StakeSums(), 1);
    CHECK(sums.total == 22);
    CHECK(sums.not_assessed == 12);
    CHECK(sums.far == 5);
    CHECK(sums.reached[0].expected == 5);
    CHECK_FALSE(sums_of({&assets[1]}, StakeSums(), 1).any_assessed);
}

TEST_CASE("pixels of people keep their sum, and nobody of a pixel on the line lives in the sea", "[exposure]")
{
    ExposureOptions options;
    options.within_m = 400;
    const AssessedCoast coast = straight_coast(-1);
    const auto pixel = [](double x, double y) {
        return PeopleCell{{{x, y}, {x + 100, y}, {x + 100, y + 100}, {x, y + 100}, {x, y}}, 12.5};
    };
    for (const PeopleCell& cell : {pixel(850, 400), pixel(950, 400), pixel(1050, 400), pixel(300, 400), pixel(560, 400)}) {
        double sum = 0;
        for (const Asset& asset : assets_of(cell, coast, options)) sum += asset.stake.amount;
        CHECK(sum == Approx(12.5).epsilon(1e-12));
    }
    for (const Asset& asset : assets_of(pixel(950, 400), coast, options)) CHECK(asset.place.x < 1000);
    CHECK(assets_of(pixel(300, 400), coast, options).front().far);
    double sum = 0;
    for (const PeopleCell& cell : cells_of({{{{0, 0}, {90, 10}, {50, 70}, {0, 0}}, {}}}, 321)) sum += cell.people;
    CHECK(sum == Approx(321).epsilon(1e-12));
}

TEST_CASE("a road counts by metres, a building once where it is nearest to the sea", "[exposure]")
{
    const AssessedCoast coast = straight_coast(-1);
    const ExposureOptions options;
    double metres = 0;
    for (const Asset& asset : assets_of(Geometry::of(Polyline{{900, 200}, {900, 500}, {960, 580}}), coast, options))
        metres += asset.stake.amount;
    CHECK(metres == Approx(400));
    const Geometry house = Geometry::of(std::vector<Polygon>{{{{930, 300}, {940, 300}, {940, 310}, {930, 310}, {930, 300}}, {}}});
    const auto houses = assets_of(house, coast, options);
    REQUIRE(houses.size() == 1);
    CHECK(houses[0].place.x == 940);
    CHECK(houses[0].stake.amount == 1);
}
