#include "algorithms/shorelines/profile.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/algorithms/shorelines/painted_coast.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

bool has(const TracedShoreline& s, const std::string& flag) { return std::find(s.flags.begin(), s.flags.end(), flag) != s.flags.end(); }

TracedShoreline profile_of(const PaintedCoast& coast, const ProfileOptions& options = ProfileOptions())
{
    const TracedShoreline index = coast.by_index();
    const auto s = trace_profile(coast.near(index), index, options);
    REQUIRE(s);
    return *s;
}

/// The lines of an image turned by a quarter clockwise.
Polyline turned(const Polyline& line, const Grid& from, const Grid& to)
{
    Polyline result;
    for (const Point& p : line) {
        const double col = (p.x - from.x0) / from.dx, row = (p.y - from.y0) / from.dy;
        result.push_back({to.x0 + (from.rows - row) * to.dx, to.y0 + col * to.dy});
    }
    return result;
}

double farthest(const Polyline& a, const Polyline& b)
{
    double most = a.size() == b.size() ? 0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) most = std::max(most, distance(a[i], b[i]));
    return most;
}

}  // namespace

TEST_CASE("a line of fitted edges lies on a straight shore, at any angle", "[profile]")
{
    for (const double angle : {0.0, 17.0, 45.0, 71.0}) {
        CAPTURE(angle);
        const PaintedCoast coast(straight(angle));
        const TracedShoreline s = profile_of(coast);
        CHECK(offsets_from_truth(coast, s).rms_m < .01);
        CHECK_FALSE(has(s, "no fit"));
        CHECK(s.errors.front().size() == s.lines.front().size());
        CHECK(s.errors.front()[s.errors.front().size() / 2].threshold_m == 0);
    }
}

TEST_CASE("a fitted line is nearer to a noisy shore than the line of fractions, and its stated error is its true one", "[profile]")
{
    double fitted = 0, fractions = 0, within_one = 0, within_two = 0, count = 0;
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const PaintedCoast coast(straight(12.0 * seed), .006, seed);
        const TracedShoreline index = coast.by_index(), s = profile_of(coast);
        const Offsets o = offsets_from_truth(coast, s), f = offsets_from_truth(coast, *trace_fraction(coast.near(index), index));
        const auto n = static_cast<double>(o.count);
        fitted += o.rms_m / 6, fractions += f.rms_m / 6;
        within_one += o.within_one * n, within_two += o.within_two * n, count += n;
    }
    CAPTURE(fitted, fractions);
    CHECK(fitted < .75 * fractions);
    CHECK(fitted < .4);  // 0.013 pixels
    CHECK(within_one / count == Approx(.68).margin(.08));
    CHECK(within_two / count == Approx(.95).margin(.05));
}

TEST_CASE("a fit follows the curve of an island, and gives up where it turns too sharply", "[profile]")
{
    const PaintedCoast wide(island(450));
    const TracedShoreline s = profile_of(wide);
    REQUIRE(is_ring(s.lines.front()));
    CHECK(std::abs(offsets_from_truth(wide, s).mean_m) < .05);
    CHECK_FALSE(has(s, "no fit"));
    CHECK(s.sigma_contour_m == Approx(15.9 * 15.9 / 900).margin(.05));

    const PaintedCoast small(island(120));
    const TracedShoreline f = *trace_fraction(small.near(small.by_index()), small.by_index());
    const TracedShoreline kept = profile_of(small);
    CHECK(has(kept, "no fit"));
    CHECK(kept.lines == f.lines);
}

TEST_CASE("a shore moved by whole pixels moves its fitted line, and a brighter band does not", "[profile]")
{
    const PaintedCoast coast(straight(17), .004, 5);
    const TracedShoreline s = profile_of(coast);

    PaintedCoast moved = coast;
    moved.grid.x0 += 7 * 30, moved.grid.y0 -= 4 * 30;
    Polyline expected = s.lines.front();
    for (Point& p : expected) p = p + Vector{7 * 30, -4 * 30};
    CHECK(farthest(profile_of(moved).lines.front(), expected) < 1e-6);

    PaintedCoast brighter = coast;
    brighter.reflectance[Band::nir] *= 1.5F;  // no part of the index
    CHECK(farthest(profile_of(brighter).lines.front(), s.lines.front()) < .05);
}

TEST_CASE("a quarter turn of the image turns the fitted line", "[profile]")
{
    const PaintedCoast coast(straight(17), .004, 5);
    PaintedCoast quarter = coast;
    std::swap(quarter.grid.rows, quarter.grid.cols);
    for (const Band band : painted_bands) quarter.reflectance[band] = coast.reflectance[band].transpose().rowwise().reverse();
    const Polyline expected = turned(profile_of(coast).lines.front(), coast.grid, quarter.grid);
    Polyline got = profile_of(quarter).lines.front();
    CHECK(farthest(got, expected) < 1e-6);
}

TEST_CASE("on ground too rough for a fit the line of fractions stays, and says so", "[profile]")
{
    PaintedCoast coast(straight(0), .002);
    for (int row = 0; row < coast.grid.rows; ++row)
        for (int col = 0; col < coast.grid.cols; ++col)
            for (const Band band : painted_bands)
                coast.reflectance[band](row, col) *= 1 + .2F * static_cast<float>((row * 7 + col * 5) % 3 - 1);
    const TracedShoreline index = coast.by_index();
    ProfileOptions options;
    options.least_contrast = 20;
    const auto s = trace_profile(coast.near(index), index, options);
    REQUIRE(s);
    CHECK(has(*s, "no fit"));
    CHECK(s->lines == trace_fraction(coast.near(index), index)->lines);
}

TEST_CASE("no edge is fitted across a narrow beach with other land behind it", "[profile]")
{
    PaintedCoast coast(straight(17), .002);
    const Colours scrub{.08, .22, .23};
    for (int row = 0; row < coast.grid.rows; ++row)
        for (int col = 0; col < coast.grid.cols; ++col) {
            const double share = .5 * std::erfc((coast.seaward_m(coast.grid.at_centre(row, col)) + 45) / 15.9 / std::sqrt(2.0));
            for (std::size_t b = 0; b < scrub.size(); ++b)
                coast.reflectance[painted_bands[b]](row, col) += static_cast<float>(share * (scrub[b] - dry_sand[b]));
        }
    const TracedShoreline s = profile_of(coast), index = coast.by_index();
    CHECK(has(s, "no fit"));
    CHECK(s.lines == trace_fraction(coast.near(index), index)->lines);
}

TEST_CASE("threads change no byte of the fitted line", "[profile]")
{
    const PaintedCoast coast(island(450), .006);
    const TracedShoreline one = profile_of(coast);
    set_thread_count(7);
    CHECK(profile_of(coast).lines == one.lines);
    set_thread_count(1);
}

TEST_CASE("profile options out of range are refused", "[profile]")
{
    ProfileOptions options;
    options.blur_px = .2;
    CHECK_THROWS_AS(trace_profile({}, {}, options), UsageError);
    options = {};
    options.half_widths_px = {6, 4, 1};
    CHECK_THROWS_AS(trace_profile({}, {}, options), UsageError);
    CHECK_FALSE(trace_profile({}, {}));
}
