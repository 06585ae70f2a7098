#include "algorithms/transects/repair.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "algorithms/transects/cast.hpp"
#include "algorithms/transects/cross.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

bool has_flag(const Transect& t, const std::string& flag) { return std::find(t.flags.begin(), t.flags.end(), flag) != t.flags.end(); }

int meetings(const std::vector<Transect>& transects, bool count_flagged)
{
    int count = 0;
    for (std::size_t i = 0; i < transects.size(); ++i)
        for (std::size_t j = i + 1; j < transects.size(); ++j)
            if (segments_meet(transects[i].landward, transects[i].seaward, transects[j].landward, transects[j].seaward))
                count +=
                    count_flagged || !(has_flag(transects[i], "crosses another shore") && has_flag(transects[j], "crosses another shore"));
    return count;
}

/// A bay open to the south: the sea is on the right and the middle of the circle lies in it.
Polyline bay(double radius_m)
{
    Polyline line{{-radius_m, -1500}};
    for (int i = 0; i <= 36; ++i) {
        const double angle = std::numbers::pi * (1 - i / 36.0);
        line.push_back({radius_m * std::cos(angle), radius_m * std::sin(angle)});
    }
    line.push_back({radius_m, -1500});
    return line;
}

Polyline ring(double radius_m)
{
    Polyline line;
    for (int i = 0; i < 72; ++i)
        line.push_back({radius_m * std::cos(i * std::numbers::pi / 36), radius_m * std::sin(i * std::numbers::pi / 36)});
    line.push_back(line.front());
    return line;
}

Polyline zigzag()
{
    Polyline line;
    for (int i = 0; i < 60; ++i) line.push_back({i * 90.0, 60.0 * std::sin(i * 1.3) + 400 * std::sin(i * 0.21)});
    return line;
}

TransectOptions reach(double landward, double seaward, double smoothing)
{
    TransectOptions options;
    options.landward_m = landward;
    options.seaward_m = seaward;
    options.smoothing_m = smoothing;
    return options;
}

}  // namespace

TEST_CASE("transects that do not meet stay as they were cast", "[transects][repair]")
{
    const CastResult result = cast({{"b", {{0, 0}, {1000, 0}}, 0}}, reach(200, 300, 500));
    CHECK(result.adjusted.empty());
    for (const Transect& t : result.transects) CHECK(t.flags.empty());
}

TEST_CASE("more smoothing or a fan keeps the transects of a bend apart", "[transects][repair]")
{
    const std::vector<Baseline> bend{{"b", {{-1500, 0}, {0, 0}, {1000, 1000}}, 0}};
    TransectOptions options = reach(300, 300, 100);
    options.repair = false;
    CHECK(meetings(cast(bend, options).transects, true) > 0);
    options.repair = true;
    const CastResult result = cast(bend, options);
    CHECK(meetings(result.transects, true) == 0);
    REQUIRE(!result.adjusted.empty());
    for (const Adjustment& a : result.adjusted) CHECK((a.how == "smoothed" || a.how == "turned"));
    for (const Transect& t : result.transects) CHECK(t.length_m() == Approx(600));
}

TEST_CASE("on a small island transects end before they meet in its middle", "[transects][repair]")
{
    const CastResult result = cast({{"isle", ring(150), 0}}, reach(200, 300, 50));
    CHECK(meetings(result.transects, true) == 0);
    CHECK(result.adjusted.size() == result.transects.size());
    for (const Transect& t : result.transects) {
        CHECK(has_flag(t, "adjusted"));
        CHECK(t.baseline_m <= 150);
        CHECK(norm(t.at(t.baseline_m) - Point{0, 0}) == Approx(150).epsilon(0.01));
    }
}

TEST_CASE("no two transects meet unless both say so", "[transects][repair]")
{
    const Polyline line = GENERATE(bay(400), bay(250), zigzag(), ring(300), Polyline{{0, 0}, {2000, 0}, {2000, 60}, {0, 60}});
    const Sea sea = GENERATE(Sea::right, Sea::left);
    const double smoothing = GENERATE(0.0, 200.0, 500.0);
    TransectOptions options = reach(200, 300, smoothing);
    options.sea = sea;
    const CastResult result = cast({{"b", line, 0}}, options);
    CHECK(meetings(result.transects, false) == 0);
    for (const Transect& t : result.transects) CHECK(t.length_m() > 0);
}

TEST_CASE("transects of two shores that face each other are cut in the middle of the strait", "[transects][repair]")
{
    const std::vector<Baseline> strait{{"north", {{0, 200}, {1000, 200}}, 0}, {"south", {{1000, 0}, {0, 0}}, 1}};
    const CastResult result = cast(strait, reach(50, 150, 0));
    CHECK(meetings(result.transects, false) == 0);
}

TEST_CASE("shortening loses no crossing with a known shoreline", "[transects][repair]")
{
    Shoreline inner;
    inner.lines = {{{-1000, 250}, {1000, 250}}, {{-1000, -5}, {1000, -5}}};
    const std::vector<Baseline> isle{{"isle", ring(150), 0}};
    TransectOptions options = reach(200, 300, 50);
    const auto crossings_of = [&](const std::vector<Transect>& all) {
        std::vector<std::size_t> counts;
        for (const Transect& t : all) counts.push_back(crossings(t, inner.lines).distances_m.size());
        return counts;
    };
    options.repair = false;
    const auto before = crossings_of(cast(isle, options).transects);
    options.repair = true;
    const auto repaired = cast(isle, options, {inner}).transects;
    CHECK(crossings_of(repaired) == before);
    CHECK(std::any_of(repaired.begin(), repaired.end(), [](const Transect& t) { return has_flag(t, "crosses another shore"); }));
    CHECK(crossings_of(cast(isle, options).transects) != before);
}

TEST_CASE("two ends of a long shore that meet leave the shore between them alone", "[transects][repair]")
{
    const Polyline nearly_closed{{0, 0},       {0, 3000},    {1000, 3000}, {1300, 3015}, {1700, 2990},
                                 {2000, 3000}, {3000, 3000}, {3000, 0},    {100, 0}};
    const CastResult result = cast({{"b", nearly_closed, 0}}, reach(200, 300, 100));
    CHECK(meetings(result.transects, false) == 0);
    CHECK(!result.adjusted.empty());
    for (const Transect& t : result.transects)
        if (distance(t.at(t.baseline_m), {1500, 3000}) < 500) CHECK(t.flags.empty());
}

TEST_CASE("only the part of a transect that is used can be in conflict", "[transects][repair]")
{
    Shoreline near;
    near.lines = {bay(380)};
    const CastResult whole = cast({{"bay", bay(400), 0}}, reach(20, 600, 50));
    const CastResult used = cast({{"bay", bay(400), 0}}, reach(20, 600, 50), {near});
    CHECK(used.adjusted.size() < whole.adjusted.size());
}

TEST_CASE("repair gives equal bytes for any number of threads", "[transects][repair][law]")
{
    const auto run = [](int threads) {
        set_thread_count(threads);
        const auto result = cast({{"b", zigzag(), 0}}, reach(200, 300, 100));
        set_thread_count(1);
        return result.transects;
    };
    const auto one_thread = run(1);
    for (const int threads : {2, 7}) {
        const auto more = run(threads);
        REQUIRE(more.size() == one_thread.size());
        for (std::size_t i = 0; i < more.size(); ++i)
            CHECK((more[i].landward == one_thread[i].landward && more[i].seaward == one_thread[i].seaward &&
                   more[i].flags == one_thread[i].flags));
    }
}
