#include "algorithms/transects/crossing_table.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// The same sequence everywhere.
class Numbers {
public:
    double within(double low, double high) { return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53; }

private:
    std::mt19937_64 engine_{11};
};

Transect between(const std::string& id, Point from, Point to)
{
    Transect t;
    t.id = id;
    t.landward = from;
    t.seaward = to;
    return t;
}

Shoreline dated(int year, std::vector<Polyline> lines)
{
    Shoreline s;
    s.date = parse_iso(std::to_string(year) + "-01-01")->instant;
    s.scene_id = std::to_string(year);
    s.lines = std::move(lines);
    return s;
}

std::vector<Transect> any_transects(Numbers& numbers, int count)
{
    std::vector<Transect> transects;
    for (int i = 0; i < count; ++i) {
        const Point from{numbers.within(0, 5000), numbers.within(0, 3000)};
        const double reach = i % 10 == 0 ? 3000 : 300;
        transects.push_back(
            between(std::to_string(i), from, {from.x + numbers.within(-reach, reach), from.y + numbers.within(-reach, reach)}));
    }
    transects.push_back(between("east", {1000, 1000}, {2000, 1000}));
    transects.push_back(between("north", {1000, 1000}, {1000, 2500}));
    return transects;
}

Polyline any_line(Numbers& numbers, double step_m)
{
    Polyline line{{numbers.within(0, 5000), numbers.within(0, 3000)}};
    for (int i = 0; i < 400; ++i)
        line.push_back({line.back().x + numbers.within(-step_m, step_m), line.back().y + numbers.within(-step_m, step_m)});
    return line;
}

bool same(const Position& a, const Position& b)
{
    return a.transect == b.transect && a.date == b.date && a.scene_id == b.scene_id && a.distance_m == b.distance_m &&
           a.uncertainty_m == b.uncertainty_m && a.crossings == b.crossings && a.flags == b.flags;
}

}  // namespace

TEST_CASE("walking a shoreline past the transects finds every crossing that a search from each transect finds",
          "[transects][positions][law]")
{
    Numbers numbers;
    for (const double step_m : {5.0, 80.0, 900.0, 20000.0}) {
        CAPTURE(step_m);
        const auto transects = any_transects(numbers, 200);
        const std::vector<Polyline> lines{
            any_line(numbers, step_m), any_line(numbers, step_m), {{-1e6, 1000}, {1e6, 1000.5}}, {{1000, -1e6}, {1000, 1e6}}};
        const SegmentIndex index(lines);
        const auto rows = cross_all(transects, {dated(2000, lines)}, {});
        REQUIRE(rows.size() == transects.size());
        int wrong = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Contacts one = contacts(transects[i].landward, transects[i].seaward, index);
            const bool right = rows[i].crossings == static_cast<int>(one.points.size()) &&
                               (one.points.empty() ? !rows[i].distance_m : rows[i].distance_m == one.points.back().distance_m);
            wrong += right ? 0 : 1;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("dates that come one after another, in any order, give the bytes of all at once", "[transects][positions][law]")
{
    Numbers numbers;
    const auto transects = any_transects(numbers, 60);
    std::vector<Shoreline> shorelines;
    for (int year = 2000; year < 2012; ++year) shorelines.push_back(dated(year, {any_line(numbers, 60), any_line(numbers, 60)}));
    for (const std::string rule : {"seaward", "previous", "median25"}) {
        CrossOptions options;
        options.rule = rule;
        const auto at_once = cross_all(transects, shorelines, options);
        for (const int threads : {1, 3, 7}) {
            set_thread_count(threads);
            CrossingTable table(transects, options);
            for (const std::size_t first : {7u, 0u, 3u}) {
                const std::size_t end = first == 7 ? 12 : first == 0 ? 3 : 7;
                table.add({shorelines.begin() + static_cast<std::ptrdiff_t>(first), shorelines.begin() + static_cast<std::ptrdiff_t>(end)});
            }
            table.finish();
            auto rows = table.positions(0, 10);
            const auto rest = table.positions(10, transects.size() - 10);
            rows.insert(rows.end(), rest.begin(), rest.end());
            CHECK(std::equal(rows.begin(), rows.end(), at_once.begin(), at_once.end(), same));
            const CrossSummary sum = table.summary(), plain = summary_of(at_once);
            CHECK((sum.found == plain.found && sum.multiple == plain.multiple && sum.beyond_reach == plain.beyond_reach));
        }
        set_thread_count(1);
    }
}

TEST_CASE("water on the right of our own lines tells whether transects run from land to sea", "[transects][positions]")
{
    // The first line runs north with water on its right, in the east; the others close a lagoon.
    Shoreline own = dated(2000, {{{100, -50}, {100, 50}}});
    own.method = "fraction";
    own.index = "mndwi";
    const auto counts = [](const std::vector<Transect>& transects, const Shoreline& shore) {
        CrossingTable table(transects, {});
        table.add({shore});
        table.finish();
        return table.summary();
    };
    const auto eastward = between("e", {0, 0}, {300, 0}), westward = between("w", {300, 1}, {0, 1});
    CHECK(counts({eastward}, own).water_ahead == 1);
    CHECK(counts({westward}, own).water_behind == 1);
    own.lines = {{{50, -50}, {50, 50}}, {{70, 50}, {70, -50}}, {{100, -50}, {100, 50}}};  // lagoon between 50 and 70
    CHECK(counts({eastward}, own).water_ahead == 1);
    CHECK(counts({westward}, own).water_behind == 1);
    own.lines.erase(own.lines.begin());  // a spit alone says nothing
    CHECK(counts({eastward}, own).water_ahead + counts({eastward}, own).water_behind == 0);
    own.index.clear();
    own.lines.erase(own.lines.begin());
    CHECK(counts({westward}, own).water_behind == 0);  // another program's line may run either way
}

TEST_CASE("uncertainties join in squares, then the angle counts; what nobody states stays unknown", "[transects][positions]")
{
    const auto eastward = between("e", {0, 0}, {300, 0});
    Shoreline slanting = dated(2000, {{{0, -150}, {300, 150}}});
    const auto uncertainty = [&](const CrossOptions& options) { return cross_all({eastward}, {slanting}, options).front().uncertainty_m; };
    CrossOptions options;
    CHECK(!uncertainty(options));
    options.geolocation_m = 4;
    CHECK(!uncertainty(options));
    options.uncertainty_m = 3;
    CHECK(*uncertainty(options) == Approx(5));
    options.angle_uncertainty = true;
    CHECK(*uncertainty(options) == Approx(5 * std::sqrt(2.0)));
    slanting.uncertainty_m = 12;  // its own goes before the default
    options.geolocation_m = 5;
    CHECK(*uncertainty(options) == Approx(13 * std::sqrt(2.0)));

    slanting.method = "fraction";
    slanting.index = "mndwi";
    CHECK_THROWS_AS(uncertainty(options), UnsafeError);  // ours hold their geolocation
    options.geolocation_m = -1;
    CHECK_THROWS_AS(uncertainty(options), UsageError);
    options.geolocation_m = 0;
    options.uncertainty_m = 0;
    CHECK_THROWS_AS(uncertainty(options), UsageError);
}
