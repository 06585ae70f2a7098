#include "algorithms/transects/make_baseline.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "algorithms/transects/offset_curve.hpp"
#include "algorithms/transects/smooth_line.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Shoreline shore(const std::string& day, std::vector<Polyline> lines)
{
    Shoreline s;
    s.date = parse_iso(day)->instant;
    s.lines = std::move(lines);
    return s;
}

Polyline straight(double y, double length_m = 3000) { return {{0, y}, {length_m, y}}; }

Polyline island(double radius_m, double x = 0)
{
    Polyline ring;
    for (int i = 0; i < 360; ++i)
        ring.push_back({x + radius_m * std::cos(i * std::numbers::pi / 180), radius_m * std::sin(i * std::numbers::pi / 180)});
    ring.push_back(ring.front());
    return ring;
}

Polyline rough()
{
    Polyline line;
    for (int i = 0; i <= 600; ++i) line.push_back({i * 10.0, 200 * std::sin(i * 0.02) + 12 * std::sin(i * 2.1)});
    return line;
}

Polyline reversed(Polyline line)
{
    std::reverse(line.begin(), line.end());
    return line;
}

}  // namespace

TEST_CASE("a baseline runs beside the newest shoreline, on land, with the sea on its right", "[transects][baseline]")
{
    // Drawn eastward with water on the right: land is north.
    const auto result = make_baselines({shore("2020-01-01", {straight(0)}), shore("2010-01-01", {straight(-30)})}, {});
    REQUIRE(result.baselines.size() == 1);
    const Polyline& line = result.baselines[0].line;
    CHECK(result.baselines[0].id == "1");
    CHECK(result.doubts.empty());
    CHECK(line.front().x == Approx(0).margin(1e-6));
    CHECK(line.back().x == Approx(3000));
    for (const Point& p : line) CHECK(p.y == Approx(100));
}

TEST_CASE("the stated side of the sea turns the baseline around", "[transects][baseline]")
{
    BaselineOptions options;
    options.sea = Sea::left;
    const Polyline line = make_baseline({shore("2020-01-01", {straight(0)})}, options)[0].line;
    CHECK(line.front().x == Approx(3000));
    CHECK(line.front().y == Approx(-100));
}

TEST_CASE("a newest shoreline that is mostly missing is not followed unless asked for", "[transects][baseline]")
{
    const std::vector<Shoreline> shores{shore("2020-01-01", {straight(0)}), shore("2021-01-01", {straight(10, 1200)})};
    CHECK(make_baseline(shores, {})[0].line.front().y == Approx(100));
    BaselineOptions options;
    options.reference = 1;
    CHECK(make_baseline(shores, options)[0].line.front().y == Approx(110));
    options.reference = 2;
    CHECK_THROWS_AS(make_baseline(shores, options), UsageError);
}

TEST_CASE("an island gets a closed baseline inside, a lake none, a small island one that fits", "[transects][baseline]")
{
    const auto result = make_baselines({shore("2020-01-01", {island(1000), reversed(island(400, 5000)), island(60, 9000)})}, []() {
        BaselineOptions options;
        options.min_length_m = 300;
        return options;
    }());
    REQUIRE(result.baselines.size() == 2);
    for (const Baseline& b : result.baselines) {
        CHECK(is_ring(b.line));
        CHECK(signed_area(b.line) > 0);
    }
    for (const Point& p : result.baselines[0].line) CHECK(norm(p - Point{0, 0}) == Approx(900).margin(25));
    CHECK(result.doubts.size() == 1);
    CHECK_THROWS_AS(make_baseline({shore("2020-01-01", {reversed(island(1000))})}, {}), UnsafeError);
}

TEST_CASE("a rough shore gives a smooth simple baseline at about its offset", "[transects][baseline]")
{
    const auto baselines = make_baseline({shore("2020-01-01", {rough()})}, {});
    REQUIRE(baselines.size() == 1);
    const Polyline& line = baselines[0].line;
    CHECK(is_simple(line));
    CHECK(line.size() < 200);
    for (const Point& p : line) {
        double least = INFINITY;
        const Polyline shoreline = rough();
        for (std::size_t i = 1; i < shoreline.size(); ++i) least = std::min(least, distance_to_segment(p, shoreline[i - 1], shoreline[i]));
        CHECK(least > 50);
        CHECK(least < 150);
    }
}

TEST_CASE("shorelines mostly landward of the baseline are refused, some are told", "[transects][baseline]")
{
    const Shoreline reference = shore("2020-01-01", {straight(0)});
    const auto retreated = [](const std::string& day) { return shore(day, {straight(150)}); };
    CHECK_THROWS_AS(make_baseline({reference, retreated("2001-01-01"), retreated("2002-01-01")}, {}), UnsafeError);
    const auto some = make_baselines({reference, shore("2019-01-01", {straight(5)}), retreated("2001-01-01")}, {});
    CHECK(some.doubts.size() == 1);
}

TEST_CASE("lines too short and options out of range are refused by cause", "[transects][baseline]")
{
    CHECK_THROWS_AS(make_baseline({shore("2020-01-01", {straight(0, 900)})}, {}), NoResultError);
    CHECK_THROWS_AS(make_baseline({}, {}), NoResultError);
    BaselineOptions options;
    options.offset_m = 0;
    CHECK_THROWS_AS(make_baseline({shore("2020-01-01", {straight(0)})}, options), UsageError);
    CHECK_THROWS_AS(make_baseline({shore("2020-01-01", {{{0, 0}, {NAN, 0}}})}, {}), UnsafeError);
}

TEST_CASE("averaging keeps a straight line, the ends of an open one and a ring closed", "[transects][baseline]")
{
    for (const Point& p : smoothed(straight(7), 500, 25)) CHECK(p.y == Approx(7));
    const Polyline mean = smoothed(rough(), 500, 25);
    CHECK(mean.front() == rough().front());
    CHECK(distance(mean.back(), rough().back()) < 1e-6);
    CHECK(is_ring(smoothed(island(100), 500, 25)));
}

TEST_CASE("moving a coast moves its baseline, and the order of shorelines does not matter", "[transects][baseline][law]")
{
    Polyline elsewhere;
    for (const Point& p : rough()) elsewhere.push_back({p.x + 780000, p.y + 9054000});
    const auto here = make_baseline({shore("2020-01-01", {rough()}), shore("2019-01-01", {straight(20, 6000)})}, {});
    const auto there = make_baseline({shore("2020-01-01", {elsewhere})}, {});
    REQUIRE(here[0].line.size() == there[0].line.size());
    for (std::size_t i = 0; i < here[0].line.size(); ++i)
        CHECK(distance(here[0].line[i] + Vector{780000, 9054000}, there[0].line[i]) < 1e-3);
    const auto other_way = make_baseline({shore("2019-01-01", {straight(20, 6000)}), shore("2020-01-01", {rough()})}, {});
    CHECK(other_way[0].line == here[0].line);
}
