#include "algorithms/transects/positions.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <random>

#include "algorithms/transects/crossing_rules.hpp"
#include "algorithms/transects/shore_of_date.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using Flags = std::vector<std::string>;

namespace {

const Polyline spit{{120, -50}, {120, 40}, {160, 40}, {160, -30}, {205, -30}, {205, 60}};

Transect eastward(double length_m = 300, double baseline_m = 100)
{
    Transect t;
    t.id = "t";
    t.landward = {0, 0};
    t.seaward = {length_m, 0};
    t.baseline_m = baseline_m;
    return t;
}

Shoreline shore(const std::string& day, std::vector<Polyline> lines, double uncertainty_m = 10)
{
    Shoreline s;
    s.date = parse_iso(day)->instant;
    s.scene_id = "scene-" + day;
    s.sensor = "test";
    s.uncertainty_m = uncertainty_m;
    s.lines = std::move(lines);
    return s;
}

Polyline north_south(double x) { return {{x, -500}, {x, 500}}; }

Polyline square(double x, double side)
{
    return {{x, -side / 2}, {x + side, -side / 2}, {x + side, side / 2}, {x, side / 2}, {x, -side / 2}};
}

Polyline with_vertex_every_10_m(const Polyline& line)
{
    Polyline dense;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double l = distance(line[i - 1], line[i]);
        for (double s = 0; s < l; s += 10) dense.push_back(line[i - 1] + s * unit(line[i] - line[i - 1]));
    }
    dense.push_back(line.back());
    return dense;
}

CrossOptions by(const std::string& rule)
{
    CrossOptions options;
    options.rule = rule;
    return options;
}

Position single(const std::vector<Shoreline>& shores, const CrossOptions& options = {})
{
    return cross_all({eastward()}, shores, options).front();
}

bool has(const Position& p, const std::string& flag) { return std::find(p.flags.begin(), p.flags.end(), flag) != p.flags.end(); }

}  // namespace

TEST_CASE("every crossing rule gives the position worked by hand on a spit", "[transects][positions]")
{
    // crossings 120, 160, 205; the baseline's point at 130; the reference line at 170; other dates cross once, at 119 and 125
    const std::vector<std::pair<std::string, std::optional<double>>> by_hand{
        {"seaward", 205},   {"landward", 120}, {"nearest", 120},       {"farthest", 205},
        {"reference", 160}, {"previous", 120}, {"none", std::nullopt}, {"median25", std::nullopt}};
    REQUIRE(by_hand.size() == crossing_rules().size());
    for (const auto& [rule, want] : by_hand) {
        CAPTURE(rule);
        CrossOptions options = by(rule);
        options.reference = {north_south(170)};
        const auto rows = cross_all(
            {eastward(300, 130)},
            {shore("2020-01-01", {spit}), shore("2021-01-01", {north_south(119)}), shore("2022-01-01", {north_south(125)})}, options);
        REQUIRE(rows.size() == 3);
        CHECK(rows[0].crossings == 3);
        CHECK(rows[0].distance_m.has_value() == want.has_value());
        if (want) CHECK(*rows[0].distance_m == Approx(*want));
        CHECK(rows[0].flags == (want ? Flags{"multiple crossings"} : Flags{"multiple crossings", "no choice"}));
    }
}

TEST_CASE("the vertex strip of the spit holds what the methods reference counts", "[transects][positions]")
{
    const Shoreline dense = shore("2020-01-01", {with_vertex_every_10_m(spit)});
    const std::vector<double> d = ShoreOfDate({&dense}, 0).vertices_near({0, 0}, {300, 0}, median_strip_m);
    REQUIRE(d.size() == 15);
    CHECK(d[7] == Approx(160));
    CHECK(d.back() - d.front() == Approx(85));
}

TEST_CASE("the vertex median takes vertices within 25 m and refuses a scatter", "[transects][positions]")
{
    const CrossOptions options = by("median25");
    CHECK(!single({shore("2020-01-01", {with_vertex_every_10_m(spit)})}, options).distance_m);
    const Position straight = single({shore("2020-01-01", {with_vertex_every_10_m({{100, -100}, {120, 100}})})}, options);
    REQUIRE(straight.distance_m);
    CHECK(*straight.distance_m == Approx(110).margin(1.0));
    CHECK(!single({shore("2020-01-01", {north_south(100)})}, options).distance_m);  // no vertex near
}

TEST_CASE("a miss is a row without a distance that says why", "[transects][positions]")
{
    const Position none = single({shore("2020-01-01", {{{100, 50}, {100, 500}}})});
    CHECK(!none.distance_m);
    CHECK(!none.uncertainty_m);
    CHECK(none.crossings == 0);
    CHECK(none.flags == Flags{"no crossing"});
    CHECK(single({shore("2020-01-01", {north_south(300.01)})}).flags == Flags{"beyond reach"});
    CHECK(single({shore("2020-01-01", {north_south(4000)})}).flags == Flags{"beyond reach"});
    CHECK(single({shore("2020-01-01", {north_south(-20)})}).flags == Flags{"beyond reach"});
    CHECK(single({shore("2020-01-01", {north_south(6000)})}).flags == Flags{"no crossing"});
    CHECK(cross_all({eastward(700)}, {shore("2020-01-01", {north_south(7000)})}, {}).front().flags == Flags{"beyond reach"});
    CHECK(single({shore("2020-01-01", {})}).flags == Flags{"no crossing"});
}

TEST_CASE("a shoreline along the transect is flagged and gives no position", "[transects][positions]")
{
    const Position along = single({shore("2020-01-01", {{{100, 50}, {100, 0}, {140, 0}, {140, -50}}})});
    CHECK(!along.distance_m);
    CHECK(along.crossings == 0);
    CHECK(along.flags == Flags{"collinear"});
}

TEST_CASE("rows come by transect, then time, then scene, and the parts of one scene are one", "[transects][positions]")
{
    Transect second = eastward();
    second.id = "a";
    Shoreline b = shore("2020-01-01", {north_south(50)}), c = shore("2020-01-01", {north_south(60)}),
              early = shore("2019-05-05", {north_south(70)});
    b.scene_id = "b";
    c.scene_id = "c";
    Shoreline more = b;
    more.lines = {north_south(55)};
    more.uncertainty_m = 3;
    const auto rows = cross_all({eastward(), second}, {c, more, b, early}, {});
    REQUIRE(rows.size() == 6);
    CHECK(rows[0].transect == "t");
    CHECK(rows[0].distance_m == 70.0);
    CHECK(rows[1].scene_id == "b");
    CHECK(*rows[1].distance_m == Approx(55));
    CHECK(rows[1].uncertainty_m == 3.0);
    CHECK(rows[1].crossings == 2);
    CHECK(rows[2].scene_id == "c");
    CHECK(rows[3].transect == "a");
    CHECK(rows[2].sensor == "test");
}

TEST_CASE("small islands in front are left out by the seaward rule, and said", "[transects][positions]")
{
    const Polyline islet = square(200, 50);
    const Position ignored = single({shore("2020-01-01", {north_south(100), islet})});
    CHECK(ignored.distance_m == 100.0);
    CHECK(ignored.crossings == 3);
    CHECK(has(ignored, "island ignored"));
    CHECK(single({shore("2020-01-01", {north_south(100), islet})}, by("farthest")).distance_m == 250.0);

    CrossOptions keep;
    keep.min_island_m2 = 2000;
    const Position kept = single({shore("2020-01-01", {north_south(100), islet})}, keep);
    CHECK(kept.distance_m == 250.0);
    CHECK(has(kept, "island"));

    const Position pond = single({shore("2020-01-01", {north_south(290), islet})});
    CHECK(pond.distance_m == 290.0);
    CHECK(!has(pond, "island ignored"));
    const Position gap = single({shore("2020-01-01", {{{100, 50}, {100, 500}}, islet})});
    CHECK(!gap.distance_m);
    CHECK(gap.flags == Flags{"multiple crossings", "island ignored", "no crossing"});
    CHECK(single({shore("2020-01-01", {islet})}).distance_m == 250.0);  // nothing but small islands: they are the coast
}

TEST_CASE("the uncertainty is the shoreline's own, or grows with the angle when asked", "[transects][positions]")
{
    const Polyline slanting{{0, -150}, {300, 150}}, flat{{0, -1}, {300, 1}};
    CHECK(single({shore("2020-01-01", {slanting})}).uncertainty_m == 10.0);
    CrossOptions by_angle;
    by_angle.angle_uncertainty = true;
    CHECK(*single({shore("2020-01-01", {slanting})}, by_angle).uncertainty_m == Approx(10 * std::sqrt(2.0)));
    const Position oblique = single({shore("2020-01-01", {flat})}, by_angle);
    CHECK(*oblique.uncertainty_m == Approx(10 / std::sin(std::numbers::pi / 18)));
    CHECK(oblique.flags == Flags{"oblique"});
    CHECK(!single({shore("2020-01-01", {slanting}, std::nan(""))}, by_angle).uncertainty_m);
}

TEST_CASE("where two lines of a date share the point the larger uncertainty counts, and an unknown one most", "[transects][positions]")
{
    const Shoreline sure = shore("2020-01-01", {north_south(100)}, 5);
    Shoreline less = sure, unknown = sure;
    less.uncertainty_m = 12;
    unknown.uncertainty_m = std::nan("");
    CHECK(single({sure, less}).uncertainty_m == 12.0);
    CHECK(single({less, sure}).uncertainty_m == 12.0);
    CHECK(!single({less, unknown, sure}).uncertainty_m);
}

TEST_CASE("a single crossing needs no other date, several without a hint are no position", "[transects][positions]")
{
    CHECK(single({shore("2020-01-01", {north_south(100)})}, by("previous")).distance_m.has_value());
    CHECK(single({shore("2020-01-01", {spit})}, by("previous")).flags == Flags{"multiple crossings", "no choice"});
}

TEST_CASE("a position carries the flags of its shoreline", "[transects][positions]")
{
    Shoreline doubtful = shore("2020-01-01", {spit});
    doubtful.flags = {"low contrast"};
    CHECK(single({doubtful}).flags == Flags{"low contrast", "multiple crossings"});
}

TEST_CASE("what allows no position is refused by cause", "[transects][positions]")
{
    const std::vector<Shoreline> good{shore("2020-01-01", {spit})};
    CHECK_THROWS_AS(cross_all({eastward()}, good, by("first")), UsageError);
    CHECK_THROWS_AS(cross_all({eastward()}, good, by("reference")), UsageError);
    CrossOptions negative;
    negative.min_island_m2 = -1;
    CHECK_THROWS_AS(cross_all({eastward()}, good, negative), UsageError);
    CHECK_THROWS_AS(cross_all({eastward(), eastward()}, good, {}), UnsafeError);
    CHECK_THROWS_AS(cross_all({eastward(0)}, good, {}), UnsafeError);
    CHECK_THROWS_AS(cross_all({eastward()}, {shore("2020-01-01", {{{1, 1}, {INFINITY, 2}}})}, {}), UnsafeError);
}

TEST_CASE("the summary counts rows, misses and transects without any position", "[transects][positions]")
{
    Transect far = eastward();
    far.id = "far";
    far.landward.y = far.seaward.y = 2000;
    const CrossSummary sum =
        summary_of(cross_all({eastward(), far}, {shore("2020-01-01", {spit}), shore("2021-01-01", {north_south(400)})}, {}));
    CHECK(sum.rows == 4);
    CHECK(sum.found == 1);
    CHECK(sum.multiple == 1);
    CHECK(sum.beyond_reach == 1);
    CHECK(sum.no_crossing == 2);
    CHECK(sum.transects == 2);
    CHECK(sum.transects_without_hit == 1);
}

namespace {

struct Coast {
    std::vector<Transect> transects;
    std::vector<Shoreline> shores;
};

/// A wavy coast with spits, a fixed sequence of numbers making it uneven.
Coast wavy(const std::function<Point(const Point&)>& place)
{
    Coast coast;
    std::mt19937_64 numbers(7);
    const auto next = [&] { return static_cast<double>(numbers() >> 11) * 0x1p-53; };
    for (int i = 0; i < 40; ++i) {
        Transect t;
        t.id = std::to_string(i);
        t.landward = place({i * 50.0, -200});
        t.seaward = place({i * 50.0 + 20, 300});
        t.baseline_m = 180;
        coast.transects.push_back(t);
    }
    for (int date = 0; date < 5; ++date) {
        Polyline line;
        for (int k = 0; k < 150; ++k) line.push_back(place({k * 14.0 + 60 * (next() - 0.5), 120 * std::sin(k * 0.1) + 40 * next()}));
        coast.shores.push_back(shore("202" + std::to_string(date) + "-01-01",
                                     {Polyline(line.begin(), line.begin() + 80), Polyline(line.begin() + 85, line.end())}));
    }
    return coast;
}

bool same_bytes(const std::vector<Position>& a, const std::vector<Position>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Position& p, const Position& q) {
        return p.transect == q.transect && p.date == q.date && p.distance_m == q.distance_m && p.uncertainty_m == q.uncertainty_m &&
               p.crossings == q.crossings && p.flags == q.flags;
    });
}

double worst_difference(const std::vector<Position>& a, const std::vector<Position>& b)
{
    REQUIRE(a.size() == b.size());
    double worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].distance_m.has_value() != b[i].distance_m.has_value() || a[i].crossings != b[i].crossings || a[i].flags != b[i].flags)
            return INFINITY;
        if (a[i].distance_m) worst = std::max(worst, std::abs(*a[i].distance_m - *b[i].distance_m));
    }
    return worst;
}

}  // namespace

TEST_CASE("moving, turning or mirroring a coast changes no distance", "[transects][positions][law]")
{
    const auto rule = GENERATE(as<std::string>{}, "seaward", "landward", "nearest", "farthest", "previous", "median25");
    const auto here = wavy([](const Point& p) { return p; });
    const auto rows = cross_all(here.transects, here.shores, by(rule));
    const double angle = 2.1, c = std::cos(angle), s = std::sin(angle);
    const auto turned = wavy([&](const Point& p) { return Point{780000 + c * p.x - s * p.y, 9054000 + s * p.x + c * p.y}; });
    CHECK(worst_difference(rows, cross_all(turned.transects, turned.shores, by(rule))) < 1e-6);
    const auto near = wavy([&](const Point& p) { return Point{c * p.x - s * p.y, s * p.x + c * p.y}; });
    CHECK(worst_difference(rows, cross_all(near.transects, near.shores, by(rule))) < 1e-9);
    const auto mirrored = wavy([](const Point& p) { return Point{-p.x, p.y}; });
    CHECK(worst_difference(rows, cross_all(mirrored.transects, mirrored.shores, by(rule))) == 0);
}

TEST_CASE("the order of vertices, parts and shorelines and the number of threads change no byte", "[transects][positions][law]")
{
    Coast coast = wavy([](const Point& p) { return Point{780000.3 + p.x, 9054000.7 + p.y}; });
    const auto rows = cross_all(coast.transects, coast.shores, {});
    for (const int threads : {2, 7}) {
        set_thread_count(threads);
        CHECK(same_bytes(rows, cross_all(coast.transects, coast.shores, {})));
    }
    set_thread_count(1);
    std::reverse(coast.shores.begin(), coast.shores.end());
    for (Shoreline& s : coast.shores) {
        std::reverse(s.lines.begin(), s.lines.end());
        for (Polyline& line : s.lines) std::reverse(line.begin(), line.end());
    }
    CHECK(same_bytes(rows, cross_all(coast.transects, coast.shores, {})));
}
