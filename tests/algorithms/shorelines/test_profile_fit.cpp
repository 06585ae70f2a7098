#include "algorithms/shorelines/profile_fit.hpp"

#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

double edge(double x, double x0, double s) { return .5 * std::erfc(-(x - x0) / s / std::sqrt(2.0)); }

const std::vector<double> places{-180, -150, -120, -90, -60, -30, 0, 30, 60, 90, 120, 150, 180};
const std::vector<double> values{0.304,           0.297,          0.302,          0.294999999869,  0.300996767429,
                                 0.30034271729,   0.207539230092, 0.045474041927, 0.0161285459555, 0.0220000277122,
                                 0.0190000000002, 0.023,          0.016};

ProfileFitOptions with_blur(double blur)
{
    ProfileFitOptions options;
    options.blur = blur;
    return options;
}

}  // namespace

TEST_CASE("an edge of thirteen pixels is fitted to a millionth of a metre", "[profile]")
{
    const auto fit = fit_profile(places, values, with_blur(15.9));
    REQUIRE(fit);
    CHECK(fit->before == Approx(0.300175099518).margin(1e-9));
    CHECK(fit->step == Approx(-0.280314056125).margin(1e-9));
    CHECK(fit->place == Approx(7.2666485779).margin(1e-6));
    CHECK(fit->residual_sd == Approx(0.00360094116363).margin(1e-9));
    CHECK(fit->place_sigma == Approx(0.569154287432).margin(1e-6));
    CHECK(fit->runs_probability > .1);
}

TEST_CASE("an exact edge is found where it is, and its blur too", "[profile]")
{
    std::vector<double> exact;
    for (const double x : places) exact.push_back(.1 + .6 * edge(x, -11, 13));
    ProfileFitOptions options = with_blur(16);
    options.least_blur = 10, options.most_blur = 36;
    const auto fit = fit_profile(places, exact, options);
    REQUIRE(fit);
    CHECK(fit->place == Approx(-11).margin(1e-4));
    CHECK(fit->blur == Approx(13).margin(1e-3));
    CHECK(fit->before == Approx(.1).margin(1e-6));
    CHECK(fit->step == Approx(.6).margin(1e-6));
}

TEST_CASE("a fit moves with its data, and stays when they are scaled", "[profile]")
{
    std::vector<double> shifted, scaled;
    for (const double x : places) shifted.push_back(x + 5);
    for (const double v : values) scaled.push_back(3 * v - 1);
    const double place = fit_profile(places, values, with_blur(15.9))->place;
    CHECK(fit_profile(shifted, values, with_blur(15.9))->place == Approx(place + 5).margin(1e-5));
    const auto other = fit_profile(places, scaled, with_blur(15.9));
    CHECK(other->place == Approx(place).margin(1e-5));
    CHECK(other->place_sigma == Approx(0.569154287432).margin(1e-5));
}

TEST_CASE("the stated error of 1500 noisy edges is their true error", "[profile]")
{
    std::mt19937 random(7);
    std::normal_distribution<> normal;
    double squares = 0, sum = 0, stated = 0, within_one = 0;
    for (int trial = 0; trial < 1500; ++trial) {
        const double truth = 30 * (static_cast<double>(random()) / 4294967296.0 - .5);
        std::vector<double> noisy;
        for (const double x : places) noisy.push_back(edge(x, truth, 15.9) + normal(random) / 20);
        const auto fit = fit_profile(places, noisy, with_blur(15.9));
        REQUIRE(fit);
        const double error = fit->place - truth;
        sum += error, squares += error * error, stated += fit->place_sigma, within_one += std::abs(error) < fit->place_sigma;
    }
    CAPTURE(std::sqrt(squares / 1500), stated / 1500, sum / 1500, within_one / 1500);
    CHECK(std::sqrt(squares / 1500) == Approx(2.19).margin(.12));
    CHECK(stated / 1500 == Approx(2.18).margin(.08));
    CHECK(std::abs(sum / 1500) < .2);
    CHECK(within_one / 1500 == Approx(.68).margin(.05));
}

TEST_CASE("too few values, or none that change, are no edge", "[profile]")
{
    const std::array<double, 3> x{-1, 0, 1}, y{0, .5, 1};
    CHECK_FALSE(fit_profile(x, y, {}));
    const std::vector<double> flat(places.size(), .3);
    CHECK_FALSE(fit_profile(places, flat, with_blur(15.9)));
    CHECK_THROWS_AS(fit_profile(places, y, {}), BugError);
}

TEST_CASE("few runs of residuals are improbable: two runs of four signs happen in a third of all orders", "[profile]")
{
    CHECK(fewer_runs_probability(2, 2, 2) == Approx(2.0 / 6));
    CHECK(fewer_runs_probability(3, 2, 2) == Approx(4.0 / 6));
    CHECK(fewer_runs_probability(4, 2, 2) == Approx(1));
    CHECK(fewer_runs_probability(2, 10, 10) == Approx(2 / 184756.0));
    CHECK(fewer_runs_probability(1, 5, 0) == 1);
}
