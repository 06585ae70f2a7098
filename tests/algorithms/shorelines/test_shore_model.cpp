#include <cmath>

#include "tests/algorithms/shorelines/shore_pixels.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

/// Share of what lies between two places, by adding up a Gaussian.
double integrated(double t, double blur, double from, double to)
{
    double sum = 0;
    constexpr int steps = 200000;
    const double step = 20.0 / steps;
    for (int i = 0; i < steps; ++i) {
        const double s = -10 + (i + 0.5) * step;
        if (t + s * blur >= from && t + s * blur < to) sum += std::exp(-0.5 * s * s) * step;
    }
    return sum / std::sqrt(2 * 3.141592653589793);
}

ShoreVector some_unknowns(const ShoreUnknowns& at)
{
    ShoreVector x = ShoreVector::Zero(at.size());
    x[ShoreUnknowns::waterline] = 0.13, x[at.swash()] = 0.4, x[at.wet()] = 0.9, x[at.dry()] = 2.1, x[at.blur(0)] = 0.04;
    for (int b = 0; b < at.bands(); ++b) x[at.shift(b)] = 0.02 * (b - 1.3);
    for (int k = 0; k < static_cast<int>(at.list().size()); ++k)
        for (int b = 0; b < at.bands(); ++b) x[at.colour(k, b)] = 0.05 + 0.07 * ((3 * k + 2 * b) % 5);
    return x;
}

}  // namespace

TEST_CASE("what a pixel sees of strips is the integral of the blur over them", "[layers]")
{
    const ShoreStrips strips{true, true, true};
    const EdgePlaces places = ShoreEdges{0.2, 0.5, 0.8, 1.5}.places(strips);
    CHECK(places.count == 4);
    CHECK(places.at[0] == Approx(0.7));
    CHECK(places.at[3] == Approx(-2.1));
    for (const double t : {-3.0, -0.4, 0.0, 0.37, 2.2}) {
        CAPTURE(t);
        const SeenStrips seen = seen_strips(t, 0.53, places);
        CHECK(std::abs(seen.share[0] - integrated(t, 0.53, places.at[0], 99)) < 5e-5);
        for (std::size_t k = 1; k < 4; ++k) CHECK(std::abs(seen.share[k] - integrated(t, 0.53, places.at[k], places.at[k - 1])) < 5e-5);
        CHECK(std::abs(seen.share[4] - integrated(t, 0.53, -99, places.at[3])) < 5e-5);
        for (std::size_t k = 0; k < 4; ++k) {
            const double z = (t - places.at[k]) / 0.53, exact = 0.5 * std::erfc(-z / std::sqrt(2.0));
            double beyond = 0;
            for (std::size_t j = 0; j <= k; ++j) beyond += seen.share[j];
            CHECK(std::abs(beyond - exact) < 3e-8);
            CHECK(std::abs(seen.density[k] - std::exp(-0.5 * z * z) / (0.53 * std::sqrt(2 * 3.141592653589793))) < 1e-6);
        }
    }
}

TEST_CASE("the right-hand side of a fit is half the fall of its objective, by differences", "[layers]")
{
    ShorePixels coast;
    coast.ground = edge_at(0.2);
    const ShoreSetting setting(coast);
    const ShoreUnknowns at({true, true, true}, 1, 4);
    const ShoreVector x = some_unknowns(at);
    const ShoreSystem here = shore_system(setting.problem(), at, x, 2);
    for (int i = 0; i < at.size(); ++i) {
        CAPTURE(i);
        const double step = 1e-5;
        ShoreVector plus = x, minus = x;
        plus[i] += step, minus[i] -= step;
        const double fall =
            shore_system(setting.problem(), at, minus, 2).objective() - shore_system(setting.problem(), at, plus, 2).objective();
        CHECK(here.right[i] == Approx(fall / (4 * step)).epsilon(1e-3).margin(1e-6 * here.objective()));
    }
}

TEST_CASE("the information of a fit is the curvature of its objective where the model fits", "[layers]")
{
    ShorePixels coast;
    coast.ground = edge_at(0.2);
    ShoreSetting setting(coast);
    const ShoreUnknowns at({}, 1, 4);
    ShoreVector x = ShoreVector::Zero(at.size());
    for (int b = 0; b < 4; ++b) x[at.colour(0, b)] = water_colour[b], x[at.colour(1, b)] = sand_colour[b], x[at.shift(b)] = 0.01 * b;
    x[0] = 0.2, x[at.blur(0)] = 0.02;
    // The means become what the model says: then no second derivative is left out.
    for (ShoreBin& bin : setting.sample.grids[0].bins)
        for (int b = 0; b < 4; ++b) {
            const SeenStrips seen = seen_strips(bin.t - x[at.shift(b)], 0.53 * std::exp(0.02), at.edges_of(x).places({}));
            bin.mean[b] = seen.share[0] * water_colour[b] + seen.share[1] * sand_colour[b];
        }
    const ShoreSystem here = shore_system(setting.problem(), at, x, 0);
    CHECK(here.chi_squared < 1e-12);
    for (int i = 0; i < at.size(); ++i)
        for (int j = 0; j <= i; ++j) {
            CAPTURE(i, j);
            const double step = 1e-4;
            ShoreVector plus = x, minus = x;
            plus[j] += step, minus[j] -= step;
            const double slope =
                (shore_system(setting.problem(), at, minus, 0).right[i] - shore_system(setting.problem(), at, plus, 0).right[i]) /
                (2 * step);
            const double scale = std::sqrt(here.information(i, i) * here.information(j, j));
            CHECK(std::abs(here.information(i, j) - slope) < 1e-4 * scale);
            CHECK(here.information(i, j) == here.information(j, i));
        }
}
