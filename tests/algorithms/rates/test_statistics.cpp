#include "algorithms/rates/statistics.hpp"

#include <cmath>
#include <set>

#include "src/core/error.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using tasi::testing::history_of;

TEST_CASE("statistics of a hand-worked transect", "[rates]")
{
    // About the means 2006 and 100: sum(dt dx) = -100, sum(dt dt) = 104, sum(dx dx) = 2600.
    const ChangeStatistics change = change_statistics(history_of({2000, 2002, 2010, 2012}, {130, 70, 120, 80}));
    const double ssr = 2600 - 100.0 * 100.0 / 104;
    CHECK(*change["n"] == 4);
    CHECK(*change["span_yr"] == Approx(12));
    CHECK(*change["NSM"] == Approx(-50));
    CHECK(*change["SCE"] == Approx(60));
    CHECK(*change["EPR"] == Approx(-50.0 / 12));
    CHECK(*change["LRR"] == Approx(-100.0 / 104));
    CHECK(*change["LR2"] == Approx(1 - ssr / 2600));
    CHECK(*change["LSE"] == Approx(std::sqrt(ssr / 2)));
    CHECK(*change["LCI"] == Approx(2.919985580353725 * std::sqrt(ssr / 2 / 104)));  // t of 2 degrees of freedom at 90 %
    // Slopes of the six pairs: -30, -20, -50/12, -1, 1, 6.25.
    CHECK(*change["TS"] == Approx((-50.0 / 12 - 1) / 2));
    CHECK(*change["MKp"] == Approx(std::erfc(1 / std::sqrt(26.0 / 3) / std::sqrt(2.0))));  // S = -2, var = 26/3
}

TEST_CASE("weights are one over the square of the uncertainty", "[rates]")
{
    // Weights 1, 1/4, 1: mean t = 1, mean x = (0 + 3/4 + 4) / 2.25 = 19/9; Sxy = 4, Sxx = 2.
    const ChangeStatistics change = change_statistics(history_of({2000, 2001, 2002}, {0, 3, 4}, {1, 2, 1}));
    CHECK(*change["WLR"] == Approx(2));
    const double r0 = -1.0 / 9, r1 = 8.0 / 9;
    CHECK(*change["WSE"] == Approx(std::sqrt(2 * r0 * r0 + r1 * r1 / 4)));
    CHECK(*change["EPRunc"] == Approx(std::sqrt(2.0) / 2));
}

TEST_CASE("a missing or impossible uncertainty leaves the weighted columns empty, never weighs 1", "[rates]")
{
    for (const double u : {std::nan(""), 0.0, -1.0, static_cast<double>(INFINITY)}) {
        CAPTURE(u);
        const ChangeStatistics change = change_statistics(history_of({2000, 2001, 2002, 2003}, {0, 3, 4, 4}, {1, 2, u, 1}));
        for (const char* name : {"WLR", "WR2", "WSE", "WCI"}) CHECK_FALSE(change[name]);
        CHECK(change["LRR"]);
        CHECK(change["EPRunc"]);  // its two rows have theirs
    }
}

TEST_CASE("two dates give end point rates and no regression", "[rates]")
{
    const ChangeStatistics change = change_statistics(history_of({2000, 2010}, {100, 60}, {3, 4}));
    CHECK(*change["NSM"] == Approx(-40));
    CHECK(*change["EPR"] == Approx(-4));
    CHECK(*change["EPRunc"] == Approx(0.5));
    for (const char* name : {"LRR", "LR2", "LSE", "LCI", "WLR", "p", "TS", "TSlo", "TShi", "MKp", "MKpac", "neff", "LCIac"}) {
        CAPTURE(name);
        CHECK_FALSE(change[name]);
    }
}

TEST_CASE("rows of one date give an envelope and no rate", "[rates]")
{
    const ChangeStatistics change = change_statistics(history_of({2000, 2000, 2000, 2000}, {100, 60, 70, 90}, {3, 4, 3, 3}));
    CHECK(*change["SCE"] == 40);
    CHECK(*change["span_yr"] == 0);
    for (const char* name : {"NSM", "EPR", "EPRunc", "LRR", "WLR", "TS", "MKp", "LCIac"}) CHECK_FALSE(change[name]);
}

TEST_CASE("no position gives a count of 0 and nothing else; one position has no change", "[rates]")
{
    const ChangeStatistics none = change_statistics(History{}), one = change_statistics(history_of({2000}, {5}));
    CHECK(*none["n"] == 0);
    CHECK_FALSE(none["span_yr"]);
    CHECK(*one["span_yr"] == 0);
    CHECK_FALSE(one["SCE"]);
    CHECK_FALSE(one["NSM"]);
}

TEST_CASE("a shore that never moved has rate 0, no scatter and no R-squared", "[rates]")
{
    const ChangeStatistics change =
        change_statistics(history_of({2016.0, 2018.2, 2020.1, 2022.5, 2024.0}, {0.1, 0.1, 0.1, 0.1, 0.1}, {8, 8, 5, 5, 5}));
    for (const char* name : {"LRR", "WLR", "TS", "TSlo", "TShi", "LSE", "WSE", "LCI", "WCI", "NSM", "SCE", "LCIac"}) {
        CAPTURE(name);
        CHECK(*change[name] == 0);
    }
    for (const char* name : {"LR2", "WR2", "p", "MKp", "MKpac"}) CHECK_FALSE(change[name]);
}

TEST_CASE("leap days and centuries count as days of Julian years", "[rates]")
{
    History history;
    const std::vector<std::pair<const char*, double>> rows{
        {"1896-02-29", 0}, {"1900-02-28", 1}, {"1900-03-01", 2}, {"2000-02-29", 50}, {"2020-12-31", 60}};
    for (const auto& [date, x_m] : rows) history.push_back({parse_iso(date)->instant, x_m});
    const ChangeStatistics change = change_statistics(history);
    CHECK(*change["LRR"] == Approx(0.4830966954139155).epsilon(1e-12));
    CHECK(*change["EPR"] == Approx(0.4806342661636986).epsilon(1e-12));
    CHECK(*change["span_yr"] == Approx(124.83504449007529).epsilon(1e-12));
}

TEST_CASE("a constant of a million kilometres costs no digits of the rate", "[rates]")
{
    History history;
    for (int year = 2010; year <= 2019; ++year) history.push_back({*instant_of(year, 1, 1), 1e9 + 0.25 * (year - 2010)});
    CHECK(*change_statistics(history)["LRR"] == Approx(0.24999687397744144).epsilon(1e-12));
}

TEST_CASE("the regression reproduces the certified values of NIST Norris", "[rates]")
{
    const std::vector<double> x{0.2, 337.4, 118.2, 884.6, 10.1,  226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4,
                                0.6, 775.5, 666.9, 338.0, 447.5, 11.6,  556.0, 228.1, 995.8, 887.6, 120.2, 0.3,
                                0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1,  118.3, 229.2, 669.1, 448.9, 0.5};
    const std::vector<double> y{0.1, 338.8, 118.1, 888.0, 9.2,   228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3,
                                0.1, 778.1, 668.8, 339.3, 448.9, 10.8,  557.7, 228.3, 998.0, 888.8, 119.6, 0.3,
                                0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2,  117.6, 228.9, 668.4, 449.2, 0.2};
    std::vector<double> years;
    for (const double value : x) years.push_back(1900 + value / 10);  // so the rate is ten times the certified slope
    const ChangeStatistics change = change_statistics(history_of(years, y));
    CHECK(*change["LRR"] == Approx(10.0211681802045).epsilon(1e-9));
    CHECK(*change["LSE"] == Approx(0.884796396144373).epsilon(1e-9));
    CHECK(*change["LR2"] == Approx(0.999993745883712).epsilon(1e-12));
}

TEST_CASE("a distance that cannot be one is refused, not computed with", "[rates]")
{
    for (const double x_m : {std::nan(""), static_cast<double>(INFINITY), -2e12})
        CHECK_THROWS_AS(change_statistics(history_of({2000, 2001, 2002}, {0, x_m, 1})), UnsafeError);
}

TEST_CASE("column names are unique, at most ten characters and carry the level without its point", "[rates]")
{
    for (const double level : {90.0, 95.0, 99.7, 99.99}) {
        std::set<std::string> names;
        for (const Statistic& statistic : statistics()) {
            CAPTURE(statistic.name);
            const std::string name = column_name(statistic, level);
            CHECK(name.size() <= 10);
            CHECK(names.insert(name).second);
            CHECK_FALSE(statistic.alias.empty());
            CHECK_FALSE(statistic.doc.empty());
        }
        CHECK(names.count("LRR") == 1);
    }
    const auto named = [](std::string_view name) {
        for (const Statistic& statistic : statistics())
            if (statistic.name == name) return statistic;
        return statistics().front();
    };
    CHECK(column_name(named("LCI"), 90) == "LCI90");
    CHECK(column_name(named("WCI"), 99.7) == "WCI997");
    CHECK(column_name(named("LCIac"), 90) == "LCIac");
}

TEST_CASE("an unknown statistic is a bug, not an empty value", "[rates]")
{
    CHECK_THROWS_AS(change_statistics(History{})["LRR2"], BugError);
}

TEST_CASE("rate options outside their range are refused", "[rates]")
{
    RateOptions options;
    CHECK_NOTHROW(options.validate());
    for (const double level : {0.0, 49.9, 100.0, std::nan("")}) {
        options.confidence_pct = level;
        CHECK_THROWS_AS(options.validate(), UsageError);
    }
    options = {};
    options.days_per_year = 12;
    CHECK_THROWS_AS(options.validate(), UsageError);
    options = {};
    options.outliers.rule = "three sigma";
    CHECK_THROWS_AS(options.validate(), UsageError);
}
