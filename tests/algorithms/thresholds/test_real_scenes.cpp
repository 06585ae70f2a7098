#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "algorithms/thresholds/choose.hpp"
#include "algorithms/thresholds/sample.hpp"
#include "algorithms/thresholds/separability.hpp"
#include "src/core/error.hpp"
#include "src/io/raster_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

const std::string liverpool =
    "data/landsat_c2_liverpool_coast/LC08_L2SP_204023_20200927_20201006_02_T1/LC08_L2SP_204023_20200927_20201006_02_T1_SR_";

Pixels read(const std::string& name, int band = 0)
{
    const auto file = testing::shared(name);
    if (file.empty()) return {};
    io::start_up();
    io::Session session;
    const io::RasterFile raster(session, file.string());
    return raster.read(band, raster.info().grid.whole());
}

/// The normalised difference of green and `x`.
IndexImage difference(const std::string& index, const Pixels& green, const Pixels& x)
{
    Reflectance reflectance;
    reflectance[Band::green] = green;
    reflectance[index == "ndwi" ? Band::nir : Band::swir1] = x;
    return compute(water_index_named(index), reflectance);
}

/// Landsat 8 Level 2, Sefton coast; empty without the data.
IndexImage liverpool_index(const std::string& index)
{
    const Pixels green = read(liverpool + "B3.TIF"), x = read(liverpool + (index == "ndwi" ? "B5.TIF" : "B6.TIF"));
    if (green.size() == 0) return {};
    return difference(index, green * 2.75e-5F - .2F, x * 2.75e-5F - .2F);
}

/// Landsat 7, stored numbers, Olinda; empty without the data.
IndexImage olinda_index(const std::string& index)
{
    const std::string file = "data/landsat7_olinda_coast/L7_ETMs.tif";
    const Pixels green = read(file, 1), x = read(file, index == "ndwi" ? 3 : 4);
    return green.size() == 0 ? IndexImage{} : difference(index, green, x);
}

/// One band of Sentinel-2, stored numbers, Virginia: what is judged is the method, land is the bright side.
IndexImage virginia_band(const std::string& band)
{
    IndexImage image;
    image.values = read("data/sentinel2_l1c_virginia_barrier_20m/s2_" + band + ".jp2");
    return image;
}

IndexImage image_of(const std::vector<double>& values)
{
    IndexImage image;
    image.values.resize(static_cast<Eigen::Index>(values.size() / 100), 100);
    for (Eigen::Index i = 0; i < image.values.size(); ++i) image.values.data()[i] = static_cast<float>(values[static_cast<std::size_t>(i)]);
    return image;
}

std::vector<double> normal_noise(int count, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<> normal;
    std::vector<double> values(static_cast<std::size_t>(count));
    for (double& value : values) value = normal(random);
    return values;
}

/// Separability and valley of a refused cut by Otsu.
Separability refused(const IndexImage& image)
{
    CHECK_THROWS_AS(choose_threshold("otsu", image, {}), NoResultError);
    const Mask no_mask;
    const Sample sample(image, no_mask);
    const ValueRange range = sample.range();
    return separability(sample, otsu(sample.histogram(range.min, range.max, 256)).threshold);
}

struct Accepted {
    std::string scene, index;
    double threshold, first_centre, separability, valley;
};

}  // namespace

TEST_CASE("real coasts are accepted with the separability and valley that others found", "[thresholds]")
{
    for (const Accepted& wanted : {Accepted{"liverpool", "mndwi", .290387482689, .287021658322, .969955228721, .994030717385},
                                   Accepted{"liverpool", "ndwi", .179840714394, .176255927902, .912293825671, .941132856999},
                                   Accepted{"olinda", "mndwi", .258958907254, .256172520661, .967782278469, .99034306339},
                                   Accepted{"olinda", "ndwi", .34102443609, .338604323308, .901436369157, .931275836953},
                                   Accepted{"virginia", "B8A", 1374.9609375, 1361.09179688, .786055979601, .883352282499},
                                   Accepted{"virginia", "B11", 1153.375, 1143.2734375, .791932208702, .673549408845},
                                   Accepted{"virginia", "B12", 770.5, 760.90625, .724958520642, .565649799998}}) {
        CAPTURE(wanted.scene, wanted.index);
        const IndexImage image = wanted.scene == "liverpool" ? liverpool_index(wanted.index)
                                 : wanted.scene == "olinda"  ? olinda_index(wanted.index)
                                                             : virginia_band(wanted.index);
        if (image.values.size() == 0) continue;
        const Threshold found = choose_threshold("otsu", image, {});
        CHECK(found.value == Approx(wanted.threshold).epsilon(1e-5));
        CHECK(choose_threshold("auto", image, {}, {.natural_cut = 0}).value == found.value);
        CHECK(found.valley == Approx(wanted.valley).margin(3e-3));  // details of smoothing differ
        // Theirs is the separability at the centre of the bin.
        const Threshold first = choose_threshold("otsu", image, {}, {.tie = TieRule::first_centre});
        CHECK(first.value == Approx(wanted.first_centre).epsilon(1e-5));
        CHECK(first.separability == Approx(wanted.separability).margin(1e-5));
    }
}

TEST_CASE("noise of one kind is refused with the separability of its distribution", "[thresholds]")
{
    const Separability many = refused(image_of(normal_noise(100'000, 5))), few = refused(image_of(normal_noise(2'000, 5)));
    CHECK(many.separability == Approx(.637).margin(.005));
    CHECK(many.valley < .02);
    CHECK(few.separability == Approx(.640).margin(.02));
    CHECK(few.valley < .1);
    std::vector<double> uniform(100'000), ratio;
    std::mt19937 random(5);
    for (double& value : uniform) value = static_cast<double>(random()) / 4294967296.;
    CHECK(refused(image_of(uniform)).separability == Approx(.75).margin(.003));
    const std::vector<double> a = normal_noise(100'000, 6), b = normal_noise(100'000, 7);
    for (std::size_t i = 0; i < a.size(); ++i) ratio.push_back((a[i] - b[i]) * .01 / (.2 + .01 * (a[i] + b[i])));
    CHECK(refused(image_of(ratio)).separability == Approx(.637).margin(.005));
}

TEST_CASE("two normal modes six deviations apart need more than two per cent of water", "[thresholds]")
{
    std::vector<double> tenth = normal_noise(100'000, 8), fiftieth = tenth;
    for (std::size_t i = 0; i < tenth.size(); ++i) tenth[i] += i % 10 == 0 ? 6 : 0, fiftieth[i] += i % 50 == 0 ? 6 : 0;
    const Threshold found = choose_threshold("otsu", image_of(tenth), {});
    CHECK(found.value == Approx(3.01).margin(.1));
    CHECK(found.separability == Approx(.897).margin(.005));
    CHECK(found.valley == Approx(.957).margin(.02));
    const Separability rare = refused(image_of(fiftieth));
    CHECK(rare.separability == Approx(.467).margin(.02));
    CHECK(rare.valley < .02);
}

TEST_CASE("the rules on real coasts keep to the gap between the modes or refuse", "[thresholds]")
{
    for (const char* index : {"ndwi", "mndwi"}) {
        CAPTURE(index);
        const IndexImage image = liverpool_index(index);
        if (image.values.size() == 0) return;
        const double otsu = choose_threshold("otsu", image, {}).value;
        CHECK(choose_threshold("otsu-balanced", image, {}).value == Approx(otsu).margin(.02));
        CHECK(choose_threshold("peak-fraction:0.5", image, {}).value == Approx(otsu).margin(.2));
    }
    CHECK(choose_threshold("minimum-error", liverpool_index("ndwi"), {}).value == Approx(.338).margin(.02));
    CHECK_THROWS_AS(choose_threshold("minimum-error", liverpool_index("mndwi"), {}), NoResultError);  // parts the narrow mode of water
}

TEST_CASE("the edge of vegetation of a real coast is no second waterline", "[thresholds]")
{
    Reflectance reflectance;
    reflectance[Band::red] = read(liverpool + "B4.TIF") * 2.75e-5F - .2F,
    reflectance[Band::nir] = read(liverpool + "B5.TIF") * 2.75e-5F - .2F;
    if (reflectance[Band::red].size() == 0) return;
    const WaterIndex& ndvi = water_index_named("ndvi");
    IndexImage image = compute(ndvi, reflectance);
    image.turn_seaward(ndvi);
    CHECK(ndvi.seaward(choose_threshold("auto", image, {}, {.natural_cut = ndvi.seaward(ndvi.natural_cut)}).value) ==
          Approx(.4675).margin(.01));
    image.by_rule.setZero();
    CHECK(ndvi.seaward(choose_threshold("otsu", image, {}).value) < 0);  // what Otsu finds where water takes part
}
