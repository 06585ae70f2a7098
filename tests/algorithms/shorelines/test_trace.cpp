#include "algorithms/shorelines/trace.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/shorelines/contour.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr int rows = 80, cols = 60;
const Grid grid{rows, cols, 500000, 9000000, 10, -10, {}};
const Mask no_mask;

/// Column of the shore in `row`; land is to the west.
double shore(double row) { return 30 + 6 * std::sin(row / 9); }

/// An index that rises by 0.1 a pixel across the shore.
Pixels sea_in_the_east()
{
    Pixels values(rows, cols);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) values(r, c) = static_cast<float>(std::clamp(.1 * (c - shore(r)), -.8, .8));
    return values;
}

bool has(const TracedShoreline& s, const std::string& flag) { return std::find(s.flags.begin(), s.flags.end(), flag) != s.flags.end(); }

void put(Pixels& values, int row, int col, int height, int width, float value) { values.block(row, col, height, width).setConstant(value); }

std::vector<Point> all_vertices(const TracedShoreline& s)
{
    std::vector<Point> points;
    for (const Polyline& line : s.lines) points.insert(points.end(), line.begin(), line.end());
    return points;
}

std::string refusal(const Pixels& values, const Mask& mask, const Grid& g, const TraceOptions& options = {})
{
    try {
        trace_shoreline(values, mask, g, 0, options);
    } catch (const Error& e) {
        return e.name();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("one coast gives one line from edge to edge, sea on the right, at the known place", "[trace]")
{
    const TracedShoreline s = trace_shoreline(sea_in_the_east(), no_mask, grid, 0);
    REQUIRE(s.lines.size() == 1);
    const Polyline& line = s.lines[0];
    CHECK(line.front().y < line.back().y);  // northwards, the sea in the east
    CHECK(line.front().y == grid.at_centre(rows - 1, 0).y);
    CHECK(line.back().y == grid.at_centre(0, 0).y);
    for (const Point& p : line) {
        const double row = (grid.y0 - p.y) / 10 - .5, col = (p.x - grid.x0) / 10 - .5;
        CHECK(std::abs(col - shore(row)) < .02);
    }
    CHECK(has(s, "sea guessed"));
    CHECK(s.length_m == Approx(length(line)));
    CHECK(s.vertices == static_cast<long>(line.size()));
}

TEST_CASE("the gradient tells how far a threshold moves the line", "[trace]")
{
    Pixels values(20, 40);
    for (int r = 0; r < 20; ++r)
        for (int c = 0; c < 40; ++c) values(r, c) = static_cast<float>(.1 * (c - 19.3));
    const Grid straight{20, 40, 0, 0, 10, -10, {}};
    const TracedShoreline s = trace_shoreline(values, no_mask, straight, 0), moved = trace_shoreline(values, no_mask, straight, .01);
    CHECK(s.gradient_per_m == Approx(.01).epsilon(1e-5));
    CHECK(s.metres_per_hundredth == Approx(1).epsilon(1e-5));
    CHECK(s.sigma_threshold_m == Approx(3).epsilon(1e-5));
    CHECK(moved.lines[0][3].x - s.lines[0][3].x == Approx(1).epsilon(1e-4));
    CHECK_FALSE(has(s, "threshold sensitive"));
    CHECK(has(trace_shoreline(values * .4F, no_mask, straight, 0), "threshold sensitive"));
}

TEST_CASE("an index on another scale is as sensitive to its threshold when the scale is told", "[trace]")
{
    Pixels values(20, 40);
    for (int r = 0; r < 20; ++r)
        for (int c = 0; c < 40; ++c) values(r, c) = static_cast<float>(.1 * (c - 19.3));
    const Grid straight{20, 40, 0, 0, 10, -10, {}};
    const TracedShoreline ratio = trace_shoreline(values, no_mask, straight, 0),
                          linear = trace_shoreline(values * 30, no_mask, straight, 0, {.threshold_scale = 30});
    CHECK(linear.metres_per_hundredth == Approx(ratio.metres_per_hundredth).epsilon(1e-5));
    CHECK(linear.sigma_threshold_m == Approx(ratio.sigma_threshold_m).epsilon(1e-5));
    CHECK(has(trace_shoreline(values * 12, no_mask, straight, 0, {.threshold_scale = 30}), "threshold sensitive"));
    CHECK_FALSE(has(trace_shoreline(values * 12, no_mask, straight, 0), "threshold sensitive"));
    CHECK_THROWS_AS(trace_shoreline(values, no_mask, straight, 0, {.threshold_scale = 0}), UsageError);
}

TEST_CASE("a south-up grid of the same ground gives the same line", "[trace]")
{
    Grid south_up = grid;
    south_up.y0 = grid.y0 + rows * grid.dy, south_up.dy = 10;
    const Polyline north = trace_shoreline(sea_in_the_east(), no_mask, grid, 0).lines[0];
    const Polyline south = trace_shoreline(sea_in_the_east().colwise().reverse(), no_mask, south_up, 0).lines[0];
    REQUIRE(north.size() == south.size());
    for (std::size_t i = 0; i < north.size(); ++i) CHECK(distance(north[i], south[i]) < 1e-8);
}

TEST_CASE("lagoons leave no line, islands do, islets are filled and counted", "[trace]")
{
    Pixels values = sea_in_the_east();
    put(values, 20, 5, 8, 6, .5F);    // lagoon
    put(values, 40, 48, 4, 4, -.5F);  // island
    put(values, 60, 50, 2, 2, -.5F);  // islet
    const TracedShoreline s = trace_shoreline(values, no_mask, grid, 0);
    REQUIRE(s.lines.size() == 2);
    const auto ring = std::find_if(s.lines.begin(), s.lines.end(), is_ring);
    REQUIRE(ring != s.lines.end());
    CHECK(signed_area(*ring) > 0);
    CHECK(s.islets_filled == 1);
    CHECK(s.inland_waters == 1);
    TraceOptions keep;
    keep.sea.min_land_m2 = 0;
    keep.min_length_m = 0;
    CHECK(trace_shoreline(values, no_mask, grid, 0, keep).lines.size() == 3);
}

TEST_CASE("no vertex lies within a pixel of missing data, and the line is split there", "[trace]")
{
    Pixels values = sea_in_the_east();
    const auto clean = all_vertices(trace_shoreline(values, no_mask, grid, 0));
    put(values, 30, 0, 3, cols, std::numeric_limits<float>::quiet_NaN());
    TraceOptions options;
    options.sea.guess_share = 0;
    const TracedShoreline s = trace_shoreline(values, no_mask, grid, 0, options);
    CHECK(s.lines.size() == 2);
    CHECK(s.vertices_near_missing > 0);
    for (const Point& p : all_vertices(s)) {
        const double row = (grid.y0 - p.y) / 10 - .5;
        CHECK((row < 28.0 + 1e-9 || row > 34.0 - 1e-9));
        CHECK(std::find(clean.begin(), clean.end(), p) != clean.end());
    }
}

TEST_CASE("stripes of missing lines leave every vertex that stays where it was, a pixel from any gap", "[trace]")
{
    const auto clean = all_vertices(trace_shoreline(sea_in_the_east(), no_mask, grid, 0));
    Mask stripes = Mask::Zero(rows, cols);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c)
            if ((r + c / 4) % 16 < 2 || r < 3) stripes(r, c) = PixelFlag::fill;  // leaning gaps, and the margin of a scene
    stripes.block(44, 30, 3, 3).setConstant(PixelFlag::cloud);
    Pixels values = sea_in_the_east();
    values = (stripes != 0).select(std::numeric_limits<float>::quiet_NaN(), values);
    TraceOptions options;
    options.sea.guess_share = 0;
    options.min_length_m = 0;
    const auto striped = all_vertices(trace_shoreline(values, stripes, grid, 0, options));
    CHECK(striped.size() > clean.size() / 2);
    CHECK(striped.size() < clean.size());
    for (const Point& p : striped) {
        const bool stayed = std::any_of(clean.begin(), clean.end(), [&](const Point& q) { return distance(p, q) <= 1e-9; });
        CHECK(stayed);
        const double row = (grid.y0 - p.y) / 10 - .5, col = (p.x - grid.x0) / 10 - .5;
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < cols; ++c)
                if (stripes(r, c)) REQUIRE(std::max(std::abs(r - row), std::abs(c - col)) > 1 - 1e-9);
    }
}

TEST_CASE("a cloud over part of an island opens its ring once", "[trace]")
{
    Pixels values = Pixels::Constant(rows, cols, .5F);
    put(values, 30, 20, 20, 20, -.5F);
    Mask mask = Mask::Zero(rows, cols);
    mask.block(40, 35, 6, 10).setConstant(PixelFlag::cloud);
    const TracedShoreline s = trace_shoreline(values, mask, grid, 0);
    REQUIRE(s.lines.size() == 1);
    CHECK_FALSE(is_ring(s.lines[0]));
    mask(29, 20) = PixelFlag::cloud;  // where the ring starts
    CHECK(trace_shoreline(values, mask, grid, 0).lines.size() == 2);
}

TEST_CASE("a cloud beside the coast of an island opens its ring once", "[trace]")
{
    Pixels values = Pixels::Constant(rows, cols, .5F);
    put(values, 30, 20, 20, 20, -.5F);
    Mask mask = Mask::Zero(rows, cols);
    mask.block(40, 38, 3, 1).setConstant(PixelFlag::cloud);  // one pixel inland: all cells of the coast are whole
    const TracedShoreline s = trace_shoreline(values, mask, grid, 0);
    REQUIRE(s.lines.size() == 1);
    CHECK_FALSE(is_ring(s.lines[0]));
    CHECK(s.vertices_near_missing == 5);
    TraceOptions touching;
    touching.keep_out = 0;
    CHECK(is_ring(trace_shoreline(values, mask, grid, 0, touching).lines.at(0)));
}

TEST_CASE("the sea and a lagoon that meet in a saddle do not flow into one line", "[trace]")
{
    Pixels values = Pixels::Constant(20, 20, -.1F);
    values.rightCols(10).setConstant(.5F);
    put(values, 5, 4, 5, 6, .9F);  // lagoon, its corner (9, 9) ...
    put(values, 5, 9, 5, 1, -.1F);
    values(9, 9) = .9F;
    put(values, 0, 10, 10, 1, -.1F);  // ... diagonal to the sea at (10, 10): the mean of the cell is high
    const Grid g{20, 20, 0, 0, 10, -10, {}};
    const TracedShoreline s = trace_shoreline(values, no_mask, g, 0);
    REQUIRE(s.lines.size() == 1);
    CHECK(s.inland_waters == 1);
    for (const Point& p : s.lines[0]) CHECK(p.x > 95);
}

TEST_CASE("masking a pixel elsewhere moves no vertex", "[trace]")
{
    Mask mask = Mask::Zero(rows, cols);
    mask(10, 2) = PixelFlag::cloud, mask(70, 58) = PixelFlag::shadow;
    CHECK(trace_shoreline(sea_in_the_east(), mask, grid, 0).lines == trace_shoreline(sea_in_the_east(), no_mask, grid, 0).lines);
}

TEST_CASE("the line ends at the edge of the area of interest, and one along the edge of a buffer is judged", "[trace]")
{
    Mask mask = Mask::Zero(rows, cols);
    mask.topRows(20).setConstant(PixelFlag::outside);
    TraceOptions buffer;
    buffer.outside_is_buffer = true;
    const TracedShoreline s = trace_shoreline(sea_in_the_east(), mask, grid, 0, buffer);
    REQUIRE(s.lines.size() == 1);
    CHECK(s.lines[0].back().y == grid.at_centre(20, 0).y);
    CHECK(s.vertices_near_missing == 0);
    CHECK(s.at_buffer_share == Approx(.5 / 60).margin(.003));
    mask.topRows(45).setConstant(PixelFlag::outside);
    CHECK(has(trace_shoreline(sea_in_the_east(), mask, grid, 0, buffer), "touches buffer"));

    Pixels straight = Pixels::Constant(rows, cols, -.5F);
    straight.rightCols(30).setConstant(.5F);
    Mask west = Mask::Zero(rows, cols);
    west.leftCols(28).setConstant(PixelFlag::outside);
    CHECK(refusal(straight, west, grid, buffer) == "accepted");
    west.leftCols(29).setConstant(PixelFlag::outside);
    CHECK(refusal(straight, west, grid, buffer) == "BUFFER");
    CHECK(refusal(straight, west, grid) == "accepted");
}

TEST_CASE("short lines are dropped and counted", "[trace]")
{
    Pixels values = sea_in_the_east();
    put(values, 40, 48, 4, 4, -.5F);
    TraceOptions options;
    options.min_length_m = 300;
    const TracedShoreline s = trace_shoreline(values, no_mask, grid, 0, options);
    CHECK(s.lines.size() == 1);
    CHECK(s.short_lines == 1);
    CHECK(s.short_length_m == Approx(142).margin(1));
    options.min_length_m = 1e6;
    CHECK(refusal(values, no_mask, grid, options) == "NO-SHORELINE");
}

TEST_CASE("images without sea, without land and with oblong pixels are refused", "[trace]")
{
    CHECK(refusal(Pixels::Constant(rows, cols, -.5F), no_mask, grid) == "NO-SEA");
    CHECK(refusal(Pixels::Constant(rows, cols, .5F), no_mask, grid) == "NO-SHORELINE");
    Grid oblong = grid;
    oblong.dy = -11;
    CHECK(refusal(sea_in_the_east(), no_mask, oblong) == "PIXEL-SHAPE");
    TraceOptions options;
    options.keep_out = -1;
    CHECK(refusal(sea_in_the_east(), no_mask, grid, options) == "KEEP-OUT");
}

TEST_CASE("blocks and threads change no byte of a shoreline", "[trace]")
{
    Pixels values(rows, cols);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) values(r, c) = static_cast<float>(std::sin(.4 * r) * std::cos(.3 * c) + .04 * (c - 20));
    const TracedShoreline whole = trace_shoreline(values, no_mask, grid, 0);
    REQUIRE(whole.lines.size() > 1);
    for (const int threads : {1, 2, 7}) {
        set_thread_count(threads);
        for (const int block : {1, 2, 3, 7, 1000}) {
            TraceOptions options;
            options.block_rows = block;
            const TracedShoreline s = trace_shoreline(values, no_mask, grid, 0, options);
            CHECK(s.lines == whole.lines);
            CHECK(s.gradient_per_m == whole.gradient_per_m);
        }
    }
    set_thread_count(1);
}

TEST_CASE("without inland water and islets the shoreline is the plain contour", "[trace]")
{
    CHECK(trace_shoreline(sea_in_the_east(), no_mask, grid, .05).lines == contour(sea_in_the_east(), grid, .05));
}
