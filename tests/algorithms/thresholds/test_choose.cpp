#include "algorithms/thresholds/choose.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <boost/math/distributions/normal.hpp>

#include "algorithms/thresholds/separability.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// `count` evenly spaced quantiles of a normal distribution.
std::vector<double> normal_values(int count, double mean, double deviation)
{
    const boost::math::normal_distribution<> normal(mean, deviation);
    std::vector<double> values;
    for (int i = 0; i < count; ++i) values.push_back(boost::math::quantile(normal, (i + 0.5) / count));
    return values;
}

IndexImage image_of(std::vector<double> values, int cols = 100)
{
    IndexImage image;
    const auto rows = static_cast<Eigen::Index>(values.size()) / cols;
    image.values.resize(rows, cols);
    for (Eigen::Index i = 0; i < image.values.size(); ++i) image.values.data()[i] = static_cast<float>(values[static_cast<std::size_t>(i)]);
    return image;
}

IndexImage two_modes(int land, int water, double apart)
{
    std::vector<double> values = normal_values(land, 0, 1);
    for (const double v : normal_values(water, apart, 1)) values.push_back(v);
    return image_of(values);
}

std::string refusal(const IndexImage& image, const Mask& mask = {}, const std::string& rule = "otsu")
{
    try {
        choose_threshold(rule, image, mask);
    } catch (const NoResultError& e) {
        return e.name() + " " + e.what();
    }
    return "accepted";
}

bool says(const std::string& text, const std::string& word) { return text.find(word) != std::string::npos; }

}  // namespace

TEST_CASE("two clear modes are parted and their separability is Otsu's with equal masses", "[thresholds]")
{
    const Threshold t = choose_threshold("otsu", two_modes(50000, 50000, 6), {});
    CHECK(t.value == Approx(3).margin(0.02));
    CHECK(t.separability == Approx(0.9004586436).epsilon(1e-3));
    CHECK(t.valley == Approx(0.9777820073).epsilon(1e-2));
    CHECK(t.land == 50000);
    CHECK(t.valid_share == 1);
}

TEST_CASE("the valley between modes grows with their distance and vanishes for one mode", "[thresholds]")
{
    struct Case {
        int land, water;
        double apart, threshold, separability, valley;
    };
    for (const Case& c :
         {Case{50000, 50000, 2, 1, .68051, 0}, Case{50000, 50000, 3, 1.5, .74747, .35822}, Case{50000, 50000, 4, 2, .81364, .72942},
          Case{50000, 50000, 8, 4, .94118, .99933}, Case{90000, 10000, 6, 6 - 3.0175, .89665, .93819}}) {
        CAPTURE(c.apart, c.water);
        const IndexImage image = two_modes(c.land, c.water, c.apart);
        const Separability s = separability(Sample(image, {}), c.threshold);
        CHECK(s.separability == Approx(c.separability).margin(2e-3));
        CHECK(s.valley == Approx(c.valley).margin(0.04));  // of the densities themselves: smoothing lowers it a little
    }
}

TEST_CASE("a class beyond the percentiles leaves no valley", "[thresholds]")
{
    std::vector<double> values = normal_values(10000, 0, 1);
    values.insert(values.end(), 11, 50.0);  // the 99.9 percentile lies in the gap, just below the 11
    const IndexImage image = image_of(values, 1);
    CHECK(separability(Sample(image, {}), 25).valley == 0);
}

TEST_CASE("one mode is refused, though its separability is high", "[thresholds]")
{
    const std::string gaussian = refusal(image_of(normal_values(20000, 0, 1)));
    CHECK(says(gaussian, "NOT-BIMODAL"));
    CHECK(says(gaussian, "not bimodal"));
    CHECK(says(gaussian, "separability 0.63"));
    std::vector<double> uniform;
    for (int i = 0; i < 20000; ++i) uniform.push_back((i * 7919) % 20000);
    CHECK(says(refusal(image_of(uniform)), "separability 0.750"));
    CHECK(says(refusal(image_of(normal_values(20000, 0, 1)), {}, "0"), "not bimodal"));
}

TEST_CASE("noise of any seed is refused", "[thresholds]")
{
    for (unsigned seed = 1; seed <= 5; ++seed) {
        std::mt19937 random(seed);
        std::normal_distribution<> normal;
        std::vector<double> values(9000);
        for (double& v : values) v = normal(random);
        CHECK(says(refusal(image_of(values)), "NOT-BIMODAL"));
    }
}

TEST_CASE("too little water in view is refused", "[thresholds]")
{
    CHECK(says(refusal(two_modes(98000, 2000, 6)), "NOT-BIMODAL"));
    CHECK(says(refusal(two_modes(9960, 40, 50)), "40 water"));
    CHECK(says(refusal(two_modes(10000, 10000, 6), {}, "30"), "0 water"));
}

TEST_CASE("a constant index is refused as constant", "[thresholds]")
{
    CHECK(says(refusal(image_of(std::vector<double>(400, .25))), "constant"));
}

TEST_CASE("missing, masked and too few pixels are refused as no valid pixels", "[thresholds]")
{
    IndexImage image = two_modes(5000, 5000, 6);
    CHECK(says(refusal(image, Mask::Constant(100, 100, PixelFlag::cloud)), "no valid pixels"));
    Mask mostly = Mask::Constant(100, 100, PixelFlag::fill);
    mostly.col(3) = 0, mostly.col(50) = 0, mostly.col(90) = 0;
    CHECK(says(refusal(image, mostly), "too few valid pixels (3 %"));
    mostly = (mostly != 0).select(Mask::Constant(100, 100, PixelFlag::outside), mostly);
    CHECK(refusal(image, mostly) == "accepted");  // outside the area of interest is not missing
    image.values.setConstant(std::numeric_limits<float>::quiet_NaN());
    CHECK(says(refusal(image), "no valid pixels"));
}

TEST_CASE("values set by a domain rule take no part in the threshold", "[thresholds]")
{
    IndexImage image = two_modes(10000, 10000, 6);
    const double before = choose_threshold("otsu", image, {}).value;
    IndexImage more = image;
    more.values.conservativeResize(300, 100);
    more.values.bottomRows(100).setConstant(1000);
    more.by_rule = Mask::Zero(300, 100);
    more.by_rule.bottomRows(100).setConstant(1);
    CHECK(choose_threshold("otsu", more, {}).value == before);
    more.by_rule.setConstant(1);
    CHECK(says(refusal(more), "NOT-BIMODAL"));
}

TEST_CASE("a number is used as it is and an unknown rule is refused", "[thresholds]")
{
    const IndexImage image = two_modes(10000, 10000, 6);
    const Threshold t = choose_threshold(" 2.5 ", image, {});
    CHECK(t.value == 2.5);
    CHECK(t.rule == "2.5");
    CHECK_THROWS_AS(choose_threshold("best", image, {}), UsageError);
    CHECK_THROWS_AS(choose_threshold("nan", image, {}), UsageError);
    CHECK_THROWS_AS(choose_threshold("0", image, {}, {.bins = 1}), UsageError);
}

TEST_CASE("the threshold and its figures do not depend on the number of threads", "[thresholds]")
{
    const IndexImage image = two_modes(70000, 40000, 5.3);
    const Threshold one = choose_threshold("otsu", image, {});
    for (const int threads : {2, 7}) {
        set_thread_count(threads);
        const Threshold many = choose_threshold("otsu", image, {});
        CHECK(many.value == one.value);
        CHECK(many.separability == one.separability);
        CHECK(many.valley == one.valley);
    }
    set_thread_count(1);
}
