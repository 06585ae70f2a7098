#include "algorithms/shorelines/laplace.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "algorithms/shorelines/inflection.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/algorithms/shorelines/painted_coast.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

/// Pixels of 20 m of an edge blurred by 9 m, whose normal lies 20 degrees from x; `offset_m` along it from the middle.
std::vector<double> edge_patch(int size, double offset_m)
{
    const double angle = 20 * 3.141592653589793 / 180;
    std::vector<double> patch;
    for (int y = -(size / 2); y <= size / 2; ++y)
        for (int x = -(size / 2); x <= size / 2; ++x) {
            const double seaward_m = 20 * (x * std::cos(angle) + y * std::sin(angle)) - offset_m;
            patch.push_back(.38 + (.01 - .38) * .5 * std::erfc(-seaward_m / 9 / std::sqrt(2.0)));
        }
    return patch;
}

double estimate_m(double offset_m)
{
    const double angle = 20 * 3.141592653589793 / 180;
    return 20 * find_inflection(edge_patch(5, offset_m), 5, {0, 0}, {std::cos(angle), std::sin(angle)})->distance_px;
}

bool has(const TracedShoreline& s, const std::string& flag) { return std::find(s.flags.begin(), s.flags.end(), flag) != s.flags.end(); }

}  // namespace

TEST_CASE("a cubic surface finds an edge within a tenth of a pixel, pulled towards the middle of its patch", "[laplace]")
{
    CHECK(estimate_m(-8) == Approx(-6.06661749143).margin(1e-8));
    CHECK(estimate_m(-4) == Approx(-2.62216525026).margin(1e-8));
    CHECK(estimate_m(0) == Approx(0).margin(1e-9));
    CHECK(estimate_m(3) == Approx(1.92627803538).margin(1e-8));
    CHECK(estimate_m(6) == Approx(4.1759070075).margin(1e-8));
    CHECK(estimate_m(8) == Approx(6.06661749143).margin(1e-8));
}

TEST_CASE("patches of three pixels are refused, and flat or broken ones have no edge", "[laplace]")
{
    CHECK_THROWS_AS(find_inflection(edge_patch(3, 0), 3, {0, 0}, {1, 0}), UsageError);
    CHECK_THROWS_AS(find_inflection(edge_patch(3, 0), 5, {0, 0}, {1, 0}), BugError);
    CHECK_FALSE(find_inflection(std::vector<double>(25, .25), 5, {0, 0}, {1, 0}));
    auto broken = edge_patch(5, 0);
    broken[3] = std::nan("");
    CHECK_FALSE(find_inflection(broken, 5, {0, 0}, {1, 0}));
    LaplaceOptions options;
    options.patch = 3;
    CHECK_THROWS_AS(trace_laplace({}, {}, options), UsageError);
}

TEST_CASE("an inflection is measured from the point that is given", "[laplace]")
{
    const Vector along{.8, .6};
    const auto patch = edge_patch(5, 5);
    const double middle = find_inflection(patch, 5, {0, 0}, along)->distance_px;
    CHECK(find_inflection(patch, 5, {-.4, -.3}, along)->distance_px == Approx(middle + .5));
}

TEST_CASE("the steepest fall lies on the shore where the contour of the index lies two thirds of a pixel seaward", "[laplace]")
{
    for (const double angle : {0.0, 17.0, 45.0, 71.0}) {
        CAPTURE(angle);
        const PaintedCoast coast(straight(angle));
        const TracedShoreline index = coast.by_index();
        const auto s = trace_laplace(coast.near(index), index);
        REQUIRE(s);
        const Offsets o = offsets_from_truth(coast, *s);
        CHECK(std::abs(o.mean_m) < 3);
        CHECK(o.rms_m < 3);
        CHECK(o.within_two > .9);
        CHECK(s->bands == std::vector<Band>{Band::swir1});
        CHECK_FALSE(has(*s, "no fit"));
        CHECK_FALSE(has(*s, "no contrast"));
    }
}

TEST_CASE("a band without contrast leaves the line where it was, or none, and says so", "[laplace]")
{
    PaintedCoast coast(straight(17), .002);
    const TracedShoreline index = coast.by_index();
    for (int row = 0; row < 60; ++row) coast.reflectance[Band::swir1].row(row).setConstant(.02F);
    const auto s = trace_laplace(coast.near(index), index);
    REQUIRE(s);
    CHECK(has(*s, "no fit"));
    CHECK(has(*s, "no contrast"));
    coast.reflectance[Band::swir1].setConstant(.02F);
    CHECK_FALSE(trace_laplace(coast.near(index), index));
    LaplaceOptions blue;
    blue.band = Band::blue;
    CHECK_FALSE(trace_laplace(coast.near(index), index, blue));
}

TEST_CASE("threads change no byte of the line of steepest fall", "[laplace]")
{
    const PaintedCoast coast(island(450), .004);
    const TracedShoreline index = coast.by_index();
    const auto one = trace_laplace(coast.near(index), index);
    REQUIRE(one);
    CHECK(is_ring(one->lines.front()));
    set_thread_count(7);
    CHECK(trace_laplace(coast.near(index), index)->lines == one->lines);
    set_thread_count(1);
}
