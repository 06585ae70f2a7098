#include "algorithms/transects/cast.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>

#include "algorithms/transects/arc_length.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

TransectOptions options_of(double spacing, double landward, double seaward, double smoothing)
{
    TransectOptions options;
    options.spacing_m = spacing;
    options.landward_m = landward;
    options.seaward_m = seaward;
    options.smoothing_m = smoothing;
    options.repair = false;
    return options;
}

std::vector<Baseline> one(const Polyline& line) { return {{"b", line, 0}}; }

const Polyline corner{{0, 0}, {100, 0}, {100, 100}};

}  // namespace

TEST_CASE("the corner of the methods reference is cast as worked by hand", "[transects][cast]")
{
    const std::vector<Transect> cast = cast_transects(one(corner), options_of(50, 40, 60, 100));
    const std::vector<double> azimuths{180, 180, 135, 90, 90};
    REQUIRE(cast.size() == azimuths.size());
    for (std::size_t i = 0; i < cast.size(); ++i) {
        CHECK(cast[i].azimuth_deg() == Approx(azimuths[i]));
        CHECK(cast[i].length_m() == Approx(100));
        CHECK(cast[i].baseline_m == 40);
        CHECK(cast[i].order == static_cast<int>(i));
    }
    CHECK(cast[2].id == "b-0003");
    CHECK(cast[2].landward.x == Approx(71.715729).margin(1e-6));
    CHECK(cast[2].landward.y == Approx(28.284271).margin(1e-6));
    CHECK(cast[2].seaward.x == Approx(142.426407).margin(1e-6));
    CHECK(cast[2].seaward.y == Approx(-42.426407).margin(1e-6));
}

TEST_CASE("without smoothing a transect stands on its own segment, at a vertex between both", "[transects][cast]")
{
    const std::vector<Transect> cast = cast_transects(one(corner), options_of(25, 40, 60, 0));
    REQUIRE(cast.size() == 9);
    CHECK(cast[3].azimuth_deg() == Approx(180));
    CHECK(cast[4].azimuth_deg() == Approx(135));
    CHECK(cast[5].azimuth_deg() == Approx(90));
}

TEST_CASE("a transect is drawn from land to sea on whichever side the sea lies", "[transects][cast]")
{
    TransectOptions options = options_of(50, 2000, 0, 100);
    options.sea = Sea::left;
    const Transect first = cast_transects(one(corner), options).front();
    CHECK(first.azimuth_deg() == Approx(0).margin(1e-9));
    CHECK(first.landward.y == Approx(-2000));
    CHECK(first.seaward.y == Approx(0).margin(1e-9));
    CHECK(first.baseline_m == 2000);
}

TEST_CASE("stations include the end of an open line and wrap around a closed one", "[transects][cast]")
{
    const Polyline square{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}};
    CHECK(cast_transects(one({{0, 0}, {100, 0}}), options_of(50, 1, 1, 0)).size() == 3);
    CHECK(cast_transects(one({{0, 0}, {99, 0}}), options_of(50, 1, 1, 0)).size() == 2);
    CHECK(cast_transects(one({{0, 0}, {20, 0}}), options_of(50, 1, 1, 0)).size() == 1);
    CHECK(cast_transects(one({{0, 0}, {0.3, 0}}), options_of(0.1, 1, 1, 0)).size() == 4);
    const std::vector<Transect> around = cast_transects(one(square), options_of(50, 1, 1, 20));
    REQUIRE(around.size() == 8);
    CHECK(around[0].azimuth_deg() == Approx(225));  // the corner's chord runs from (0, 10) to (10, 0)
    TransectOptions shifted = options_of(50, 1, 1, 20);
    shifted.start_m = 350;
    CHECK(cast_transects(one(square), shifted)[1].at(1).x == Approx(0).margin(1e-9));
    CHECK(cast_transects(one(square), shifted).size() == 8);
}

TEST_CASE("a direction survives a fold, a short ring and repeated vertices", "[transects][cast]")
{
    const ArcLength fold({{0, 0}, {100, 0}, {100, 0}, {0, 0.0}});
    CHECK(fold.length_m() == 200);
    CHECK(fold.direction(100, 100) == Vector{1, 0});
    const ArcLength ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}});
    CHECK(ring.closed());
    CHECK(ring.direction(5, 1000).x == Approx(1));
    CHECK(ring.direction(5, 60).x == Approx(1));
    CHECK(ring.at(-5).y == Approx(5));
}

TEST_CASE("options and baselines that allow no transect are refused by cause", "[transects][cast]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(cast_transects(one(corner), options_of(0, 1, 1, 0)), UsageError);
    CHECK_THROWS_AS(cast_transects(one(corner), options_of(nan, 1, 1, 0)), UsageError);
    CHECK_THROWS_AS(cast_transects(one(corner), options_of(50, -1, 1, 0)), UsageError);
    CHECK_THROWS_AS(cast_transects(one(corner), options_of(50, 0, 0, 0)), UsageError);
    CHECK_THROWS_AS(cast_transects(one(corner), options_of(50, 1, 1, -5)), UsageError);
    CHECK_THROWS_AS(cast_transects(one(corner), options_of(1e-4, 1, 1, 0)), LimitError);
    CHECK_THROWS_AS(cast_transects(one(corner), options_of(1e-300, 1, 1, 0)), LimitError);
    const TransectOptions good = options_of(50, 1, 1, 0);
    CHECK_THROWS_AS(cast_transects({}, good), NoResultError);
    CHECK_THROWS_AS(cast_transects(one({}), good), UnsafeError);
    CHECK_THROWS_AS(cast_transects(one({{1, 1}}), good), UnsafeError);
    CHECK_THROWS_AS(cast_transects(one({{1, 1}, {1, 1}}), good), UnsafeError);
    CHECK_THROWS_AS(cast_transects(one({{1, 1}, {1 + 1e-7, 1}}), good), UnsafeError);
    CHECK_THROWS_AS(cast_transects(one({{1, 1}, {nan, 1}}), good), UnsafeError);
    CHECK_THROWS_AS(cast_transects({{"a", corner, 0}, {"a", corner, 1}}, good), UnsafeError);
    TransectOptions far = good;
    far.start_m = 500;
    CHECK_THROWS_AS(cast_transects(one(corner), far), UnsafeError);
}

TEST_CASE("a baseline that crosses, touches or folds back on itself is refused by name", "[transects][cast]")
{
    CHECK_THROWS_AS(require_usable({"", {{0, 0}, {10, 0}, {10, 10}, {5, -5}}, 0}), UnsafeError);
    CHECK_THROWS_AS(require_usable({"", {{0, 0}, {10, 0}, {10, 10}, {5, 0}}, 0}), UnsafeError);
    CHECK_THROWS_AS(require_usable({"", {{0, 0}, {10, 0}, {5, 0}}, 0}), UnsafeError);
    CHECK_NOTHROW(require_usable({"", {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, 0}));
    CHECK_NOTHROW(require_usable({"", {{0, 0}, {0, 0}, {10, 0}, {10, 10}}, 0}));
    try {
        require_usable({"north", {{0, 0}, {10, 0}, {10, 10}, {5, -5}}, 0});
    } catch (const UnsafeError& error) {
        CHECK(error.problem().find("north crosses itself") != std::string::npos);
    }
}

TEST_CASE("a baseline drawn against its neighbour is doubted, one around an island is not", "[transects][cast]")
{
    const Polyline west{{0, 0}, {100, 0}}, east{{110, 0}, {200, 0}}, back{{200, 0}, {110, 0}};
    CHECK(check_directions({{"a", west, 0}, {"b", east, 1}}).doubts.empty());
    CHECK(check_directions({{"b", east, 0}, {"a", west, 1}}).doubts.empty());
    CHECK(check_directions({{"a", west, 0}, {"b", back, 1}}).doubts.size() == 1);
    CHECK(check_directions({{"south", west, 0}, {"north", {{100, 50}, {0, 50}}, 1}}).doubts.empty());
    CHECK(cast({{"a", west, 0}, {"b", back, 1}}, TransectOptions{}).doubts.size() == 1);
}

TEST_CASE("turning and moving a coast turns and moves its transects", "[transects][cast][law]")
{
    const double angle = 0.7, c = std::cos(angle), s = std::sin(angle);
    const auto moved = [&](const Point& p) { return Point{780000 + c * p.x - s * p.y, 9054000 + s * p.x + c * p.y}; };
    const Polyline coast{{0, 0}, {300, 40}, {500, -80}, {900, -60}, {1000, 200}};
    Polyline elsewhere;
    for (const Point& p : coast) elsewhere.push_back(moved(p));
    const auto here = cast_transects(one(coast), options_of(50, 100, 200, 200));
    const auto there = cast_transects(one(elsewhere), options_of(50, 100, 200, 200));
    REQUIRE(here.size() == there.size());
    double worst = 0;
    for (std::size_t i = 0; i < here.size(); ++i)
        worst = std::max({worst, distance(moved(here[i].landward), there[i].landward), distance(moved(here[i].seaward), there[i].seaward)});
    CHECK(worst < 1e-7);
}

TEST_CASE("the transects of the methods fixtures are cast to the last digits given", "[transects][cast][oracle]")
{
    const auto file = testing::shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const auto fixture = testing::read_json(file)["9_transects"];
    Polyline line;
    for (const auto& p : fixture["baseline"]) line.push_back({p[0].get<double>(), p[1].get<double>()});
    const auto cast = cast_transects(one(line), options_of(fixture["spacing"].get<double>(), 40, 60, fixture["smoothing"].get<double>()));
    REQUIRE(cast.size() == fixture["transects"].size());
    for (std::size_t i = 0; i < cast.size(); ++i) {
        const auto& want = fixture["transects"][i];
        const Point start{want["start_landward_40"][0].get<double>(), want["start_landward_40"][1].get<double>()};
        const Point end{want["end_seaward_60"][0].get<double>(), want["end_seaward_60"][1].get<double>()};
        CHECK(distance(cast[i].landward, start) < 1e-9);
        CHECK(distance(cast[i].seaward, end) < 1e-9);
    }
}
