#include "algorithms/transects/envelope.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "algorithms/transects/make_baseline.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// Drawn eastward, so that the water is south of it.
Polyline straight(double y, double from_x = 0, double to_x = 3000) { return {{from_x, y}, {to_x, y}}; }

/// Counter-clockwise: water outside.
Polyline island(double radius_m)
{
    Polyline ring;
    for (int i = 0; i < 360; ++i)
        ring.push_back({radius_m * std::cos(i * std::numbers::pi / 180), radius_m * std::sin(i * std::numbers::pi / 180)});
    ring.push_back(ring.front());
    return ring;
}

Shoreline shore(const std::string& day, std::vector<Polyline> lines)
{
    Shoreline s;
    s.date = parse_iso(day)->instant;
    s.lines = std::move(lines);
    return s;
}

Polyline reversed(Polyline line)
{
    std::reverse(line.begin(), line.end());
    return line;
}

Polygon box(double low_y, double high_y) { return {{{-500, low_y}, {4000, low_y}, {4000, high_y}, {-500, high_y}, {-500, low_y}}, {}}; }

}  // namespace

TEST_CASE("the envelope keeps its offset from the outermost of all lines, on either side, in their course", "[transects][baseline]")
{
    const std::vector<Polyline> lines{straight(0), straight(60, 1000, 1800), straight(-40)};
    const auto land = envelope_of(lines, 100, Beside::land), water = envelope_of(lines, 100, Beside::water);
    REQUIRE(land.size() == 1);
    REQUIRE(water.size() == 1);
    CHECK(land[0].front().x < land[0].back().x);
    CHECK(water[0].front().x < water[0].back().x);
    double nearest = INFINITY;
    for (const Point& p : land[0]) {
        for (const Polyline& line : lines) nearest = std::min(nearest, distance_to_segment(p, line[0], line[1]));
        if (p.x > 1000 && p.x < 1800) CHECK(p.y == Approx(160).margin(0.5));
        if (p.x > 100 && p.x < 900) CHECK(p.y == Approx(100).margin(0.5));
    }
    CHECK(nearest == Approx(100).epsilon(0.01));
    for (const Point& p : water[0]) CHECK(p.y == Approx(-140).margin(0.5));
    CHECK(length(water[0]) == Approx(3000).margin(60));
}

TEST_CASE("the envelope of an island is a ring inside or around it", "[transects][baseline]")
{
    const auto inside = envelope_of({island(1000), island(940)}, 100, Beside::land);
    const auto around = envelope_of({island(1000), island(940)}, 100, Beside::water);
    REQUIRE(inside.size() == 1);
    REQUIRE(around.size() == 1);
    CHECK(is_ring(inside[0]));
    CHECK(is_ring(around[0]));
    for (const Point& p : inside[0]) CHECK(std::hypot(p.x, p.y) == Approx(840).margin(3));
    for (const Point& p : around[0]) CHECK(std::hypot(p.x, p.y) == Approx(1100).margin(3));
    CHECK(signed_area(inside[0]) > 0);
    CHECK(signed_area(around[0]) > 0);
}

TEST_CASE("a baseline off the envelope has no shoreline behind it, and one in front has none before it", "[transects][baseline]")
{
    const std::vector<Shoreline> shores{shore("2020-01-01", {straight(0)}), shore("2010-01-01", {straight(20)}),
                                        shore("2000-01-01", {straight(150)})};
    BaselineOptions options;
    CHECK(!make_baselines(shores, options).doubts.empty());  // 100 m behind the newest, the oldest is farther inland
    options.envelope = true;
    const auto behind = make_baselines(shores, options);
    REQUIRE(behind.baselines.size() == 1);
    CHECK(behind.doubts.empty());
    for (const Point& p : behind.baselines[0].line) CHECK(p.y == Approx(250).margin(1));
    options.place = Beside::water;
    const auto front = make_baselines(shores, options);
    REQUIRE(front.baselines.size() == 1);
    CHECK(front.doubts.empty());
    for (const Point& p : front.baselines[0].line) CHECK(p.y == Approx(-100).margin(1));
    CHECK(front.baselines[0].line.front().x < front.baselines[0].line.back().x);
}

TEST_CASE("shorelines drawn against each other make no envelope", "[transects][baseline]")
{
    BaselineOptions options;
    options.envelope = true;
    CHECK_THROWS_AS(make_baselines({shore("2020-01-01", {straight(0)}), shore("2000-01-01", {reversed(straight(50))})}, options),
                    UnsafeError);
}

TEST_CASE("land polygons on the side of the sea refuse it", "[transects][baseline]")
{
    BaselineOptions options;
    options.land = {box(20, 2000)};
    CHECK(make_baselines({shore("2020-01-01", {straight(0)})}, options).doubts.empty());
    options.sea = Sea::left;
    CHECK_THROWS_AS(make_baselines({shore("2020-01-01", {straight(0)})}, options), UnsafeError);
    options.sea = Sea::right;
    options.land = {box(-2000, -20)};
    CHECK_THROWS_AS(make_baselines({shore("2020-01-01", {straight(0)})}, options), UnsafeError);
    options.land = {box(5000, 6000)};
    CHECK(make_baselines({shore("2020-01-01", {straight(0)})}, options).doubts.size() == 1);  // tells nothing
}
