#include <cmath>

#include "algorithms/rates/autocorrelation.hpp"
#include "algorithms/rates/line_prediction.hpp"
#include "algorithms/rates/statistics.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using nlohmann::json;
using tasi::testing::history_of;
using tasi::testing::read_json;
using tasi::testing::shared;

namespace {

// The reference's own quantiles of Student's t are off by up to 4.6e-9, seen against the closed forms.
constexpr double t_of_reference = 5e-9;

json fixtures(const char* section)
{
    const auto file = shared("design/fixtures/methods_fixtures.json");
    return file.empty() ? json() : read_json(file)[section];
}

std::vector<double> numbers(const json& values) { return values.get<std::vector<double>>(); }

Fit fit_of(const json& series)
{
    const std::vector<double> u = series.contains("u") ? numbers(series["u"]) : std::vector<double>{};
    return fit_series(series_of(history_of(numbers(series["t"]), numbers(series["d"]), u), {}), 90);
}

}  // namespace

TEST_CASE("three long shoreline histories have the rates found by independent programs", "[rates][oracle]")
{
    const json golden = fixtures("12_rates")["golden"];
    for (const char* name : {"A", "B", "C"}) {
        if (golden.is_null()) return;
        const json& want = golden[name];
        const Fit fit = fit_of(want);
        const ChangeStatistics got = change_statistics(fit);
        for (const char* column : {"NSM", "SCE", "EPR", "EPRunc", "LRR", "LR2", "LSE", "p", "WLR", "WR2", "WSE", "TS", "MKp"}) {
            if (!want.contains(column)) continue;
            CAPTURE(name, column);
            CHECK(*got[column] == Approx(want[column].get<double>()).epsilon(1e-9));
        }
        CHECK(*got["mswd"] == Approx(want["mswd"].get<double>()).epsilon(1e-9));
        CHECK(*got["WLRse"] == Approx(want["WLR_known_sigma_se"].get<double>()).epsilon(1e-9));
        CHECK(*got["chi2p"] < 1e-6);  // the stated uncertainties explain none of the three
        CHECK(*got["LCI"] == Approx(want["LCI90"].get<double>()).epsilon(t_of_reference));
        CHECK(*got["WCI"] == Approx(want["WCI90"].get<double>()).epsilon(t_of_reference));
        CHECK(std::pow(*got["WSE"], 2) == Approx(want["mswd"].get<double>()).epsilon(1e-9));
        CHECK(1 / std::sqrt(fit.weighted_line->s_tt) == Approx(want["WLR_known_sigma_se"].get<double>()).epsilon(1e-9));
        CHECK(fit.mann_kendall->s == want["MK_S"].get<double>());
        CHECK(fit.mann_kendall->variance == Approx(want["MK_var"].get<double>()).epsilon(1e-9));
        CHECK(fit.mann_kendall->z() == Approx(want["MK_z"].get<double>()).epsilon(1e-9));
    }
}

TEST_CASE("the Theil-Sen interval rounds its ranks to the nearest, inside the one rounded outward", "[rates][oracle]")
{
    const json golden = fixtures("12_rates")["golden"];
    if (golden.is_null()) return;
    for (const char* name : {"A", "B"}) {  // here both roundings pick the same ranks
        const ChangeStatistics got = change_statistics(fit_of(golden[name]));
        CHECK(*got["TSlo"] == Approx(golden[name]["TSlo"].get<double>()).epsilon(1e-9));
        CHECK(*got["TShi"] == Approx(golden[name]["TShi"].get<double>()).epsilon(1e-9));
    }
    const ChangeStatistics c = change_statistics(fit_of(golden["C"]));  // ranks 17 and 39 of 55, outward 16 and 40
    CHECK(*c["TSlo"] > golden["C"]["TSlo"].get<double>());
    CHECK(*c["TShi"] < golden["C"]["TShi"].get<double>());
}

TEST_CASE("memory of a yearly series widens the interval until it holds the true rate", "[rates][oracle]")
{
    const json want = fixtures("12_rates")["ar1"];
    if (want.is_null()) return;
    const Fit fit = fit_of(want);
    const ChangeStatistics got = change_statistics(fit);
    CHECK(*got["LRR"] == Approx(want["LRR"].get<double>()).epsilon(1e-9));
    CHECK(*got["LCI"] == Approx(want["LCI90"].get<double>()).epsilon(t_of_reference));
    const double r1 = neighbour_correlation(fit.series.t_yr, fit.series.days, residuals(*fit.line, fit.series.t_yr, fit.series.x_m));
    CHECK(r1 == Approx(want["r1"].get<double>()).epsilon(1e-9));
    CHECK(effective_number(40, r1) == Approx(want["neff"].get<double>()).epsilon(1e-9));
    CHECK(*got["neff"] < want["neff"].get<double>());  // r1 of forty values lies too low: the columns correct that
    CHECK(*got["LCIac"] > want["LCIac90"].get<double>());
    CHECK(*got["TS"] == Approx(want["TS"].get<double>()).epsilon(1e-9));
    CHECK(*got["TSlo"] == Approx(want["TSlo"].get<double>()).epsilon(1e-9));
    CHECK(*got["TShi"] == Approx(want["TShi"].get<double>()).epsilon(1e-9));
    CHECK(*fit.hamed_rao == Approx(want["hamed_rao"]["factor"].get<double>()).epsilon(1e-9));
    CHECK(*got["MKpac"] == Approx(want["hamed_rao"]["p"].get<double>()).epsilon(1e-8));
    CHECK(std::fabs(*got["LRR"] + 0.6) > *got["LCI"]);  // the series was made with -0.6 m/yr
    CHECK(std::fabs(*got["LRR"] + 0.6) < *got["LCIac"]);
}

TEST_CASE("the line of history A is carried to 2030 and 2050 with its standard deviations", "[rates][oracle]")
{
    const json want = fixtures("13_forecast")["linear"];
    const json golden = fixtures("12_rates")["golden"];
    if (want.is_null()) return;
    const Fit fit = fit_of(golden["A"]);
    for (const json& at : want) {
        const LinePrediction got = predict(*fit.line, at["year"].get<double>() - 1905.4, static_cast<double>(fit.line->n));
        CHECK(got.x_m == Approx(at["pos"].get<double>()).epsilon(1e-9));
        CHECK(got.mean_sd_m == Approx(at["sd_mean"].get<double>()).epsilon(1e-9));
        CHECK(got.one_sd_m == Approx(at["sd_pred"].get<double>()).epsilon(1e-9));
    }
}

TEST_CASE("residuals of alternating sign earn no credit and a slow wave costs most observations", "[rates]")
{
    std::vector<double> t_yr, wave, alternating;
    std::vector<long long> days;
    for (int i = 0; i < 40; ++i) {
        t_yr.push_back(i);
        days.push_back(365 * i);
        wave.push_back(std::sin(i / 5.0));
        alternating.push_back(i % 2 == 0 ? 1 : -1);
    }
    CHECK(neighbour_correlation(t_yr, days, alternating) == Approx(-39.0 / 40));
    CHECK(effective_number(40, -39.0 / 40) == 40);
    CHECK(neighbour_correlation(t_yr, days, wave) > 0.9);
    CHECK(effective_number(40, 0.6) == Approx(10));
    CHECK(effective_number(40, 1.5) == Approx(40 * 0.01 / 1.99));
}

TEST_CASE("irregular dates of a slow wave show its memory too", "[rates]")
{
    std::vector<double> t_yr, wave;
    std::vector<long long> days;
    for (int day = 0; day < 3000; day += day % 7 == 0 ? 16 : 25) {
        t_yr.push_back(day / 365.25);
        days.push_back(day);
        wave.push_back(std::sin(day / 200.0));
    }
    CHECK(neighbour_correlation(t_yr, days, wave) > 0.8);
}

TEST_CASE("rows of one day count as one independent observation", "[rates]")
{
    const auto doubled = [](int copies) {
        History history;
        for (int i = 0; i < 24; ++i)
            for (int k = 0; k < copies; ++k) history.push_back({{i * 31LL * 86400000 + k * 24000, false}, 100.0 + (i * 7 % 5) + 0.01 * k});
        return change_statistics(history);
    };
    CHECK(*doubled(1)["neff"] <= 24);
    CHECK(*doubled(2)["neff"] <= 24);
    CHECK(*doubled(2)["n"] == 48);
    CHECK(*doubled(2)["LCIac"] == Approx(*doubled(1)["LCIac"]).epsilon(0.05));
    CHECK(*doubled(2)["LCI"] < 0.75 * *doubled(1)["LCI"]);  // what the ordinary interval makes of copies
}
