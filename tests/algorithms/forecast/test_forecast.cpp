#include "algorithms/forecast/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::testing;
using nlohmann::json;

namespace {

std::vector<Position> positions_of(const History& history, const std::string& transect = "T")
{
    std::vector<Position> positions;
    for (const Observation& o : history) {
        Position p;
        p.transect = transect;
        p.date = o.date;
        p.distance_m = o.x_m;
        if (!std::isnan(o.u_m)) p.uncertainty_m = o.u_m;
        positions.push_back(p);
    }
    return positions;
}

/// Yearly from 1990, x = 300 - 2 (t - 1990) +- 1 m in turns.
std::vector<Position> wobbling(int years)
{
    std::vector<double> t, x, u;
    for (int i = 0; i < years; ++i) {
        t.push_back(1990.5 + i);
        x.push_back(300 - 2.0 * i + (i % 2 == 0 ? 1 : -1));
        u.push_back(5);
    }
    return positions_of(history_of(t, x, u));
}

ForecastOptions in_years(std::vector<int> years)
{
    ForecastOptions options;
    options.years = std::move(years);
    return options;
}

bool has(const ForecastRow& row, const std::string& flag) { return std::find(row.flags.begin(), row.flags.end(), flag) != row.flags.end(); }

}  // namespace

TEST_CASE("the line through a long history has the forecast and the band found by hand", "[forecast][oracle]")
{
    const auto file = shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const json all = read_json(file), &a = all["12_rates"]["golden"]["A"];
    const Series series = series_of(history_of(a["t"].get<std::vector<double>>(), a["d"].get<std::vector<double>>()), {});
    const LineFit line = fit_line(series.t_yr, series.x_m);
    // Independent observations: the effective number is n.
    const Projector project = forecast_method("linear").projector({series, line, static_cast<double>(line.n), 90});
    for (const json& want : all["13_forecast"]["linear"]) {
        const Projection got = project(want["year"].get<double>() - a["t"][0].get<double>());
        CHECK(got.x_m == Approx(want["pos"].get<double>()).epsilon(1e-9));
        CHECK(got.mean_sd_m == Approx(want["sd_mean"].get<double>()).epsilon(1e-9));
        CHECK(got.one_sd_m == Approx(want["sd_pred"].get<double>()).epsilon(1e-9));
        CHECK(got.x_m - got.quantile * got.one_sd_m == Approx(want["lo90"].get<double>()).epsilon(1e-8));
        CHECK(got.x_m + got.quantile * got.one_sd_m == Approx(want["hi90"].get<double>()).epsilon(1e-8));
    }
}

TEST_CASE("the filter with our own statistics gives the stated forecasts of a long history", "[forecast][oracle]")
{
    const auto file = shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const json all = read_json(file), &a = all["12_rates"]["golden"]["A"];
    ForecastOptions options = in_years({2030, 2050});
    options.method = "kalman";
    const auto forecasts = forecast_all(
        positions_of(history_of(a["t"].get<std::vector<double>>(), a["d"].get<std::vector<double>>(), a["u"].get<std::vector<double>>())),
        options);
    REQUIRE(forecasts.size() == 1);
    for (std::size_t i = 0; i < 2; ++i) {
        const json& want = all["13_forecast"]["kalman_continuous"]["results"][i];
        const ForecastRow& got = forecasts[0].rows[i];
        REQUIRE(got.distance_m);
        CHECK(*got.distance_m == Approx(want["pos"].get<double>()).epsilon(1e-7));
        CHECK(*got.sd_m == Approx(want["sd"].get<double>()).epsilon(1e-7));
        CHECK(*got.upper_m - *got.distance_m == Approx(1.6448536269514722 * *got.sd_m));
    }
}

TEST_CASE("a shore that retreats 2 m a year is forecast 2 m a year farther landward, with a band that widens", "[forecast]")
{
    const auto forecasts = forecast_all(wobbling(21), in_years({2012, 2022, 2030}));
    const auto& rows = forecasts.at(0).rows;
    CHECK(*rows[0].distance_m == Approx(300 - 2 * 21.5).margin(0.5));
    CHECK(*rows[1].distance_m - *rows[0].distance_m == Approx(-20).margin(0.2));
    CHECK(*rows[2].upper_m - *rows[2].lower_m > *rows[0].upper_m - *rows[0].lower_m);
    CHECK(*rows[2].one_sd_m > *rows[2].sd_m);
    CHECK(rows[0].flags.empty());
    CHECK(rows[1].flags.empty());
}

TEST_CASE("a forecast farther than the record says so, and one farther than three records is withheld unless asked for", "[forecast]")
{
    ForecastOptions options = in_years({2010, 2011, 2030, 2031});  // 1990.5 to 2000.5: one span ends 2010.5, three 2030.5
    auto rows = forecast_all(wobbling(11), options).at(0).rows;
    CHECK_FALSE(has(rows[0], "beyond record"));
    CHECK(has(rows[1], "beyond record"));
    CHECK(rows[2].distance_m);
    CHECK(has(rows[3], "too far"));
    CHECK_FALSE(rows[3].distance_m);
    options.far = true;
    rows = forecast_all(wobbling(11), options).at(0).rows;
    CHECK(has(rows[3], "too far"));
    CHECK(rows[3].distance_m);
}

TEST_CASE("what cannot be assessed is not forecast, and says why", "[forecast]")
{
    const auto reason = [](const std::vector<Position>& positions, const std::string& method = "linear") {
        ForecastOptions options = in_years({2005});
        options.method = method;
        const auto forecasts = forecast_all(positions, options);
        REQUIRE(forecasts.size() == 1);
        CHECK_FALSE((forecasts[0].rows[0].distance_m && !forecasts[0].reason.empty()));
        return forecasts[0].reason;
    };
    CHECK(reason(wobbling(2)) == "not assessed");
    CHECK(reason(positions_of(history_of({1990, 1992, 1995, 1998}, {10, 12, 9, 13}, {5, 5, 5, 5}))) == "few dates");
    CHECK(reason(positions_of(history_of({1990, 1992, 1995, 1998}, {10, 12, 9, 13}, {5, 5, 5, 5})), "kalman") == "");
    CHECK(reason(positions_of(history_of({1990, 1992, 1995, 1998}, {10, 12, 9, 13})), "kalman") == "no uncertainty");
    CHECK(reason(positions_of(history_of({1990, 1992, 1994, 1996}, {10, 12, 14, 16}, {5, 5, 5, 5})), "kalman") == "no scatter");
    auto crossing = wobbling(12);
    for (Position& p : crossing) p.crossings = 2;
    CHECK(reason(crossing) == "crosses another shore");
}

TEST_CASE("after a jump the forecast rests on the part after it, where that is long enough", "[forecast]")
{
    auto positions = wobbling(30);
    for (std::size_t i = 20; i < 30; ++i) *positions[i].distance_m += 60;
    const auto row = forecast_all(positions, in_years({2022})).at(0).rows.at(0);
    CHECK(has(row, "broken series"));
    CHECK(*row.distance_m == Approx(360 - 2 * 31.5).margin(1));
    CHECK(*row.upper_m - *row.lower_m < 12);
}

TEST_CASE("after a jump of late the band holds what the whole record says and what its last part says", "[forecast]")
{
    auto positions = wobbling(30);
    for (std::size_t i = 0; i < 30; ++i) *positions[i].distance_m += i % 2 == 0 ? 7 : -7;
    const auto whole = forecast_all(positions, in_years({2021})).at(0).rows.at(0);
    for (std::size_t i = 25; i < 30; ++i) *positions[i].distance_m += 45;  // five dates, but four years
    const auto row = forecast_all(positions, in_years({2021})).at(0).rows.at(0);
    CHECK_FALSE(has(whole, "broken series"));
    CHECK(has(row, "broken series"));
    CHECK(*row.lower_m < 300 - 2 * 30.5);
    CHECK(*row.upper_m > 345 - 2 * 30.5);
    CHECK(*row.upper_m - *row.lower_m > 1.5 * (*whole.upper_m - *whole.lower_m));
}

TEST_CASE("a forecast does not depend on the order of rows, other transects or threads", "[forecast][law]")
{
    auto positions = wobbling(15);
    const auto alone = forecast_all(positions, in_years({2010})).at(0).rows.at(0);
    auto both = positions_of(history_of({1990, 1993, 1996, 1999, 2002, 2005}, {5, 6, 4, 7, 5, 6}), "U");
    for (auto p = positions.rbegin(); p != positions.rend(); ++p) both.push_back(*p);
    const int threads = thread_count();
    for (const int n : {1, 2, 3, 7}) {
        set_thread_count(n);
        const auto row = forecast_all(both, in_years({2010})).at(1).rows.at(0);
        CHECK(*row.distance_m == *alone.distance_m);
        CHECK(*row.lower_m == *alone.lower_m);
        CHECK(*row.sd_m == *alone.sd_m);
    }
    set_thread_count(threads);
}

TEST_CASE("mirroring a coast mirrors its forecast", "[forecast][law]")
{
    auto positions = wobbling(15);
    const auto row = forecast_all(positions, in_years({2010})).at(0).rows.at(0);
    for (Position& p : positions) p.distance_m = -*p.distance_m;
    const auto mirrored = forecast_all(positions, in_years({2010})).at(0).rows.at(0);
    CHECK(*mirrored.distance_m == Approx(-*row.distance_m));
    CHECK(*mirrored.lower_m == Approx(-*row.upper_m));
}

TEST_CASE("an unknown method or band is refused by name", "[forecast]")
{
    ForecastOptions options;
    options.method = "spline";
    CHECK_THROWS_AS(options.validate(), UsageError);
    options.method = "kalman";
    options.band = "wide";
    CHECK_THROWS_AS(options.validate(), UsageError);
}

TEST_CASE("a Julian year begins where the calendar year does, to the day", "[forecast]")
{
    CHECK(instant_of_julian_year(2000).iso() == "2000-01-01T12:00:00Z");
    CHECK(instant_of_julian_year(2030).day() == "2030-01-01");
    CHECK(instant_of_julian_year(2100).day() == "2100-01-01");
}
