#include "algorithms/exposure/overlay.hpp"

#include "tests/catch.hpp"

using namespace tasi;

namespace {

Polygon square(double x, double y, double side = 1) { return {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, {}}; }

double area(const std::vector<Polygon>& polygons)
{
    double sum = 0;
    for (const Polygon& p : polygons) {
        sum += signed_area(p.exterior);
        for (const Polyline& hole : p.holes) sum -= std::abs(signed_area(hole));
    }
    return sum;
}

}  // namespace

TEST_CASE("neighbouring units become one area, an island stays a part of its own", "[mobility]")
{
    const auto joined = united({square(0, 0), square(1, 0), square(5, 5)});
    CHECK(joined.size() == 2);
    CHECK(area(joined) == Approx(3));
    CHECK(united({}).empty());
}

TEST_CASE("units that overlap cover their place once", "[mobility]")
{
    const auto joined = united({square(0, 0, 2), square(1, 0, 2), square(0, 0, 2)});
    REQUIRE(joined.size() == 1);
    CHECK(joined.front().holes.empty());
    CHECK(area(joined) == Approx(6));
}

TEST_CASE("a hole stays, and a unit that fills it closes it", "[mobility]")
{
    Polygon ring = square(0, 0, 3);
    ring.holes.push_back({{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}});
    CHECK(united({ring}).front().holes.size() == 1);
    CHECK(area(united({ring})) == Approx(8));
    const auto filled = united({ring, square(1, 1)});
    REQUIRE(filled.size() == 1);
    CHECK(filled.front().holes.empty());
    CHECK(area(filled) == Approx(9));
}

TEST_CASE("the area does not depend on the order of its parts, small as degrees are", "[mobility]")
{
    const double s = 1e-4;
    const auto a = united({square(125, -8, s), square(125 + s, -8, s)}), b = united({square(125 + s, -8, s), square(125, -8, s)});
    REQUIRE(a.size() == 1);
    CHECK(a.front().exterior == b.front().exterior);
    CHECK(area(a) == Approx(2 * s * s).epsilon(1e-6));
}

TEST_CASE("a ring that crosses itself is repaired", "[mobility]")
{
    const Polygon bow{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}, {}};
    CHECK(area(united({bow})) == Approx(2));
}
