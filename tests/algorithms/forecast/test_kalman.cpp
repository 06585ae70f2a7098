#include "algorithms/forecast/kalman.hpp"

#include <cmath>

#include "algorithms/forecast/forecast.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::testing;
using nlohmann::json;

namespace {

Series golden(const json& series)
{
    return series_of(
        history_of(series["t"].get<std::vector<double>>(), series["d"].get<std::vector<double>>(), series["u"].get<std::vector<double>>()),
        {});
}

KalmanState at(const Series& series, const KalmanOptions& options, double first_year, double year)
{
    return advance(filter(series, fit_line(series.t_yr, series.x_m), options), year - first_year, options.noise_m2_per_yr3);
}

}  // namespace

TEST_CASE("a gap moves the shoreline with its rate and widens what is known of it", "[forecast]")
{
    const KalmanState start{0, 100, -2, 9, 0, 0.25};
    const KalmanState then = advance(start, 10, 0.01);
    CHECK(then.x_m == 80);
    CHECK(then.rate_m_per_yr == -2);
    CHECK(then.p_xx == Approx(9 + 100 * 0.25 + 0.01 * 1000 / 3));
    CHECK(then.p_xr == Approx(10 * 0.25 + 0.01 * 100 / 2));
    CHECK(then.p_rr == Approx(0.25 + 0.01 * 10));
}

TEST_CASE("a gap in one step is the same as in many", "[forecast][law]")
{
    KalmanState steps{0, 100, -2, 9, 0.3, 0.25};
    const KalmanState once = advance(steps, 7.3, 0.01);
    for (int i = 1; i <= 73; ++i) steps = advance(steps, i / 10.0, 0.01);
    CHECK(steps.x_m == Approx(once.x_m).epsilon(1e-12));
    CHECK(steps.p_xx == Approx(once.p_xx).epsilon(1e-12));
    CHECK(steps.p_xr == Approx(once.p_xr).epsilon(1e-12));
    CHECK(steps.p_rr == Approx(once.p_rr).epsilon(1e-12));
}

TEST_CASE("an observation as sure as the forecast is met half way", "[forecast]")
{
    const KalmanState after = assimilate({0, 100, -2, 9, 3, 4}, 106, 9);
    CHECK(after.x_m == Approx(103));
    CHECK(after.rate_m_per_yr == Approx(-2 + 3.0 / 18 * 6));
    CHECK(after.p_xx == Approx(4.5));
    CHECK(after.p_xr == Approx(1.5));
    CHECK(after.p_rr == Approx(4 - 9.0 / 18));
}

TEST_CASE("two observations of one date are both assimilated, in either order", "[forecast][law]")
{
    const KalmanState start{0, 100, -2, 9, 3, 4};
    const KalmanState ab = assimilate(assimilate(start, 106, 9), 98, 4), ba = assimilate(assimilate(start, 98, 4), 106, 9);
    CHECK(ab.x_m == Approx(ba.x_m));
    CHECK(ab.p_xx == Approx(ba.p_xx));
    CHECK(ab.rate_m_per_yr == Approx(ba.rate_m_per_yr));
}

TEST_CASE("three long histories have the forecasts of DSAS, without its clock and rounding", "[forecast][oracle]")
{
    const auto file = shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const json all = read_json(file), &want = all["13_forecast"]["kalman_dsas"];
    for (const char* name : {"A", "B", "C"}) {
        CAPTURE(name);
        const json& series = all["12_rates"]["golden"][name];
        KalmanOptions options;
        options.lse_m = want[name]["LSE"].get<double>();
        options.lci_m_per_yr = want[name]["LCI"].get<double>();
        for (const char* horizon : {"ten", "twenty"}) {
            const json& then = want[name][horizon];
            const KalmanState got = at(golden(series), options, series["t"][0].get<double>(), then["t"].get<double>());
            CHECK(got.x_m == Approx(then["pos"].get<double>()).margin(1e-5));
            CHECK(got.sd_m() == Approx(then["sd"].get<double>()).margin(1e-5));
        }
    }
    for (const json& then : all["13_forecast"]["kalman_continuous_dsas_inputs"]) {
        const json& series = all["12_rates"]["golden"]["A"];
        const KalmanState got = at(golden(series), {0.01, 37.1, 0.9}, series["t"][0].get<double>(), then["year"].get<double>());
        CHECK(got.x_m == Approx(then["pos"].get<double>()).epsilon(1e-9));
        CHECK(got.sd_m() == Approx(then["sd"].get<double>()).epsilon(1e-9));
        CHECK(got.rate_m_per_yr == Approx(then["rate"].get<double>()).epsilon(1e-9));
    }
}
