#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/bench/rates/fixes.hpp"
#include "tests/bench/rates/rates_report.hpp"
#include "tests/bench/rates/series.hpp"
#include "tests/bench/rates/treatments.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::bench;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

const Treatment& treatment(const std::string& name)
{
    return *std::find_if(treatments().begin(), treatments().end(), [&](const Treatment& t) { return t.name == name; });
}

/// Twenty years that move by 1 m a year, as imaged with an error in turn of +-3 m and placed without.
std::vector<DatedFix> advancing()
{
    std::vector<DatedFix> fixes;
    for (int year = 0; year < 20; ++year) {
        const double error = year % 2 == 0 ? 3 : -3;
        fixes.push_back({*instant_of(2000 + year, 1, 1, 12), year + error, year + 0.1 * error, 1});
    }
    return fixes;
}

/// One series of a stable coast on which every treatment has the same error.
RatesStudy two_methods(double judged_error, double other_error)
{
    RatesStudy study;
    study.methods = {{"ours", "", {}, true}, {"other", "", {}, false}};
    SeriesTrends series;
    series.series.name = "straight";
    for (const double error : {judged_error, other_error})
        series.trends.push_back(std::vector<std::vector<Trend>>(treatments().size(), std::vector<Trend>(3, {error, 0.1})));
    study.series.push_back(series);
    return study;
}

}  // namespace

TEST_CASE("a line's positions are told from the coast as drawn, seaward positive, after the image is moved back", "[rates-bench]")
{
    const std::vector<Crossline> across{{{0, 0}, {0, 1}}, {{500, 0}, {0, 1}}};
    const Found found{{{{100, 14}, {-100, 14}}}, {{2, 3}}};
    const auto here = fixes(across, found, {-80, 4});  // the image lies 80 m west and 4 m north of the ground
    CHECK(here[0].x_m == Approx(10));
    CHECK(here[0].sigma_m == 3);  // of the vertex at -100, 20 m away
    CHECK(std::isnan(here[1].x_m));
}

TEST_CASE("of several crossings the one nearest to the coast as drawn counts", "[rates-bench]")
{
    const Found found{{{{10, 90}, {-10, 90}}, {{10, -30}, {-10, -30}}, {{10, 40}, {-10, 40}}}, {}};
    const Fix fix = fixes({{{0, 0}, {0, 1}}}, found, {}).front();
    CHECK(fix.x_m == Approx(-30));
    CHECK(std::isnan(fix.sigma_m));
}

TEST_CASE("every treatment finds the rate of a coast that moves evenly, and placed scenes find it better", "[rates-bench]")
{
    for (const Treatment& t : treatments()) CHECK(t.trend(advancing()).rate_m_per_yr == Approx(1).margin(0.05));
    CHECK(treatment("placed").trend(advancing()).half_width_90_m_per_yr <
          0.2 * treatment("plain").trend(advancing()).half_width_90_m_per_yr);
}

TEST_CASE("an outlier pulls plain least squares alone", "[rates-bench]")
{
    std::vector<DatedFix> fixes = advancing();
    fixes.back().x_m += 60;
    fixes.back().placed_x_m += 60;
    CHECK(treatment("plain").trend(fixes).rate_m_per_yr > 1.3);
    for (const char* name : {"outliers", "placed", "weighted"}) CHECK(treatment(name).trend(fixes).rate_m_per_yr == Approx(1).margin(0.05));
}

TEST_CASE("a position that says it is unsure counts little in the weighted treatment", "[rates-bench]")
{
    std::vector<DatedFix> fixes = advancing();
    for (std::size_t i = 0; i < 5; ++i) fixes[i].placed_x_m += 1, fixes[i].placed_sd_m = 20;
    CHECK(treatment("placed").trend(fixes).rate_m_per_yr < 0.96);  // not far enough off to be outliers
    CHECK(treatment("weighted").trend(fixes).rate_m_per_yr == Approx(1).margin(0.02));
}

TEST_CASE("fewer than ten positions give no trend", "[rates-bench]")
{
    std::vector<DatedFix> fixes = advancing();
    for (std::size_t i = 0; i < 11; ++i) fixes[i].x_m = fixes[i].placed_x_m = missing;
    for (const Treatment& t : treatments()) CHECK(std::isnan(t.trend(fixes).rate_m_per_yr));
}

TEST_CASE("the judged method passes with at most 70 % of the best other's median error", "[rates-bench]")
{
    CHECK(judge(two_methods(0.069, 0.1)).passed);
    CHECK_FALSE(judge(two_methods(0.071, 0.1)).passed);
    CHECK_FALSE(judge(two_methods(missing, 0.1)).passed);  // no line at all is no success
}

TEST_CASE("a series runs from 1990 to 2020 in order of time, Sentinel-2 from mid 2015 on", "[rates-bench]")
{
    const auto scenes = acquisitions(series_kinds(1).front());
    CHECK(scenes.size() == 68);
    CHECK(std::is_sorted(scenes.begin(), scenes.end(), [](const Acquisition& a, const Acquisition& b) { return a.date < b.date; }));
    CHECK(scenes.front().date.year() == 1990);
    CHECK(scenes.back().date.year() == 2019);
    for (const Acquisition& a : scenes)
        if (a.sensor->name != "landsat-30m") CHECK(a.date.year() >= 2015);
}

TEST_CASE("the truth of a scene stands where its rate and tide have moved the coast to", "[rates-bench]")
{
    SeriesKind series = series_kinds(1)[0];  // straight
    series.rate_m_per_yr = -2;
    series.beach_slope = 0.1;
    Acquisition a = acquisitions(series).front();
    a.t_yr = -10;
    a.tide_m = 0.5;
    const auto scene = render(series, a);
    const Fix fix = fixes({crosslines(series)[3]}, {scene.truth, {}}, {}).front();
    CHECK(fix.x_m == Approx(20 - 5));
}
