#include "algorithms/thresholds/search.hpp"

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr int size_px = 400;

/// Kinds of land and water from left to right with a winding border, each with its share of the columns and its mean.
struct Strip {
    double share, mean;
};

IndexImage strips(const std::vector<Strip>& kinds, double noise_sd, unsigned seed = 3)
{
    std::mt19937 random(seed);
    std::normal_distribution<> noise(0, noise_sd);
    IndexImage image;
    image.values.resize(size_px, size_px);
    for (int r = 0; r < size_px; ++r)
        for (int c = 0; c < size_px; ++c) {
            double at = (c + .5) / size_px + .005 * std::sin(r / 20.), end = 0;
            double mean = kinds.back().mean;
            for (const Strip& kind : kinds)
                if (at < (end += kind.share)) {
                    mean = kind.mean;
                    break;
                }
            image.values(r, c) = static_cast<float>(mean + noise(random));
        }
    return image;
}

std::string refusal(const IndexImage& image, const ThresholdOptions& options = {})
{
    try {
        choose_threshold("auto", image, {}, options);
    } catch (const NoResultError& error) {
        return error.name();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("auto is Otsu's threshold of all pixels wherever that holds", "[thresholds]")
{
    const IndexImage image = strips({{.6, -.3}, {.4, .5}}, .1);
    const Threshold automatic = choose_threshold("auto", image, {}, {.natural_cut = 0}), otsu = choose_threshold("otsu", image, {});
    CHECK(automatic.value == otsu.value);
    CHECK(automatic.separability == otsu.separability);
    CHECK(automatic.rule == "auto");
    CHECK(automatic.sample == "all pixels inside the area");
    CHECK(automatic.contrast() == Approx(.8).margin(.01));
}

TEST_CASE("two per cent of water six deviations away are found along their own border", "[thresholds]")
{
    const IndexImage image = strips({{.98, 0}, {.02, 6}}, 1);
    CHECK_THROWS_AS(choose_threshold("otsu", image, {}), NoResultError);
    const Threshold found = choose_threshold("auto", image, {});
    CHECK(found.value == Approx(3).margin(.15));
    CHECK(found.sample.find("within 10 of the border") != std::string::npos);
    const double water = static_cast<double>(found.water) / static_cast<double>(found.water + found.land);
    CHECK(water > .3);
    CHECK(found.separability > .8);
}

TEST_CASE("half a per cent of water far away is found although it is a small class", "[thresholds]")
{
    const IndexImage image = strips({{.995, -.3}, {.005, .5}}, .05);
    CHECK_THROWS_AS(choose_threshold("otsu", image, {}), NoResultError);
    CHECK(choose_threshold("auto", image, {}, {.border_reach_px = 3}).value == Approx(.1).margin(.03));
}

TEST_CASE("the border between forest and soil is not taken for the shore", "[thresholds]")
{
    const IndexImage image = strips({{.6, -.7}, {.37, -.2}, {.03, .4}}, .06);
    const Threshold otsu = choose_threshold("otsu", image, {});
    CHECK(otsu.value < -.3);  // sure of itself, and wrong
    CHECK(otsu.separability > .8);
    CHECK(refusal(image, {.natural_cut = 0}) == "THREE-CLASSES");
    CHECK(choose_threshold("auto", image, {}).value == otsu.value);  // nothing is known of the index
}

TEST_CASE("water that the index calls land stays water where nothing better is in view", "[thresholds]")
{
    const IndexImage muddy = strips({{.5, -.6}, {.5, -.05}}, .05);
    CHECK(choose_threshold("auto", muddy, {}, {.natural_cut = 0}).value == Approx(-.325).margin(.03));
}

TEST_CASE("noise, gradients and speckle stay refused", "[thresholds]")
{
    for (unsigned seed = 1; seed <= 5; ++seed) CHECK(refusal(strips({{1, 0}}, 1, seed)) == "NOT-BIMODAL");
    IndexImage slope = strips({{1, 0}}, .01);
    for (int r = 0; r < size_px; ++r) slope.values.row(r) += .002F * static_cast<float>(r);
    CHECK(refusal(slope) == "NOT-BIMODAL");
    IndexImage speckle = strips({{1, -.3}}, .05);
    std::mt19937 random(11);
    for (int i = 0; i < 800; ++i) speckle.values(static_cast<int>(random() % size_px), static_cast<int>(random() % size_px)) = .5F;
    CHECK(refusal(speckle, {.natural_cut = 0}) == "NOT-BIMODAL");
    CHECK(refusal(strips({{.98, -.9}, {.02, -.5}}, .02), {.natural_cut = 0}) != "NO-VALID-PIXELS");
}

TEST_CASE("the narrowest zone with an answer gives the threshold and is named", "[thresholds]")
{
    const IndexImage image = strips({{.6, -.3}, {.4, .5}}, .1);
    Mask near = Mask::Constant(size_px, size_px, PixelFlag::outside), all = Mask::Zero(size_px, size_px), land_only = near;
    near.middleCols(200, 80).setZero(), land_only.leftCols(100).setZero();
    CHECK(choose_threshold_in("otsu", image, {{&near, "near"}, {&all, "all"}}).sample == "near");
    CHECK(choose_threshold_in("otsu", image, {{&land_only, "land"}, {&all, "all"}}).sample == "all");
    CHECK_THROWS_AS(choose_threshold_in("otsu", image, {{&land_only, "land"}}), NoResultError);
}

TEST_CASE("what auto finds does not depend on the number of threads", "[thresholds]")
{
    const IndexImage image = strips({{.98, 0}, {.02, 6}}, 1);
    const Threshold one = choose_threshold("auto", image, {});
    set_thread_count(7);
    const Threshold many = choose_threshold("auto", image, {});
    set_thread_count(1);
    CHECK(many.value == one.value);
    CHECK(many.separability == one.separability);
    CHECK(many.valley == one.valley);
}
