#include <algorithm>
#include <cmath>
#include <cstdint>

#include "algorithms/composites/median_composite.hpp"
#include "src/core/error.hpp"
#include "src/core/median.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// Scenes of one pixel.
std::vector<Pixels> scenes_of(const std::vector<float>& values)
{
    std::vector<Pixels> scenes;
    for (const float value : values) scenes.push_back(Pixels::Constant(1, 1, value));
    return scenes;
}

std::vector<const Pixels*> all(const std::vector<Pixels>& scenes)
{
    std::vector<const Pixels*> layers;
    for (const Pixels& scene : scenes) layers.push_back(&scene);
    return layers;
}

/// Reproducible numbers with gaps.
std::vector<Pixels> made_scenes(int count, int rows, int cols)
{
    std::vector<Pixels> scenes;
    std::uint32_t state = 12345;
    for (int k = 0; k < count; ++k) {
        Pixels scene(rows, cols);
        for (Eigen::Index i = 0; i < scene.size(); ++i) {
            state = state * 1664525U + 1013904223U;
            scene.data()[i] = (state >> 8) % 10 < 3 ? missing : static_cast<float>(state >> 16) / 65536.0F - 0.5F;
        }
        scenes.push_back(scene);
    }
    return scenes;
}

bool same(const Pixels& a, const Pixels& b)
{
    return std::equal(a.data(), a.data() + a.size(), b.data(), b.data() + b.size(),
                      [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}  // namespace

TEST_CASE("the composite of a hand-worked pixel", "[composites]")
{
    const auto kept = scenes_of({.05F, .12F, -.10F, .02F, -.08F}), even = scenes_of({4, 1, missing, 3, 2});
    const Composite pixel = composite_of(all(kept), {});
    CHECK(pixel.median(0, 0) == 0.02F);
    CHECK(pixel.count(0, 0) == 5);
    CHECK(static_cast<double>(pixel.sd(0, 0)) == Approx(0.0820731381147).epsilon(1e-6));
    CHECK(composite_of(all(even), {}).median(0, 0) == 2.5F);
}

TEST_CASE("every pixel is the median and the spread of its own values, for any number of scenes and pixels", "[composites]")
{
    for (const int count : {1, 2, 3, 7, 16, 33, 64, 100}) {
        const auto scenes = made_scenes(count, 3, 13);
        const Composite result = composite_of(all(scenes), {}, {1});
        for (Eigen::Index i = 0; i < result.median.size(); ++i) {
            std::vector<double> values;
            for (const Pixels& scene : scenes)
                if (!std::isnan(scene.data()[i])) values.push_back(static_cast<double>(scene.data()[i]));
            REQUIRE(result.count.data()[i] == values.size());
            if (values.empty()) continue;
            double mean = 0, squares = 0;
            for (const double value : values) mean += value / static_cast<double>(values.size());
            for (const double value : values) squares += (value - mean) * (value - mean) / static_cast<double>(values.size());
            CHECK(result.median.data()[i] == static_cast<float>(median_of(values)));
            CHECK(static_cast<double>(result.sd.data()[i]) == Approx(std::sqrt(squares)).margin(1e-7));
        }
    }
}

TEST_CASE("a pixel without observations is missing, not zero", "[composites]")
{
    const auto scenes = scenes_of({missing, missing, missing});
    const Composite result = composite_of(all(scenes), {});
    CHECK(std::isnan(result.median(0, 0)));
    CHECK(std::isnan(result.sd(0, 0)));
    CHECK(result.count(0, 0) == 0);
    CHECK(result.pooled(0, 0) == 0);
    CHECK(result.used == std::vector<long long>{0, 0, 0});
}

TEST_CASE("one observation is no composite, unless a period stands alone", "[composites]")
{
    const auto scenes = scenes_of({.25F, missing});
    CHECK(std::isnan(composite_of(all(scenes), {}).median(0, 0)));
    const Composite alone = composite_of(all(scenes), {}, {1});
    CHECK(alone.median(0, 0) == .25F);
    CHECK(alone.sd(0, 0) == 0);
    CHECK(alone.count(0, 0) == 1);
}

TEST_CASE("five observations are pooled with the neighbouring years, six are not", "[composites]")
{
    const auto five = scenes_of({.1F, .1F, .1F, .1F, .1F}), six = scenes_of({.1F, .1F, .1F, .1F, .1F, .1F});
    const auto beside = scenes_of({.3F, .3F, .3F, .3F, .3F, .3F, missing});
    const Composite pooled = composite_of(all(five), all(beside)), own = composite_of(all(six), all(beside));
    CHECK(pooled.median(0, 0) == .3F);
    CHECK(pooled.count(0, 0) == 11);
    CHECK(pooled.pooled(0, 0) == 1);
    CHECK(pooled.used == std::vector<long long>{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0});
    CHECK(own.median(0, 0) == .1F);
    CHECK(own.count(0, 0) == 6);
    CHECK(own.pooled(0, 0) == 0);
    CHECK(own.used == std::vector<long long>{1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0});
    CHECK(composite_of(all(five), {}).pooled(0, 0) == 0);  // nothing to pool with
}

TEST_CASE("the order of scenes does not matter", "[composites]")
{
    auto scenes = made_scenes(20, 7, 5);
    const Composite before = composite_of(all(scenes), {}, {1});
    std::reverse(scenes.begin(), scenes.end());
    std::swap(scenes[3], scenes[11]);
    const Composite after = composite_of(all(scenes), {}, {1});
    CHECK(same(before.median, after.median));
    CHECK((before.count == after.count).all());
    for (Eigen::Index i = 0; i < before.sd.size(); ++i)
        CHECK(static_cast<double>(before.sd.data()[i]) == Approx(static_cast<double>(after.sd.data()[i])).margin(1e-7));
}

TEST_CASE("a median lies between the least and the greatest, and shifts and mirrors with the values", "[composites]")
{
    const auto scenes = made_scenes(9, 6, 6);
    std::vector<Pixels> mirrored;
    for (const Pixels& scene : scenes) mirrored.push_back(-scene);
    const Composite result = composite_of(all(scenes), {}, {1}), mirror = composite_of(all(mirrored), {}, {1});
    CHECK(same(result.median, -mirror.median));
    CHECK(same(result.sd, mirror.sd));
}

TEST_CASE("the number of threads changes no composite", "[composites]")
{
    const auto own = made_scenes(8, 61, 17), beside = made_scenes(5, 61, 17);
    const int before = thread_count();
    set_thread_count(1);
    const Composite one = composite_of(all(own), all(beside));
    for (const int threads : {2, 7}) {
        set_thread_count(threads);
        const Composite several = composite_of(all(own), all(beside));
        CHECK(same(one.median, several.median));
        CHECK(same(one.sd, several.sd));
        CHECK((one.count == several.count).all());
        CHECK(one.used == several.used);
    }
    set_thread_count(before);
}

TEST_CASE("neighbouring images of one overpass are one observation where they overlap", "[composites]")
{
    Pixels first(1, 3), second(1, 3);
    first << .1F, .2F, missing;
    second << .3F, missing, .4F;
    keep_first(second, {&first});
    CHECK(std::isnan(second(0, 0)));
    CHECK(std::isnan(second(0, 1)));
    CHECK(second(0, 2) == .4F);
    CHECK((composite_of({&first, &second}, {}, {1}).count == 1).all());
}

TEST_CASE("a composite says what it cannot do", "[composites]")
{
    const auto scenes = scenes_of({1, 2});
    CHECK_THROWS_AS(composite_of(all(scenes), {}, {0}), UsageError);
    const Pixels other = Pixels::Zero(2, 2);
    CHECK_THROWS_AS(composite_of(all(scenes), {&other}), BugError);
}
