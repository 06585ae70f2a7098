#include "algorithms/validation/validation.hpp"

#include <cmath>

#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

struct Seen {
    int day;  ///< of 2020, from 0
    double x_m;
};

std::vector<Position> positions(const std::vector<Seen>& seen, const std::string& transect = "PF1", const std::string& sensor = "")
{
    std::vector<Position> rows;
    for (const Seen& s : seen) {
        Position p;
        p.transect = transect;
        p.date = {instant_of(2020, 1, 1)->milliseconds + s.day * 86400000LL, false};
        p.distance_m = s.x_m;
        p.sensor = sensor;
        rows.push_back(p);
    }
    return rows;
}

Rows pointers(const std::vector<Position>& rows)
{
    Rows all;
    for (const Position& p : rows) all.push_back(&p);
    return all;
}

std::vector<Pair> paired(const std::vector<Seen>& a, const std::vector<Seen>& b, const std::string& rule)
{
    const auto x = positions(a), y = positions(b);
    MatchOptions options;
    options.rule = rule;
    return pairs_of(pointers(x), pointers(y), options);
}

}  // namespace

TEST_CASE("between two surveys the shoreline is interpolated in time", "[validation]")
{
    const auto pairs = paired({{4, 110}}, {{0, 100}, {10, 120}}, "linear");
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].survey_m == Approx(108));
    CHECK(pairs[0].error_m() == Approx(2));
    CHECK(pairs[0].days == 4);
}

TEST_CASE("nearest takes the survey as it is, and auto does so within three days", "[validation]")
{
    CHECK(paired({{4, 110}}, {{0, 100}, {10, 120}}, "nearest")[0].survey_m == 100);
    CHECK(paired({{4, 110}}, {{0, 100}, {10, 120}}, "auto")[0].survey_m == Approx(108));
    CHECK(paired({{3, 110}}, {{0, 100}, {10, 120}}, "auto")[0].survey_m == 100);
    CHECK(paired({{5, 110}}, {{0, 100}, {10, 120}}, "nearest")[0].survey_m == 100);  // of equally near ones the earlier
}

TEST_CASE("a position too far from every survey, or with surveys on one side alone, has no pair", "[validation]")
{
    CHECK(paired({{11, 110}}, {{0, 100}, {40, 120}}, "linear").empty());
    CHECK(paired({{10, 110}}, {{0, 100}, {40, 120}}, "linear").size() == 1);
    CHECK(paired({{5, 110}}, {{0, 100}}, "linear").empty());
    CHECK(paired({{5, 110}}, {{0, 100}}, "nearest").size() == 1);
    CHECK(paired({{0, 110}}, {{0, 100}}, "linear").size() == 1);
    CHECK(paired({{5, 110}}, {}, "nearest").empty());
}

TEST_CASE("surveys of one moment count as their mean", "[validation]")
{
    CHECK(paired({{0, 110}}, {{0, 100}, {0, 104}}, "nearest")[0].survey_m == 102);
}

TEST_CASE("of several positions of one moment the first counts, of one day one of each sensor", "[validation]")
{
    auto sea = positions({{0, 110}, {0, 111}, {5, 100}}, "PF1", "S2");
    CHECK(one_of_each_moment(pointers(sea)).size() == 2);
    CHECK(one_of_each_moment(pointers(sea))[0]->distance_m == 110);
    sea[1].sensor = "L8";
    CHECK(one_of_each_moment(pointers(sea)).size() == 2);
    for (Position& p : sea) p.date.date_only = true;
    CHECK(one_of_each_moment(pointers(sea)).size() == 3);
}

TEST_CASE("ten pairs have the accuracy worked out by hand", "[validation][oracle]")
{
    const auto file = shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const auto want = read_json(file)["15_validation"];
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < want["satellite"].size(); ++i)
        pairs.push_back({{}, "", want["satellite"][i].get<double>(), want["survey"][i].get<double>(), 0});
    const auto a = accuracy_of(pairs);
    REQUIRE(a);
    CHECK(a->n == 10);
    CHECK(a->bias_m == Approx(want["bias"].get<double>()).epsilon(1e-9));
    CHECK(a->std_m == Approx(want["std_population"].get<double>()).epsilon(1e-9));
    CHECK(a->rmse_m == Approx(want["rmse"].get<double>()).epsilon(1e-9));
    CHECK(a->mae_m == Approx(want["mae"].get<double>()).epsilon(1e-9));
    CHECK(a->q90_m == Approx(want["q90_abs"].get<double>()).epsilon(1e-9));
    CHECK(*a->r2 == Approx(want["r2"].get<double>()).epsilon(1e-9));
    CHECK(a->median_m == Approx(want["median"].get<double>()).epsilon(1e-9));
    CHECK(a->robust_sd_m == Approx(want["robust_sd"].get<double>()).epsilon(1e-9));
    CHECK(a->rmse_m * a->rmse_m == Approx(a->bias_m * a->bias_m + a->std_m * a->std_m));
}

TEST_CASE("seven pairs have no accuracy, and surveys that do not move no correlation", "[validation]")
{
    std::vector<Seen> sea, land;
    for (int i = 0; i < 8; ++i) sea.push_back({10 * i, 100.0 + i}), land.push_back({10 * i, 100});
    const auto all = paired(sea, land, "nearest");
    CHECK_FALSE(accuracy_of({all.begin(), all.begin() + 7}));
    REQUIRE(accuracy_of(all));
    CHECK_FALSE(accuracy_of(all)->r2);
}

TEST_CASE("a satellite that sees the shore 3 m seaward has that bias on every transect, sensor and in all", "[validation]")
{
    std::vector<Seen> land, sea;
    for (int i = 0; i < 60; ++i) land.push_back({30 * i, 100 - 0.1 * i + (i % 3)}), sea.push_back({30 * i, 103 - 0.1 * i + (i % 3)});
    auto a = positions(sea, "PF1", "L5"), b = positions(land, "pf1");
    for (const Position& p : positions(sea, "PF9", "L8")) a.push_back(p);
    const Validation v = validate(a, b, {});
    REQUIRE(v.rows.size() == 3);
    CHECK(v.rows[0].transect == "PF1");
    CHECK(v.rows[0].accuracy->bias_m == Approx(3));
    CHECK(v.rows[0].accuracy->std_m == Approx(0).margin(1e-9));
    CHECK(*v.rows[0].trend_error_m_per_yr == Approx(0).margin(1e-9));
    CHECK(v.rows[0].trend_interval_m_per_yr);
    CHECK(v.rows[1].transect == "all");
    CHECK(v.rows[1].n == 60);
    CHECK(v.rows[2].transect == "all:L5");
    CHECK(v.only_in_positions == std::vector<std::string>{"PF9"});
}

TEST_CASE("the trend error is that of the common time", "[validation]")
{
    std::vector<Seen> land, sea;
    for (int i = 0; i < 40; ++i) land.push_back({100 * i, 100 + (i < 20 ? 50.0 : 0) - 0.2 * i});
    for (int i = 20; i < 40; ++i) sea.push_back({100 * i, 100 - 0.1 * i});
    const Validation v = validate(positions(sea), positions(land), {});
    CHECK(*v.rows[0].trend_error_m_per_yr == Approx(0.1 / 100 * 365.25));
}

TEST_CASE("few pairs are said to be few, and rules that do not exist are refused", "[validation]")
{
    const Validation v = validate(positions({{0, 1}, {10, 2}}), positions({{0, 1}, {10, 2}}), {});
    CHECK_FALSE(v.rows[0].accuracy);
    CHECK(v.rows[0].flags.at(0) == "few pairs: 2 of at least 8");
    ValidationOptions options;
    options.match.rule = "spline";
    CHECK_THROWS_AS(validate({}, {}, options), UsageError);
}
