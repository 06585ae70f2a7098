#include "algorithms/thresholds/preliminary.hpp"

#include "tests/catch.hpp"

using namespace tasi;

namespace {

Threshold classes(double land, double value, double water)
{
    Threshold t;
    t.mean_land = land, t.value = value, t.mean_water = water;
    return t;
}

}  // namespace

TEST_CASE("a preliminary line is cut where the authors of the index cut, between the classes", "[threshold]")
{
    CHECK(preliminary_cut(classes(-0.3, 0.15, 0.6), 0) == 0);
}

TEST_CASE("over water so turbid that the natural cut calls it land, the threshold that was found stays", "[threshold]")
{
    CHECK(preliminary_cut(classes(-0.5, -0.3, -0.1), 0) == -0.3);
    CHECK(preliminary_cut(classes(-0.6, -0.3, 0.05), 0) == -0.3);  // within a seventh of the water
}

TEST_CASE("where what was parted is clear and hazy water, the natural cut takes its place", "[threshold]")
{
    CHECK(preliminary_cut(classes(0.2, 0.4, 0.7), 0) == 0);
}
