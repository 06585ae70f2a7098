#include <cmath>
#include <numbers>

#include "algorithms/rates/adjusted_fit.hpp"
#include "algorithms/rates/statistics.hpp"
#include "src/core/error.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using tasi::testing::history_of;
using tasi::testing::read_json;
using tasi::testing::shared;

namespace {

std::optional<AdjustedFit> fit_of(const History& history, const Explanations& explanations)
{
    return fit_series(series_of(history, {}), 90, explanations).adjusted;
}

/// Ten years of monthly dates: a trend of -1 m/yr and a season of +-8 m, most seaward at 0.25 of the year.
History seasonal(double amplitude_m = 8)
{
    std::vector<double> years, x;
    for (int i = 0; i < 120; ++i) {
        years.push_back(2000 + (i + 0.5) / 12);
        x.push_back(100 - (years.back() - 2000) + amplitude_m * std::cos(2 * std::numbers::pi * (years.back() - 0.25)));
    }
    return history_of(years, x);
}

}  // namespace

TEST_CASE("one wave a year and a regressor leave the rate that an independent program finds", "[rates][oracle]")
{
    const auto file = shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const auto want = read_json(file)["12_rates"]["season_enso"];
    const auto t = want["t"].get<std::vector<double>>();
    const History history = history_of(t, want["d"].get<std::vector<double>>());
    Explanations asked;
    asked.season = "harmonics";
    asked.regressor = Regressor{"index", t, want["regressor"].get<std::vector<double>>()};
    asked.lag_months = 0;
    const auto got = fit_of(history, asked);
    REQUIRE(got);  // dates in the middle of quarters show one wave, not two
    CHECK(got->parameters == 5);
    CHECK(got->slope_m_per_yr == Approx(want["coef"][1].get<double>()).epsilon(1e-8));
    CHECK(got->slope_error == Approx(want["se"][1].get<double>()).epsilon(1e-8));
    CHECK(*got->coefficient_m == Approx(want["coef"][4].get<double>()).epsilon(1e-8));
    CHECK(*got->coefficient_error == Approx(want["se"][4].get<double>()).epsilon(1e-8));
    CHECK(*got->season_m == Approx(want["amplitude"].get<double>()).epsilon(1e-4));
    CHECK(*got->season_peak == Approx(want["phase_of_max_yr"].get<double>()).margin(0.002));
    const auto plain = change_statistics(history);
    CHECK(*plain["LRR"] == Approx(want["trend_only"]["slope"].get<double>()).epsilon(1e-8));
}

TEST_CASE("a season is told from the trend by waves and by quarters", "[rates]")
{
    for (const char* season : {"harmonics", "means"}) {
        Explanations asked;
        asked.season = season;
        const auto got = fit_of(seasonal(), asked);
        REQUIRE(got);
        CAPTURE(season);
        const bool waves = got->parameters == 6;
        CHECK(got->slope_m_per_yr == Approx(-1).margin(waves ? 1e-6 : 0.05));
        CHECK(*got->season_m == Approx(8).margin(waves ? 0.01 : 1.5));
        CHECK(*got->season_peak == Approx(0.25).margin(waves ? 0.002 : 0.1));
        double total = 0;
        for (const double part : got->explained_m) total += part;
        CHECK(total == Approx(0).margin(1e-6));
    }
}

TEST_CASE("the regressor's lag is the one that explains most, and its p pays for the choice", "[rates]")
{
    Regressor index{"index", {}, {}};
    for (int i = -24; i < 132; ++i) {
        index.year.push_back(2000 + (i + 0.5) / 12);
        index.value.push_back(std::sin(1.7 * i) + std::cos(0.31 * i));
    }
    std::vector<double> years, x;
    for (int i = 0; i < 120; ++i) {
        years.push_back(2000 + (i + 0.5) / 12);
        x.push_back(50 + 0.5 * (years.back() - 2000) + 3 * *index.at(years.back() - 2 / 12.0) + 0.01 * (i * 7 % 5));
    }
    RateOptions options;
    options.explanations.regressor = index;
    const ChangeStatistics got = change_statistics(history_of(years, x), options);
    CHECK(*got["reg_lag"] == 2);
    CHECK(*got["reg_m"] == Approx(3).margin(0.01));
    CHECK(*got["reg_p"] < 1e-6);
    CHECK(*got["LRRadj"] == Approx(0.5).margin(0.01));
    CHECK(*got["LCIadj"] < *got["LCIac"]);
}

TEST_CASE("a record that does not show a season, or a regressor elsewhere in time, is not adjusted", "[rates]")
{
    Explanations asked;
    asked.season = "harmonics";
    std::vector<double> summers, x;
    for (int i = 0; i < 30; ++i) summers.push_back(2000.55 + i), x.push_back(i % 3);
    CHECK_FALSE(fit_of(history_of(summers, x), asked));
    asked.season = "none";
    asked.regressor = Regressor{"index", {1950, 1950.1}, {1, 2}};
    CHECK_FALSE(fit_of(history_of(summers, x), asked));
    CHECK_FALSE(fit_of(history_of(summers, x), {}));
}

TEST_CASE("a regressor has no value outside of itself or in a long gap", "[rates]")
{
    const Regressor index{"index", {2000, 2000.1, 2001}, {1, 2, 5}};
    CHECK(*index.at(2000) == 1);
    CHECK(*index.at(2000.05) == Approx(1.5));
    CHECK(*index.at(2001) == 5);
    CHECK_FALSE(index.at(2000.5));
    CHECK_FALSE(index.at(1999.9));
    CHECK_FALSE(index.at(2001.1));
}

TEST_CASE("an unknown season or an impossible lag is refused", "[rates]")
{
    Explanations asked;
    asked.season = "weekly";
    CHECK_THROWS_AS(asked.validate(), UsageError);
    asked = {};
    asked.lag_months = -1;
    CHECK_THROWS_AS(asked.validate(), UsageError);
}

TEST_CASE("a regressor that is the trend itself adjusts nothing", "[rates]")
{
    Explanations explanations;
    Regressor straight;
    for (int month = 0; month < 200; ++month) {
        straight.year.push_back(1995 + (month + (month % 2 ? 0.01 : 0.0)) / 12);  // months are not quite even
        straight.value.push_back(month / 10.0);
    }
    explanations.regressor = straight;
    CHECK_FALSE(fit_of(seasonal(), explanations));
}
