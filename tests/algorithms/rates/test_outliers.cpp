#include "algorithms/rates/outliers.hpp"

#include <cmath>

#include "algorithms/rates/despike.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using Indices = std::vector<std::size_t>;

namespace {

struct Yearly {
    std::vector<double> t_yr, x_m, u_m;
    explicit Yearly(std::vector<double> x) : x_m(std::move(x)), u_m(x_m.size(), std::nan(""))
    {
        for (std::size_t i = 0; i < x_m.size(); ++i) t_yr.push_back(static_cast<double>(i));
    }
    OutlierSeries series() const { return {t_yr, x_m, u_m}; }
};

}  // namespace

TEST_CASE("a storm position off an eroding trend is flagged, the ends of the trend are not", "[rates][oracle]")
{
    const auto file = tasi::testing::shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const auto want = tasi::testing::read_json(file)["11_outliers"];
    const Yearly yearly(want["distance"].get<std::vector<double>>());
    CHECK(find_outliers(yearly.series(), {}) == Indices{9});  // 2009

    std::vector<double> residuals;
    for (std::size_t i = 0; i < yearly.x_m.size(); ++i) residuals.push_back(yearly.x_m[i] - (100 - 4.0 * static_cast<double>(i)));
    const std::vector<double> z = modified_z_scores(residuals);
    for (std::size_t i = 0; i < z.size(); ++i) CHECK(z[i] == Approx(want["modified_z"][i].get<double>()).margin(1e-9));
}

TEST_CASE("spikes are taken out one after the other", "[rates]")
{
    const std::vector<double> x{100, 102, 98, 160, 101, 99, 97, 30, 33, 100, 103, 101};
    CHECK(despike(x, 40) == Indices{3, 7, 8});
    OutlierOptions options;
    options.rule = "despike";
    CHECK(find_outliers(Yearly(x).series(), options) == Indices{3, 7, 8});
}

TEST_CASE("despiking a lasting step or two points finds nothing to take out inside", "[rates]")
{
    CHECK(despike(std::vector<double>{100, 100, 100, 50, 50, 50}, 40).empty());
    CHECK(despike(std::vector<double>{100, 0}, 40).empty());
    CHECK(despike(std::vector<double>{}, 40).empty());
    CHECK(despike(std::vector<double>{100, 10, 12, 11}, 40) == Indices{0});
}

TEST_CASE("fewer than eight positions flag only what no coast does", "[rates]")
{
    CHECK(find_outliers(Yearly({300, 296, 292, 287, 284, 9300}).series(), {}) == Indices{5});
    CHECK(find_outliers(Yearly({300, 296, 292, 287, 284, 180}).series(), {}).empty());
    CHECK(find_outliers(Yearly({300, 296, 292, 9000}).series(), {}).empty());
}

TEST_CASE("a series without scatter has no outlier, and one deviation from a perfect line is one", "[rates]")
{
    std::vector<double> line;
    for (int i = 0; i < 12; ++i) line.push_back(100 + 0.1 * i);
    CHECK(find_outliers(Yearly(line).series(), {}).empty());
    line[5] += 3;
    CHECK(find_outliers(Yearly(line).series(), {}) == Indices{5});
    CHECK(modified_z_scores({0, 0, 0, 0}) == std::vector<double>{0, 0, 0, 0});
    CHECK(modified_z_scores({}).empty());
}

TEST_CASE("an imprecise position may lie farther off when residuals are divided by uncertainty", "[rates]")
{
    Yearly yearly({100, 101, 99, 100, 102, 125, 100, 99, 101, 100, 98, 100});
    yearly.u_m.assign(12, 1);
    yearly.u_m[5] = 30;
    OutlierOptions options;
    CHECK(find_outliers(yearly.series(), options) == Indices{5});
    options.by_uncertainty = true;
    CHECK(find_outliers(yearly.series(), options).empty());
}

TEST_CASE("rule none looks at nothing", "[rates]")
{
    OutlierOptions options;
    options.rule = "none";
    CHECK(find_outliers(Yearly({1, 1, 2, 1, 1, 9000, 1, 2, 1, 1}).series(), options).empty());
}
