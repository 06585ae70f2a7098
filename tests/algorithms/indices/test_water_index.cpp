#include "algorithms/indices/water_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "algorithms/shorelines/trace.hpp"
#include "algorithms/thresholds/choose.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

Reflectance pixel(double blue, double green, double red, double nir, double swir1, double swir2)
{
    Reflectance r;
    const auto one = [](double v) { return Pixels::Constant(1, 1, static_cast<float>(v)); };
    r[Band::blue] = one(blue), r[Band::green] = one(green), r[Band::red] = one(red);
    r[Band::nir] = one(nir), r[Band::swir1] = one(swir1), r[Band::swir2] = one(swir2);
    return r;
}

double value(const std::string& name, const Reflectance& r)
{
    return static_cast<double>(compute(water_index_named(name), r).values(0, 0));
}

Reflectance two_bands(double green, double x) { return pixel(0.1, green, 0.1, x, x, x); }

}  // namespace

TEST_CASE("every water index reproduces its paper on a hand-worked pixel of wet sand", "[indices]")
{
    const Reflectance wet_sand = pixel(.10, .13, .15, .17, .12, .07);
    const std::map<std::string, double> by_hand{
        {"ndwi", -.04 / .30},
        {"mndwi", .01 / .25},
        {"awei-nsh", 4 * .01 - (.0425 + .1925)},
        {"awei-sh", .10 + .325 - 1.5 * .29 - .0175},
        {"wi2015", 1.7204 + 22.23 + .45 - 11.9 - 5.4 - 4.97},
        {"scowi", .10 - .08 - .09 - .035},
        {"ndvi", .02 / .32},
    };
    for (const WaterIndex& index : water_indices()) {
        CAPTURE(index.name);
        REQUIRE(by_hand.count(index.name) == 1);
        CHECK(value(index.name, wet_sand) == Approx(by_hand.at(index.name)).epsilon(1e-6));
    }
}

TEST_CASE("the indices of eight reference surfaces", "[indices]")
{
    const auto file = testing::shared("design/fixtures/methods_fixtures.json");
    if (file.empty()) return;
    const auto surfaces = testing::read_json(file)["2_indices"];
    for (const auto& [surface, facts] : surfaces.items()) {
        const auto& r = facts["reflectance"];
        const Reflectance bands = pixel(r["blue"], r["green"], r["red"], r["nir"], r["swir1"], r["swir2"]);
        for (const auto& [key, expected] : facts["expected"].items()) {
            CAPTURE(surface, key);
            if (key == "ndmi") continue;
            const double found = value(key, bands);
            if (expected.is_null())
                CHECK(std::isnan(found));
            else
                CHECK(found == Approx(std::min(expected.get<double>(), key == "mndwi" ? 1.0 : 1e9)).epsilon(2e-6));
        }
    }
}

TEST_CASE("a normalised difference without a denominator is missing, never 0", "[indices]")
{
    CHECK(std::isnan(value("ndwi", two_bands(.02, -.02))));
    CHECK(std::isnan(value("ndwi", two_bands(0, 0))));
    CHECK(std::isnan(value("ndwi", two_bands(4e-7, 4e-7))));
    CHECK(value("ndwi", two_bands(.001, .002)) == Approx(-1. / 3).epsilon(1e-6));
}

TEST_CASE("green above a negative band is certain water and takes no part in histograms", "[indices]")
{
    const IndexImage image = compute(water_index_named("MNDWI"), two_bands(.035, -.010));
    CHECK(image.values(0, 0) == 1.0F);
    CHECK(image.by_rule(0, 0) == 1);
    CHECK(image.negative_reflectance == 1);
    CHECK(image.set_by_rule == 1);
    CHECK(image.outside_domain());
}

TEST_CASE("a negative green band makes a normalised difference undefined, also where the ratio would look like water", "[indices]")
{
    for (const double x : {-.03, -.01, .01, .03, .3}) {
        CAPTURE(x);
        const IndexImage image = compute(water_index_named("ndwi"), two_bands(-.02, x));
        CHECK(std::isnan(image.values(0, 0)));
        CHECK(image.undefined == 1);
        CHECK(image.negative_reflectance == 1);
    }
}

TEST_CASE("a linear index keeps negative bands and counts them", "[indices]")
{
    const IndexImage image = compute(water_index_named("awei_nsh"), pixel(.04, .035, .02, .004, -.01, -.012));
    CHECK(static_cast<double>(image.values(0, 0)) == Approx(.212).epsilon(1e-6));
    CHECK(image.negative_reflectance == 1);
    CHECK(image.set_by_rule == 0);
    CHECK_FALSE(image.outside_domain());
}

TEST_CASE("a missing band makes the index missing", "[indices]")
{
    const IndexImage image = compute(water_index_named("ndwi"), two_bands(.1, std::nan("")));
    CHECK(std::isnan(image.values(0, 0)));
    CHECK(image.measured == 0);
    CHECK(image.undefined == 0);
}

TEST_CASE("an unknown index, the moisture index and an absent band are refused with a reason", "[indices]")
{
    try {
        water_index_named("NDMI");
        FAIL("accepted");
    } catch (const UsageError& e) {
        CHECK(std::string(e.what()).find("moisture") != std::string::npos);
    }
    CHECK_THROWS_AS(water_index_named("water"), UsageError);
    Reflectance green_only;
    green_only[Band::green] = Pixels::Constant(1, 1, .1F);
    CHECK_THROWS_AS(compute(water_index_named("ndwi"), green_only), UsageError);
}

TEST_CASE("scaling both bands changes no normalised difference, and thread counts change no bit", "[indices]")
{
    Reflectance r, scaled;
    r[Band::green].resize(150, 40), r[Band::nir].resize(150, 40);
    for (int i = 0; i < 150; ++i)
        for (int j = 0; j < 40; ++j) {
            r[Band::green](i, j) = .01F + .002F * static_cast<float>((i * 7 + j * 13) % 97);
            r[Band::nir](i, j) = .01F + .003F * static_cast<float>((i * 31 + j * 5) % 89);
        }
    scaled[Band::green] = r[Band::green] * 4, scaled[Band::nir] = r[Band::nir] * 4;
    const Pixels once = compute(water_index_named("ndwi"), r).values;
    CHECK((once == compute(water_index_named("ndwi"), scaled).values).all());
    for (const int threads : {2, 7}) {
        set_thread_count(threads);
        CHECK((once == compute(water_index_named("ndwi"), r).values).all());
    }
    set_thread_count(1);
}

TEST_CASE("a pixel has the same index among ordinary pixels as alone", "[indices]")
{
    const float absent = std::nanf("");
    const std::vector<std::array<float, 2>> pixels{{.1F, .05F}, {absent, .2F}, {.2F, absent}, {.1F, -.01F}, {-.1F, .2F},
                                                   {0, 0},      {1e-7F, 0},    {0, -.1F},     {0, .1F},     {.3F, .3F}};
    const auto image_of = [](const std::vector<std::array<float, 2>>& row) {
        Reflectance reflectance;
        const auto cols = static_cast<Eigen::Index>(row.size());
        reflectance[Band::green].resize(1, cols);
        reflectance[Band::nir].resize(1, cols);
        for (Eigen::Index i = 0; i < cols; ++i) {
            reflectance[Band::green](0, i) = row[static_cast<std::size_t>(i)][0];
            reflectance[Band::nir](0, i) = row[static_cast<std::size_t>(i)][1];
        }
        return compute(water_index_named("ndwi"), reflectance);
    };
    for (const auto& pixel : pixels)
        for (const auto& other : pixels) {
            std::vector<std::array<float, 2>> row(100, other);
            row[70] = pixel;
            const IndexImage together = image_of(row), one = image_of({pixel}), rest = image_of({other});
            const auto same = [](float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); };
            CHECK(same(together.values(0, 70), one.values(0, 0)));
            CHECK(same(together.values(0, 3), rest.values(0, 0)));
            CHECK(together.by_rule(0, 70) == one.by_rule(0, 0));
            CHECK(together.measured == one.measured + 99 * rest.measured);
            CHECK(together.undefined == one.undefined + 99 * rest.undefined);
            CHECK(together.negative_reflectance == one.negative_reflectance + 99 * rest.negative_reflectance);
            CHECK(together.set_by_rule == one.set_by_rule + 99 * rest.set_by_rule);
        }
}

TEST_CASE("ndvi is high on land and the others on water", "[indices]")
{
    const Reflectance water = pixel(.060, .055, .035, .020, .010, .006), plants = pixel(.030, .060, .035, .350, .180, .080);
    for (const WaterIndex& index : water_indices()) {
        CAPTURE(index.name);
        const double wet = value(index.name, water), green = value(index.name, plants);
        CHECK((wet > green) == !index.land_high);
        CHECK(index.seaward(wet) > index.seaward(green));
        CHECK(index.seaward(wet) > index.seaward(index.natural_cut));
        CHECK(index.seaward(green) < index.seaward(index.natural_cut));
        CHECK(index.seaward(index.seaward(wet)) == wet);
    }
    CHECK(value("ndvi", plants) == Approx(.315 / .385).epsilon(1e-6));
}

TEST_CASE("ndvi of red above a negative near infrared is certainly no vegetation, and of a negative red unknown", "[indices]")
{
    const auto ndvi = [](double red, double nir) { return compute(water_index_named("ndvi"), pixel(.1, .1, red, nir, .1, .1)); };
    CHECK(ndvi(.01, -.002).values(0, 0) == -1.0F);
    CHECK(ndvi(.01, -.002).by_rule(0, 0) == 1);
    CHECK(ndvi(.035, .02).by_rule(0, 0) == 1);  // water takes no part in the histogram
    CHECK(ndvi(.035, .02).set_by_rule == 0);
    CHECK(ndvi(.15, .17).by_rule(0, 0) == 0);
    CHECK(std::isnan(ndvi(-.001, .3).values(0, 0)));
    CHECK(std::isnan(ndvi(0, 0).values(0, 0)));
    IndexImage turned = ndvi(.035, .35);
    turned.turn_seaward(water_index_named("ndvi"));
    CHECK(static_cast<double>(turned.values(0, 0)) == Approx(-.315 / .385).epsilon(1e-6));
}

TEST_CASE("the edge of vegetation runs with the beach and the sea on its right", "[indices]")
{
    Reflectance coast;  // plants in the west, sand, sea in the east
    coast[Band::red] = Pixels::Constant(20, 40, .27F), coast[Band::nir] = Pixels::Constant(20, 40, .32F);
    coast[Band::red].leftCols(15).setConstant(.035F), coast[Band::nir].leftCols(15).setConstant(.35F);
    coast[Band::red].rightCols(15).setConstant(.035F), coast[Band::nir].rightCols(15).setConstant(.02F);
    const WaterIndex& ndvi = water_index_named("ndvi");
    IndexImage image = compute(ndvi, coast);
    image.turn_seaward(ndvi);
    const Grid grid{20, 40, 500000, 9000000, 10, -10, {}};
    const double threshold = choose_threshold("otsu", image, {}).value;
    CHECK(ndvi.seaward(threshold) > .2);
    const TracedShoreline traced = trace_shoreline(image.values, {}, grid, threshold, {});
    REQUIRE(traced.lines.size() == 1);
    const Polyline& line = traced.lines.front();
    CHECK(line.front().x == Approx(500150).margin(5));  // between plants and sand
    CHECK(line.back().y > line.front().y);              // northwards: east is on the right
}

TEST_CASE("waterline indices are all but the edge of vegetation", "[indices]")
{
    const std::vector<std::string> all = water_index_names(), waterlines = water_index_names(true);
    CHECK(all.size() == water_indices().size());
    CHECK(waterlines.size() + 1 == all.size());
    CHECK(std::find(waterlines.begin(), waterlines.end(), "ndvi") == waterlines.end());
}
