#include "algorithms/tides/estimate_slope.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using Series = std::vector<LevelledPosition>;

namespace {

/// Levels that alias to 17 and 29 days, a trend, a season, and noise.
Series beach(double tan_beta, double noise_m, int n, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, noise_m);
    Series series;
    for (int i = 0; i < n; ++i) {
        const double days = 8.0 * i, t_yr = 2000 + days / 365.25;
        const double level_m = 0.5 * std::sin(2 * std::numbers::pi * days / 17.3) + 0.3 * std::sin(2 * std::numbers::pi * days / 28.7);
        series.push_back(
            {t_yr, 200 - 0.5 * (t_yr - 2000) + 5 * std::cos(2 * std::numbers::pi * t_yr) - level_m / tan_beta + noise(random), level_m});
    }
    return series;
}

SlopeEstimate by(const std::string& method, const Series& series)
{
    SlopeOptions options;
    options.method = method;
    return estimate_slope(series, options);
}

}  // namespace

TEST_CASE("both methods give the slopes worked out independently", "[tides][oracle]")
{
    const auto file = testing::shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const auto want = testing::read_json(file)["10_tides"]["slope"];
    Series series;
    const Instant first = parse_iso(want["first"].get<std::string>())->instant;
    for (std::size_t i = 0; i < want["tide"].size(); ++i) {
        const Instant time{first.milliseconds + static_cast<std::int64_t>(i) * 8 * 86'400'000, false};
        series.push_back({time.julian_year(), want["x_raw"][i], want["tide"][i]});
    }
    const SlopeEstimate regression = by("regression", series);
    CHECK(*regression.run_m_per_m == Approx(want["regression"]["k"].get<double>()).epsilon(1e-4));
    CHECK(*regression.slope == Approx(want["regression"]["tan_beta"].get<double>()).epsilon(1e-4));
    CHECK(*regression.lower == Approx(want["regression"]["lo"].get<double>()).epsilon(1e-4));
    CHECK(*regression.upper == Approx(want["regression"]["hi"].get<double>()).epsilon(1e-4));
    const SlopeEstimate spectral = by("spectral", series);
    CHECK(*spectral.peak_period_days == Approx(want["spectral"]["peak_period_days"].get<double>()).epsilon(1e-5));
    CHECK(*spectral.run_m_per_m == Approx(want["spectral"]["k"].get<double>()).epsilon(1e-3));
    CHECK(*spectral.slope == Approx(want["spectral"]["tan_beta"].get<double>()).epsilon(1e-3));
}

TEST_CASE("without noise both methods find the slope", "[tides]")
{
    for (const double tan_beta : {0.03, 0.08, 0.15}) {
        const Series series = beach(tan_beta, 0, 400, 1);
        CHECK(*by("regression", series).slope == Approx(tan_beta).epsilon(1e-6));
        CHECK(*by("spectral", series).slope == Approx(tan_beta).epsilon(0.02));
    }
}

TEST_CASE("the interval of the regression holds the true slope in 95 of 100 cases", "[tides]")
{
    int held = 0;
    for (unsigned seed = 1; seed <= 1000; ++seed) {
        const SlopeEstimate estimate = by("regression", beach(0.08, 6, 300, seed));
        REQUIRE(estimate.slope);
        held += *estimate.lower <= 0.08 && 0.08 <= *estimate.upper ? 1 : 0;
    }
    INFO(held);
    CHECK(held >= 930);
    CHECK(held <= 970);
}

TEST_CASE("turning the levels over turns a slope into a refusal", "[tides]")
{
    Series series = beach(0.08, 3, 300, 5);
    for (LevelledPosition& p : series) p.level_m = -p.level_m;
    for (const std::string method : {"regression", "spectral"}) {
        const SlopeEstimate estimate = by(method, series);
        CHECK_FALSE(estimate.slope);
        CHECK(estimate.flags == std::vector<std::string>{"wrong sign"});
    }
}

TEST_CASE("a slope that the data do not show is not given, with the reason", "[tides]")
{
    CHECK(by("regression", beach(0.08, 1, 49, 1)).flags.front() == "few dates");
    CHECK(by("regression", beach(0.08, 500, 60, 1)).flags.front() == "not identifiable");
    CHECK(by("regression", beach(0.001, 1, 300, 1)).flags.front() == "implausible slope");
    Series still = beach(0.08, 1, 300, 1);
    for (LevelledPosition& p : still) p.level_m *= 0.05;
    CHECK(by("regression", still).flags.front() == "no tide range");
    Series locked = beach(0.08, 1, 300, 1);
    for (LevelledPosition& p : locked) p.level_m = std::sin(2 * std::numbers::pi * p.t_yr);
    CHECK(by("regression", locked).flags.front() == "not identifiable");
    CHECK(by("regression", beach(0.08, 20, 700, 2)).flags.front() == "weak tide signal");
    SlopeOptions unknown;
    unknown.method = "guess";
    CHECK_THROWS_AS(unknown.validate(), UsageError);
}

TEST_CASE("slopes of a table come from uncorrected places, transect by transect", "[tides]")
{
    std::vector<Position> table;
    for (const LevelledPosition& p : beach(0.08, 1, 100, 3))
        for (const std::string id : {"B", "A"}) {
            Position row;
            row.transect = id;
            row.date = {static_cast<std::int64_t>((p.t_yr - 1970) * seconds_per_julian_year * 1000), false};
            row.tide_m = p.level_m;
            (id == "A" ? row.raw_m : row.distance_m) = p.x_m;
            if (id == "A") row.distance_m = 1e6, row.slope = 0.1;
            table.push_back(row);
        }
    const auto estimates = estimate_slopes(table, {});
    REQUIRE(estimates.size() == 2);
    CHECK(estimates[0].transect == "B");
    CHECK(estimates[1].n == 100);
    CHECK(*estimates[0].slope == Approx(*estimates[1].slope));
    table[1].raw_m.reset();
    CHECK_THROWS_AS(estimate_slopes(table, {}), UnsafeError);
}

TEST_CASE("copies of rows do not make a slope surer", "[tides]")
{
    const Series series = beach(0.1, 5, 60, 11);
    std::vector<Position> once;
    for (const LevelledPosition& p : series) {
        Position row;
        row.transect = "A";
        row.date = {static_cast<std::int64_t>((p.t_yr - 1970) * seconds_per_julian_year * 1000), false};
        row.distance_m = p.x_m;
        row.tide_m = p.level_m;
        once.push_back(row);
    }
    std::vector<Position> thrice;
    for (int copy = 0; copy < 3; ++copy) thrice.insert(thrice.end(), once.begin(), once.end());
    const auto one = estimate_slopes(once, {}), three = estimate_slopes(thrice, {});
    REQUIRE(three.size() == 1);
    CHECK(three[0].n == 60);
    CHECK(*three[0].slope == *one[0].slope);
    CHECK(*three[0].lower == *one[0].lower);
    SlopeOptions many;
    many.min_dates = 100;
    CHECK(estimate_slopes(thrice, many)[0].flags == std::vector<std::string>{"few dates"});
}
