#include "algorithms/rates/assess.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Position at(const char* transect, const char* date, std::optional<double> x_m, std::optional<double> u_m = 5.0, const char* scene = "")
{
    Position position;
    position.transect = transect;
    position.date = parse_iso(date)->instant;
    position.distance_m = x_m;
    position.uncertainty_m = u_m;
    position.scene_id = scene;
    position.crossings = x_m ? 1 : 0;
    return position;
}

std::vector<Position> eroding(const char* transect, int years)
{
    std::vector<Position> positions;
    for (int i = 0; i < years; ++i) {
        positions.push_back(at(transect, "2000-07-01", 300 - 2.0 * i + (i * 7 % 5)));
        positions.back().date = *instant_of(2000 + i, 7, 1);
    }
    return positions;
}

const std::vector<Position> six{at("T", "2016-01-10", 300.1, 8, "a"), at("T", "2018-03-02", 296.3, 8, "b"),
                                at("T", "2020-02-29", 292.7, 5, "c"), at("T", "2020-02-29", 290.2, 5, "d"),
                                at("T", "2022-06-30", 287.9, 5, "e"), at("T", "2024-01-05", 284.4, 5, "f")};

bool has_flag(const TransectRates& row, const std::string& flag)
{
    return std::find(row.flags.begin(), row.flags.end(), flag) != row.flags.end();
}

/// Every number of a row as bits.
std::vector<std::uint64_t> bits(const TransectRates& row)
{
    std::vector<std::uint64_t> all;
    const auto add = [&](const std::optional<double>& value) { all.push_back(value ? std::bit_cast<std::uint64_t>(*value) : 1); };
    for (const auto& value : row.statistics.values) add(value);
    add(row.now_m);
    add(row.now_sd_m);
    return all;
}

}  // namespace

TEST_CASE("all 720 orders of six rows give the same bits", "[rates][law]")
{
    const auto want = bits(assess("T", six));
    std::vector<int> order{0, 1, 2, 3, 4, 5};
    int orders = 0;
    do {
        std::vector<Position> rows;
        for (const int i : order) rows.push_back(six[static_cast<std::size_t>(i)]);
        if (bits(assess("T", rows)) != want) FAIL_CHECK("order " << orders);
        ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(orders == 720);
}

TEST_CASE("any number of threads gives the same bits, in the order of first mention", "[rates][law]")
{
    std::vector<Position> positions;
    for (int i = 0; i < 40; ++i)
        for (const Position& p : eroding(fmt::format("T{}", i * 7 % 40).c_str(), 5 + i % 20)) positions.push_back(p);
    const auto one = assess_all(positions);
    REQUIRE(one.size() == 40);
    CHECK(one[1].transect == "T7");
    for (const int threads : {2, 3, 7, 64}) {
        set_thread_count(threads);
        const auto many = assess_all(positions);
        REQUIRE(many.size() == one.size());
        for (std::size_t i = 0; i < one.size(); ++i) {
            CHECK(many[i].transect == one[i].transect);
            CHECK(bits(many[i]) == bits(one[i]));
            CHECK(many[i].flags == one[i].flags);
        }
    }
    set_thread_count(1);
}

TEST_CASE("a long steady retreat is eroding and good", "[rates]")
{
    const TransectRates row = assess("T1", eroding("T1", 20));
    CHECK(row.trend == "eroding");
    CHECK(row.certainty == "good");
    CHECK(row.flags.empty());
    CHECK(*row.statistics["LRR"] == Approx(-2).margin(0.1));
    CHECK(row.first->day() == "2000-07-01");
    CHECK(row.last->day() == "2019-07-01");
    CHECK(row.as_of->day() == "2019-07-01");
    CHECK(*row.now_m == Approx(264).margin(1));
    CHECK(*row.now_sd_m > 0);
    CHECK(*row.now_sd_m < 2);
}

TEST_CASE("an identical row counts once, another row of the day counts too", "[rates]")
{
    std::vector<Position> rows = six;
    rows.push_back(six[2]);
    const TransectRates row = assess("T", rows);
    CHECK(bits(row) == bits(assess("T", six)));
    CHECK(row.duplicates == 1);
    CHECK(row.same_day == 1);
    CHECK(*row.statistics["n"] == 6);
    CHECK(has_flag(row, "duplicate rows"));
    CHECK(has_flag(row, "same day"));
}

TEST_CASE("a missing position is counted and not computed with", "[rates]")
{
    std::vector<Position> rows = six;
    rows.push_back(at("T", "2030-01-01", std::nullopt));
    const TransectRates row = assess("T", rows);
    CHECK(row.missing == 1);
    CHECK(*row.statistics["n"] == 6);
    CHECK(row.last->day() == "2024-01-05");
    CHECK(row.as_of->day() == "2024-01-05");
}

TEST_CASE("a transect that is only missing has no number and is not assessed", "[rates]")
{
    const auto rates = assess_all({at("T", "2020-01-01", std::nullopt), at("T", "2021-01-01", std::nullopt)});
    REQUIRE(rates.size() == 1);
    CHECK(*rates[0].statistics["n"] == 0);
    CHECK_FALSE(rates[0].first);
    CHECK_FALSE(rates[0].now_m);
    CHECK(rates[0].trend == "not assessed");
    CHECK(rates[0].certainty == "not assessed");
    CHECK_FALSE(any_rate(rates));
    CHECK(assess_all({}).empty());
}

TEST_CASE("one date is no rate, two dates are one without regression", "[rates]")
{
    CHECK_FALSE(any_rate({assess("T", {six[0]})}));
    CHECK_FALSE(any_rate({assess("T", {six[2], six[3]})}));
    const TransectRates two = assess("T", {six[0], six[1]});
    CHECK(any_rate({two}));
    CHECK(two.few_dates);
    CHECK(two.trend == "not assessed");
    CHECK(*two.statistics["NSM"] == Approx(-3.8));
    CHECK_FALSE(two.now_m);
}

TEST_CASE("three dates in three days give no rate of kilometres a year", "[rates]")
{
    const TransectRates row = assess("T1", {at("T1", "2020-01-01", 300.0), at("T1", "2020-01-02", 320.0), at("T1", "2020-01-03", 280.0)});
    CHECK(row.short_span);
    CHECK(row.implausible);
    for (const char* name : {"EPR", "LRR", "LCI", "WLR", "TS", "p", "LCIac"}) CHECK_FALSE(row.statistics[name]);
    CHECK(*row.statistics["NSM"] == Approx(-20));
    CHECK(row.certainty == "not assessed");
    CHECK(has_flag(row, "implausible rate"));
    CHECK(has_flag(row, "short record"));
    CHECK_FALSE(row.now_m);
}

TEST_CASE("a calm half year of dates is not assessed", "[rates]")
{
    std::vector<Position> rows;
    for (int i = 0; i < 12; ++i) {
        rows.push_back(at("T", "2020-01-01", 100 + 0.1 * i));
        rows.back().date.milliseconds += i * 15LL * 86400000;
    }
    const TransectRates row = assess("T", rows);
    CHECK(row.statistics["LRR"]);
    CHECK(row.trend == "not assessed");
    CHECK(row.short_span);
}

TEST_CASE("a position nine kilometres off is flagged, counted and still used", "[rates]")
{
    std::vector<Position> rows = six;
    rows.push_back(at("T", "2021-01-01", 9300.0, 5, "far"));
    const TransectRates row = assess("T", rows);
    REQUIRE(row.outliers.size() == 1);
    CHECK(row.outliers[0].position.scene_id == "far");
    CHECK(row.outliers[0].flag == "outlier:mad");
    CHECK(has_flag(row, "outlier:mad=1"));
    CHECK(has_flag(row, "outliers"));
    CHECK(*row.statistics["n"] == 7);
    CHECK(*row.statistics["SCE"] > 9000);
    CHECK(*row.lrr_without_outliers == Approx(*assess("T", six).statistics["LRR"]).epsilon(1e-12));
}

TEST_CASE("an end point rate of kilometres a year is flagged where the regression is plausible", "[rates]")
{
    std::vector<Position> rows = eroding("T", 40);
    rows.push_back(at("T", "2039-07-02", 90000.0));
    const TransectRates row = assess("T", rows);
    CHECK(std::fabs(*row.statistics["EPR"]) > 1000);
    CHECK(row.statistics["LRR"]);
    CHECK(has_flag(row, "implausible rate"));
}

TEST_CASE("rows without uncertainty give no weighted rate and say so", "[rates]")
{
    std::vector<Position> rows = six;
    rows[1].uncertainty_m.reset();
    rows[3].uncertainty_m = std::nan("");
    const TransectRates row = assess("T", rows);
    CHECK(has_flag(row, "no weights"));
    CHECK_FALSE(row.statistics["WLR"]);
    CHECK(row.statistics["LRR"]);
}

TEST_CASE("two crossings on more than a fifth of the dates doubt the transect", "[rates]")
{
    std::vector<Position> rows = eroding("T", 20);
    for (std::size_t i = 0; i < 4; ++i) rows[i].crossings = 3;
    CHECK(assess("T", rows).certainty == "good");
    rows[4].crossings = 2;
    CHECK(assess("T", rows).certainty == "crosses another shore");
}

TEST_CASE("yearly dates with gaps are few observations, however many", "[rates]")
{
    std::vector<Position> rows = eroding("T", 30);
    for (int i = 0; i < 12; ++i) rows.erase(rows.begin() + 1 + i);  // every second of the first 24 years
    CHECK(rows.size() == 18);
    CHECK(assess("T", rows).certainty == "few observations");
}

TEST_CASE("the present position is that of the study's newest date, and no rate is carried too far", "[rates]")
{
    std::vector<Position> positions = eroding("old", 20), newer = eroding("new", 30);
    positions.insert(positions.end(), newer.begin(), newer.end());
    const auto rates = assess_all(positions);
    CHECK(rates[0].as_of->day() == "2029-07-01");
    CHECK(*rates[0].now_m == Approx(244).margin(1.5));
    CHECK(*rates[0].now_sd_m > *rates[1].now_sd_m);

    RateOptions options;
    options.as_of = instant_of(2045, 1, 1);  // 25.5 years after a record of 19
    CHECK(has_flag(assess("old", eroding("old", 20), options), "beyond record"));
    options.as_of = instant_of(2100, 1, 1);
    CHECK_FALSE(assess("old", eroding("old", 20), options).now_m);
    options.as_of = instant_of(2025, 1, 1);
    CHECK_FALSE(assess("T", {six[0], six[1], six[5]}, options).now_m);  // not assessed: only within its record
}

TEST_CASE("one distance over and over is no measurement, and is not assessed", "[rates]")
{
    std::vector<Position> positions = eroding("T", 25);
    for (Position& p : positions) p.distance_m = 120.5;
    const TransectRates row = assess("T", positions);
    CHECK(*row.statistics["LRR"] == 0);
    CHECK(row.trend == "not assessed");
    CHECK(row.certainty == "not assessed");
    CHECK(has_flag(row, "constant"));
    CHECK(doubts_of({row}).constant == 1);
    positions[3].distance_m = 120.6;
    CHECK(assess("T", positions).trend == "no detectable trend");
    CHECK_FALSE(has_flag(assess("T", eroding("T", 25)), "constant"));
}

TEST_CASE("rows with and without tidal correction on one transect are flagged", "[rates]")
{
    std::vector<Position> positions = eroding("T", 12);
    CHECK_FALSE(has_flag(assess("T", positions), "mixed levels"));
    for (std::size_t i = 0; i < 6; ++i) positions[i].raw_m = *positions[i].distance_m - 4;
    CHECK(has_flag(assess("T", positions), "mixed levels"));
    CHECK(doubts_of({assess("T", positions)}).mixed_levels == 1);
    for (std::size_t i = 6; i < 12; ++i) positions[i].tide_m = 0.3, positions[i].slope = 0.1;
    CHECK_FALSE(has_flag(assess("T", positions), "mixed levels"));
    for (std::size_t i = 6; i < 12; ++i) positions[i].distance_m.reset();  // missing, as where a tide lacks
    CHECK_FALSE(has_flag(assess("T", positions), "mixed levels"));
}

TEST_CASE("a distance that is not a number names its transect", "[rates]")
{
    try {
        assess_all({six[0], at("T9", "2020-01-01", std::nan(""))});
        FAIL("accepted");
    } catch (const UnsafeError& error) {
        CHECK(error.problem().find("T9") != std::string::npos);
        CHECK(error.problem().find("2020-01-01") != std::string::npos);
    }
}

TEST_CASE("doubts are counted over all transects", "[rates]")
{
    std::vector<Position> rows = six;
    rows.push_back(six[2]);
    rows.push_back(at("U", "2020-01-01", 1.0));
    rows.push_back(at("U", "2020-01-01", std::nullopt));
    const RateDoubts doubts = doubts_of(assess_all(rows));
    CHECK(doubts.duplicates == 1);
    CHECK(doubts.same_day == 1);
    CHECK(doubts.missing == 1);
    CHECK(doubts.few_dates == 1);
    CHECK(doubts.short_span == 1);
    CHECK(doubts.not_assessed >= 1);
}

TEST_CASE("a rejected outlier does not count, is kept, and the rate with it stands beside", "[rates]")
{
    std::vector<Position> rows = eroding("T", 20);
    rows.push_back(at("T", "2010-01-01", 700.0, 5, "far"));
    RateOptions options;
    options.reject_outliers = true;
    const TransectRates row = assess("T", rows, options), clean = assess("T", eroding("T", 20)), all = assess("T", rows);
    CHECK(row.rejected == 1);
    CHECK(*row.statistics["n"] == 20);
    CHECK(*row.statistics["LRR"] == *clean.statistics["LRR"]);
    CHECK(*row.lrr_with_outliers == *all.statistics["LRR"]);
    REQUIRE(row.outliers.size() == 1);
    CHECK(row.outliers[0].position.scene_id == "far");
    CHECK(has_flag(row, "outlier:mad=1"));
    CHECK(doubts_of({row}).rejected == 1);
}

TEST_CASE("records read one after the other have the same bits as all at once", "[rates][law]")
{
    std::vector<Position> positions = eroding("A", 12), other = eroding("B", 19);
    std::vector<TransectRates> one_by_one{assess_record("A", positions), assess_record("B", other)};
    add_present(one_by_one);
    positions.insert(positions.end(), other.begin(), other.end());
    const auto together = assess_all(positions);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(bits(one_by_one[i]) == bits(together[i]));
        CHECK(one_by_one[i].as_of->day() == "2018-07-01");
    }
}

TEST_CASE("fewer positions or years than asked for are not assessed", "[rates]")
{
    RateOptions options;
    options.certainty.assessed_observations = 15;
    CHECK(assess("T", eroding("T", 14), options).trend == "not assessed");
    CHECK(assess("T", eroding("T", 15), options).trend == "eroding");
    options.certainty.assessed_observations = 3;
    options.certainty.assessed_span_yr = 12;
    CHECK(assess("T", eroding("T", 12), options).trend == "not assessed");
    CHECK(assess("T", eroding("T", 14), options).trend == "eroding");
}
