#include <cmath>
#include <limits>

#include "scenes/synthetic/measured/measured_scene.hpp"
#include "tests/bench/accuracy/bound.hpp"
#include "tests/bench/accuracy/rules.hpp"
#include "tests/bench/accuracy/station_errors.hpp"
#include "tests/bench/accuracy/statistics.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::bench;
using namespace tasi::scenes::measured;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Two methods on clean and hazy scenes of one coast; the first is judged.
Study two_methods(double judged_rmse, double other_rmse, double judged_bias, double within_1 = 0.7)
{
    Study study;
    study.methods = {{"ours", "", {}, true}, {"other", "", {}, false}};
    for (const char* nuisance : {"clean", "haze"}) {
        Statistics ours, other;
        ours.bias = judged_bias, ours.cost = judged_rmse, other.cost = other_rmse;
        ours.stated = 100, ours.within_1 = within_1, ours.within_2 = 0.93;
        study.cells.push_back({"curved", "landsat-30m", nuisance, 0.02, {ours, other}});
    }
    return study;
}

std::vector<bool> passed(const Study& study)
{
    std::vector<bool> result;
    for (const Verdict& v : judge(study)) result.push_back(v.passed);
    return result;
}

}  // namespace

TEST_CASE("errors at stations are summed up as bias, root mean square, 95 % and the share within their sigmas", "[accuracy]")
{
    const Statistics s = statistics({{0.3, 0.2}, {-0.1, 0.2}, {missing, missing}, {0.4, missing}});
    CHECK(s.stations == 4);
    CHECK(s.missing == 0.25);
    CHECK(s.bias == Approx(0.2));                        // (0.3 - 0.1 + 0.4) / 3
    CHECK(s.rmse == Approx(std::sqrt(0.26 / 3)));        // 0.09 + 0.01 + 0.16
    CHECK(s.cost == Approx(std::sqrt((0.26 + 9) / 4)));  // a station without a line counts 3 pixels
    CHECK(s.p95 == Approx(0.39));                        // rank 1.9 of 0.1 0.3 0.4
    CHECK(s.stated == 2);
    CHECK(s.within_1 == 0.5);
    CHECK(s.within_2 == 1);
    CHECK(std::isnan(statistics({{missing, missing}}).rmse));
    CHECK(statistics({{missing, missing}}).cost == 3);
}

TEST_CASE("a line beside the truth is found at its distance, seaward positive, and one beyond three pixels is not", "[accuracy]")
{
    const double off_px = GENERATE(0.0, 0.25, -1.5, 2.9, 3.1, -4.0);
    const MeasuredScene scene = render(straight_coast(17), sensor_kind_named("sentinel-2-20m"), {}, 1);
    Found found;
    for (Polyline line : scene.truth) {
        const Vector seaward = unit(right_of(line.back() - line.front()));
        for (Point& p : line) p = p + (off_px * 20) * seaward;
        found.lines.push_back(line);
        found.sigma_m.push_back({4, 10});
    }
    for (const StationError& e : station_errors(scene, found)) {
        if (std::abs(off_px) > 3) {
            REQUIRE(std::isnan(e.error_px));
            continue;
        }
        REQUIRE(e.error_px == Approx(off_px).margin(1e-6));
        REQUIRE((e.sigma_px == 0.2 || e.sigma_px == 0.5));
    }
}

TEST_CASE("of two crossings the nearer one counts, and the shift of the image is no error of the method", "[accuracy]")
{
    const MeasuredScene scene =
        render(straight_coast(0), sensor_kind_named("sentinel-2-20m"), {}, RenderOrder{.seed = 1, .shift_m = Vector{7, 8}});
    Found found;
    for (const double off_m : {26.0, -12.0}) {
        Polyline line = scene.truth.front();
        for (Point& p : line) p = p + Vector{0, 8 + off_m};
        found.lines.push_back(line);
    }
    for (const StationError& e : station_errors(scene, found)) REQUIRE(e.error_px == Approx(-0.6).margin(1e-6));
}

TEST_CASE("the attainable error of one band without texture is the closed form of Cramer and Rao", "[accuracy]")
{
    // 1.883 sigma / contrast sqrt(s / p), in pixels.
    MeasuredScene scene;
    for (Surface& surface : scene.colours.zones) surface = {};
    scene.colours.zones[number_of(Zone::dry)].reflectance = {0, 0, 0, 0.2, 0, 0};
    const SensorKind sensor{"one band", "", 10, {{1, {Band::nir}, 0.53, {0.01}}}};
    CHECK(attainable_error_px(scene, straight_coast(0), sensor, {}) == Approx(1.883 / 20 * std::sqrt(0.53)).epsilon(1e-3));
    // A pixel of twice the size covers two rows: error^2 in its own pixels / 2 per row, and twice as many pixels of the finest layer.
    const SensorKind coarse{"one coarse band", "", 10, {{2, {Band::nir}, 0.53, {0.01}}}};
    CHECK(attainable_error_px(scene, straight_coast(0), coarse, {}) ==
          Approx(std::sqrt(2.0) * 2 * 1.883 / 20 * std::sqrt(0.53)).epsilon(1e-3));
}

TEST_CASE("the judged method must be good on clean scenes, better than the others on the whole and nowhere worse", "[accuracy]")
{
    CHECK(passed(two_methods(0.05, 0.10, 0.02)) == std::vector<bool>{true, true, true, true});
    CHECK(passed(two_methods(0.05, 0.10, -0.04)) == std::vector<bool>{false, true, true, true});       // biased
    CHECK(passed(two_methods(0.07, 0.20, 0.02)) == std::vector<bool>{false, true, true, true});        // too far off on clean scenes
    CHECK(passed(two_methods(0.05, 0.08, 0.02)) == std::vector<bool>{true, false, true, true});        // not that much better
    CHECK(passed(two_methods(0.06, 0.02, 0.02)) == std::vector<bool>{true, false, false, true});       // worse by 0.04
    CHECK(passed(two_methods(0.05, 0.10, 0.02, 0.80)) == std::vector<bool>{true, true, true, false});  // its sigma is too large
    CHECK(passed(two_methods(missing, 0.1, 0.02)) == std::vector<bool>{false, false, false, true});
}
