#include "algorithms/rates/averages.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using tasi::testing::read_json;
using tasi::testing::shared;

TEST_CASE("neighbouring uncertainties are worth fewer independent ones", "[rates]")
{
    const auto file = shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const auto want = read_json(file)["12_rates"]["nstar"];
    const auto u = want["u"].get<std::vector<double>>();
    CHECK(independent_transects(u) == Approx(want["nstar"].get<double>()).epsilon(1e-9));
    std::vector<std::optional<double>> rates(u.size(), -0.5), uncertainties(u.begin(), u.end());
    const auto average = average_rate(rates, uncertainties);
    CHECK(average->mean_m_per_yr == Approx(-0.5));
    CHECK(average->spread_m_per_yr == Approx(0).margin(1e-12));
    CHECK(average->uncertainty_m_per_yr == Approx(want["u_mean"].get<double>()).epsilon(1e-9));
}

TEST_CASE("a transect without rate or uncertainty has no say, and none at all give no average", "[rates]")
{
    const auto average = average_rate({1.0, std::nullopt, 3.0, 9.0}, {0.5, 0.5, 0.7, std::nullopt});
    CHECK(average->n == 2);
    CHECK(average->mean_m_per_yr == Approx(2));
    CHECK(average->spread_m_per_yr == Approx(std::sqrt(2.0)));
    CHECK_FALSE(average_rate({std::nullopt}, {1.0}));
    CHECK_FALSE(average_of({}));
}

TEST_CASE("equal uncertainties show no independence; one transect is one", "[rates]")
{
    CHECK(independent_transects(std::vector<double>{0.5, 0.5, 0.5, 0.5}) == 1);
    CHECK(independent_transects(std::vector<double>{0.5}) == 1);
}

TEST_CASE("independent transects of stretches that do not touch add up", "[rates]")
{
    const AverageRate a{4, 1.0, 0.0, 2.0, 0.4}, b{12, -1.0, 0.0, 6.0, 0.2};
    const auto all = average_of({a, b});
    CHECK(all->n == 16);
    CHECK(all->n_independent == 8);
    CHECK(all->mean_m_per_yr == Approx(-0.5));
    CHECK(all->spread_m_per_yr == Approx(std::sqrt((4 * 2.25 + 12 * 0.25) / 15)));
    CHECK(all->uncertainty_m_per_yr == Approx((4 * 0.4 * std::sqrt(2) + 12 * 0.2 * std::sqrt(6)) / 16 / std::sqrt(8)));
}
