#include "algorithms/thresholds/rules.hpp"

#include <cmath>
#include <set>
#include <vector>

#include "algorithms/thresholds/balanced.hpp"
#include "algorithms/thresholds/minimum_error.hpp"
#include "algorithms/thresholds/peak_fraction.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

const std::vector<double> land{2, 6, 12, 6, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    water{0, 0, 0, 0, 0, 1, 4, 20, 60, 120, 180, 200, 160, 90, 40, 15};

Histogram of(const std::vector<double>& counts) { return {-.8, .8, counts}; }

Histogram both()
{
    std::vector<double> sum = land;
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += water[k];
    return of(sum);
}

/// Counts of two normal densities over 256 bins of [-1, 1].
Histogram two_normals(double land_share, double land_sd, double water_sd)
{
    Histogram bins(-1, 1, 256);
    const auto density = [](double x, double mean, double sd) { return std::exp(-.5 * (x - mean) * (x - mean) / (sd * sd)) / sd; };
    std::vector<double> counts;
    for (int k = 0; k < 256; ++k)
        counts.push_back(land_share * density(bins.centre(k), -.3, land_sd) + (1 - land_share) * density(bins.centre(k), .5, water_sd));
    return {-1, 1, counts};
}

}  // namespace

TEST_CASE("classes of equal mass move Otsu's cut out of the mode of the larger class", "[thresholds]")
{
    CHECK(otsu(both()).first_bin == 9);  // inside the water
    CHECK(otsu(both(), TieRule::first_centre).threshold == Approx(.15));
    const OtsuCut cut = otsu(balanced(of(land), of(water)));
    CHECK(cut.first_bin == 6);
    CHECK(cut.threshold == Approx(-.1));
}

TEST_CASE("how many pixels of a class are counted changes no balanced cut", "[thresholds]")
{
    const double cut = otsu(balanced(of(land), of(water))).threshold;
    std::vector<double> more = water;
    for (double& count : more) count *= 1024;
    CHECK(otsu(balanced(of(land), of(more))).threshold == cut);
}

TEST_CASE("classes counted over other bins or empty are not balanced", "[thresholds]")
{
    CHECK_THROWS_AS(balanced(of(land), Histogram(-.8, .9, water)), BugError);
    CHECK_THROWS_AS(balanced(of(land), of(std::vector<double>(16, 0))), NoResultError);
}

TEST_CASE("the balanced cut of a sample parts it first by Otsu's", "[thresholds]")
{
    const auto file = testing::shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const auto facts = testing::read_json(file)["4_thresholds"]["class_balanced"];
    Histogram all(-.5, .45, facts["bins"].get<int>());
    for (const char* name : {"land", "water"})
        for (const double value : facts[name].get<std::vector<double>>()) all.add(value);
    CHECK(otsu_balanced(all).threshold == Approx(facts["balanced_mid"].get<double>()).epsilon(1e-12));
    CHECK(otsu_balanced(all, TieRule::first_centre).threshold == Approx(facts["balanced_first"].get<double>()).epsilon(1e-12));
}

TEST_CASE("the cut of least error is an interior minimum, never a class of one bin", "[thresholds]")
{
    const MinimumErrorCut cut = minimum_error(both());
    CHECK(cut.bin == 4);
    CHECK(cut.threshold == Approx(-.3));
    CHECK(cut.criterion == Approx(-2.195577484).epsilon(1e-9));
    CHECK(minimum_error(balanced(of(land), of(water))).bin == 5);
}

TEST_CASE("the cut of least error lies where unequal normal densities cross", "[thresholds]")
{
    for (const double share : {.5, .9, .97}) {
        CAPTURE(share);
        const Histogram all = two_normals(share, .15, .05);
        const auto density = [](double x, double mean, double sd) { return std::exp(-.5 * (x - mean) * (x - mean) / (sd * sd)) / sd; };
        double x = 0;
        while (share * density(x, -.3, .15) > (1 - share) * density(x, .5, .05)) x += 1e-4;
        CHECK(minimum_error(all).threshold == Approx(x).margin(.02));
        CHECK(otsu(all).threshold < x - .04);
    }
}

TEST_CASE("one mode has no cut of least error", "[thresholds]")
{
    CHECK_THROWS_AS(minimum_error(two_normals(1, .2, .2)), NoResultError);
    CHECK_THROWS_AS(minimum_error(Histogram(0, 1, {5, 5})), NoResultError);
    CHECK_THROWS_AS(minimum_error(of({0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})), NoResultError);
}

TEST_CASE("a class below the least mass is no class", "[thresholds]")
{
    const Histogram rare = two_normals(.995, .05, .05);
    CHECK_THROWS_AS(minimum_error(rare), NoResultError);
    CHECK(minimum_error(rare, .001).threshold == Approx(.1).margin(.1));
}

TEST_CASE("the peak fraction is measured from the water", "[thresholds]")
{
    Histogram land_only(-.8, .8, 160), water_only(-.8, .8, 160);
    for (int i = 0; i < 100; ++i) land_only.add(-.365), water_only.add(.425), land_only.add(-.7 + .005 * i), water_only.add(.1 + .005 * i);
    const PeakFractionCut cut = peak_fraction(land_only, water_only, .7);
    CHECK(cut.peak_land == Approx(-.365));
    CHECK(cut.peak_water == Approx(.425));
    CHECK(cut.threshold == Approx(.425 - .7 * .79));
    CHECK(peak_fraction(of(land), of(water), 0).threshold == peak_fraction(of(land), of(water), .5).peak_water);
}

TEST_CASE("the peak fraction of the wide and the narrow mode of a sample", "[thresholds]")
{
    const PeakFractionCut cut = peak_fraction(two_normals(.6, .15, .05), .7);
    CHECK(cut.peak_land == Approx(-.3).margin(.01));
    CHECK(cut.peak_water == Approx(.5).margin(.01));
    CHECK(cut.threshold == Approx(.5 - .7 * .8).margin(.01));
}

TEST_CASE("a threshold is auto, a rule of the table or a finite number", "[thresholds]")
{
    std::set<std::string> names;
    for (const ThresholdRule& rule : threshold_rules()) {
        CAPTURE(rule.name);
        CHECK(names.insert(rule.name).second);
        CHECK_FALSE(rule.doc.empty());
        CHECK_FALSE(rule.source.empty());
        CHECK(threshold_choice(" " + rule.name + " ").rule == &rule);
        CHECK(threshold_choices().find(rule.name) != std::string::npos);
    }
    CHECK(names == std::set<std::string>{"otsu", "otsu-balanced", "minimum-error", "peak-fraction"});
    CHECK(threshold_choice("AUTO").automatic);
    CHECK(threshold_choice("Otsu").text == "otsu");
    CHECK(threshold_choice("0.25").number == .25);
    CHECK(threshold_choice("0.25").rule == nullptr);
    CHECK(threshold_choice("peak-fraction").number == .7);
    CHECK(threshold_choice("peak-fraction:0.4").number == .4);
    for (const char* text :
         {"", "best", "nan", "0,2", "otsu:0.5", "auto:1", "peak-fraction:", "peak-fraction:0", "peak-fraction:1", "peak-fraction:x"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(threshold_choice(text), UsageError);
    }
}

TEST_CASE("every rule finds the gap between two clear modes", "[thresholds]")
{
    const HistogramOf histogram = [](int bins) {
        Histogram all(-1, 1, bins);
        for (int i = 0; i < 2000; ++i) all.add(-.7 + .0004 * (i % 1000)), all.add(.5 + .0001 * (i % 1000));
        return all;
    };
    for (const ThresholdRule& rule : threshold_rules()) {
        CAPTURE(rule.name);
        const double t = rule.value(histogram, {.parameter = rule.parameter.value_or(0)});
        CHECK(t > -.3);
        CHECK(t < .5);
    }
}
