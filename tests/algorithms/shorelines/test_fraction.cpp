#include "algorithms/shorelines/fraction.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "algorithms/indices/water_index.hpp"
#include "algorithms/shorelines/near_pixels.hpp"
#include "algorithms/shorelines/unmix.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/algorithms/shorelines/painted_coast.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

constexpr int rows = 120, cols = 80;
const Grid grid{rows, cols, 500000, 9000000, 30, -30, {}};
const Mask no_mask;

const std::array water{.06, .02, .01}, dry_sand{.23, .32, .38};

double shore_x(double y) { return 500000 + 40.3 * 30 + .13 * (y - 9000000) + 60 * std::sin((y - 9000000) / 600); }

/// Green, near and short-wave infrared of a coast with the sea in the east, blurred by 0.53 pixel; `texture` is noise.
Reflectance coast(double texture = 0)
{
    const std::array bands{Band::green, Band::nir, Band::swir1};
    Reflectance r;
    unsigned state = 12345;
    for (std::size_t b = 0; b < bands.size(); ++b) {
        Pixels& pixels = r[bands[b]];
        pixels.resize(rows, cols);
        for (int i = 0; i < rows; ++i)
            for (int j = 0; j < cols; ++j) {
                const Point p = grid.at_centre(i, j);
                const double slope = .13 + .1 * std::cos((p.y - 9000000) / 600);
                const double f = .5 * std::erfc(-(p.x - shore_x(p.y)) / std::hypot(1, slope) / 15.9 / std::sqrt(2.0));
                state = state * 1664525 + 1013904223;
                const double noise = texture * (static_cast<double>(state >> 8) / (1 << 24) - .5) * std::sqrt(12.0);
                pixels(i, j) = static_cast<float>(dry_sand[b] + f * (water[b] - dry_sand[b]) + noise);
            }
    }
    return r;
}

/// The coast with scrub behind 45 m of sand in the rows from `first`.
Reflectance scrubby_coast(int first)
{
    const std::array scrub{.08, .22, .23};
    const std::array bands{Band::green, Band::nir, Band::swir1};
    Reflectance r = coast(.002);
    for (int i = first; i < rows; ++i)
        for (int j = 0; j < cols; ++j) {
            const Point p = grid.at_centre(i, j);
            const double share = .5 * std::erfc((p.x - shore_x(p.y) + 45) / 15.9 / std::sqrt(2.0));
            for (std::size_t b = 0; b < bands.size(); ++b) r[bands[b]](i, j) += static_cast<float>(share * (scrub[b] - dry_sand[b]));
        }
    return r;
}

TracedShoreline by_index(const Reflectance& r)
{
    return trace_shoreline(compute(water_index_named("mndwi"), r).values, no_mask, grid, .23);
}

struct Offset {
    double mean, rms;
};

/// Across the line, seaward positive.
Offset offset_from_truth(const TracedShoreline& s)
{
    double sum = 0, squares = 0;
    long n = 0;
    for (const Polyline& line : s.lines)
        for (const Point& p : line) {
            const double off = (p.x - shore_x(p.y)) / std::hypot(1, .13 + .1 * std::cos((p.y - 9000000) / 600));
            sum += off, squares += off * off, ++n;
        }
    return {sum / static_cast<double>(n), std::sqrt(squares / static_cast<double>(n))};
}

bool has(const TracedShoreline& s, const std::string& flag) { return std::find(s.flags.begin(), s.flags.end(), flag) != s.flags.end(); }

}  // namespace

TEST_CASE("a pixel is unmixed into water and land", "[fraction]")
{
    const Endmembers endmembers{{.06, .02, .01}, {.23, .32, .38}, {1e-4, 4e-4, 4e-4}};
    const auto pixel = unmix({.150, .180, .200}, endmembers);
    REQUIRE(pixel);
    CHECK(pixel->fraction == Approx(0.475912408759).epsilon(1e-9));
    CHECK(pixel->sigma == Approx(0.0341743063087).epsilon(1e-9));
    CHECK(pixel->chi_squared == Approx(0.0656934306569).epsilon(1e-9));
    CHECK(pixel->degrees_of_freedom == 2);
}

TEST_CASE("bands without contrast do not count", "[fraction]")
{
    const Endmembers endmembers{{.06, .02}, {.08, .32}, {1e-4, 4e-4}};
    CHECK(unmix({9, .17}, endmembers)->fraction == Approx(.5));
    CHECK(unmix({9, .17}, endmembers)->degrees_of_freedom == 0);
    CHECK_FALSE(unmix({.07}, {{.06}, {.08}, {1e-4}}));
}

TEST_CASE("pixels beside a line know their side, also in the wedge of a corner", "[fraction]")
{
    const Grid g{9, 9, 0, 90, 10, -10, {}};
    const auto pixels = pixels_near(g, {{{45, 5}, {45, 45}, {5, 45}}}, 25);  // north, then west: the right side is outside the corner
    for (const NearPixel& p : pixels) {
        const Point at = g.at_centre(p.row, p.col);
        CAPTURE(at.x, at.y);
        if (at.x > 45 || at.y > 45) CHECK(p.right_m > 0);
        if (at.x < 45 && at.y < 45) CHECK(p.right_m < 0);
    }
    const auto end = [&](double x, double y) {
        return std::find_if(pixels.begin(), pixels.end(), [&](const NearPixel& p) { return g.at_centre(p.row, p.col) == Point{x, y}; });
    };
    CHECK_FALSE(end(25, 55)->beyond_end);
    CHECK(end(45, 55)->along_m == 40);
}

TEST_CASE("the line of half water lies on the shore where the contour of the index lies two thirds of a pixel seaward", "[fraction]")
{
    const Reflectance r = coast();
    const TracedShoreline index = by_index(r);
    CHECK(offset_from_truth(index).mean == Approx(19).margin(2));
    const auto s = trace_fraction(r, no_mask, grid, index);
    REQUIRE(s);
    REQUIRE(s->lines.size() == 1);
    CHECK(std::abs(offset_from_truth(*s).mean) < .15);
    CHECK(offset_from_truth(*s).rms < .4);
    CHECK(s->length_m > .99 * index.length_m);
    CHECK(s->bands == std::vector<Band>{Band::green, Band::nir, Band::swir1});
    CHECK(s->gradient_per_m == Approx(.399 / 15.9).epsilon(.05));
    CHECK_FALSE(has(*s, "third material"));
    CHECK_FALSE(has(*s, "no endmember"));
}

TEST_CASE("the stated error of a noisy line is of the size of its true error", "[fraction]")
{
    const Reflectance r = coast(.008);
    const auto s = trace_fraction(r, no_mask, grid, by_index(r));
    REQUIRE(s);
    CHECK(std::abs(offset_from_truth(*s).mean) < 1);
    CHECK(offset_from_truth(*s).rms < 2.5);
    CHECK(s->sigma_contour_m > .4 * offset_from_truth(*s).rms);
    CHECK(s->sigma_contour_m < 2.5 * offset_from_truth(*s).rms);
}

TEST_CASE("a line with too few pure pixels stays as it was, and says so", "[fraction]")
{
    const Reflectance r = coast();
    const TracedShoreline index = by_index(r);
    FractionOptions options;
    options.min_pixels = options.few_pixels = 100000;
    CHECK_FALSE(trace_fraction(r, no_mask, grid, index, options));

    TracedShoreline two = index;
    two.lines.push_back({{500030, 8999900}, {500060, 8999900}, {500060, 8999930}});  // on dry land: no contrast, no line
    two.lines.push_back({{499000, 8999000}, {499000, 8999500}});                     // outside the image: no pixels
    const auto s = trace_fraction(r, no_mask, grid, two);
    REQUIRE(s);
    CHECK(has(*s, "no endmember"));
    CHECK(std::find(s->lines.begin(), s->lines.end(), two.lines.back()) != s->lines.end());
}

TEST_CASE("foam along the line is flagged as a third material", "[fraction]")
{
    Reflectance r = coast(.002);
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j) {
            const Point p = grid.at_centre(i, j);
            if (std::abs(p.x - shore_x(p.y)) < 40) r[Band::green](i, j) += .25F;
        }
    const auto s = trace_fraction(r, no_mask, grid, by_index(r));
    REQUIRE(s);
    CHECK(has(*s, "third material"));
}

TEST_CASE("fractions keep away from missing data, and threads change no byte", "[fraction]")
{
    const Reflectance r = coast(.01);
    Mask mask = Mask::Zero(rows, cols);
    mask.middleRows(50, 3).setConstant(PixelFlag::cloud);
    TraceOptions trace;
    const TracedShoreline index = trace_shoreline(compute(water_index_named("mndwi"), r).values, mask, grid, .23, trace);
    const auto one = trace_fraction(r, mask, grid, index);
    REQUIRE(one);
    CHECK(one->lines.size() == 2);
    for (const Polyline& line : one->lines)
        for (const Point& p : line) {
            const double row = (grid.y0 - p.y) / 30 - .5;
            CHECK((row <= 48 + 1e-9 || row >= 54 - 1e-9));
        }
    set_thread_count(7);
    CHECK(trace_fraction(r, mask, grid, index)->lines == one->lines);
    set_thread_count(1);
}

TEST_CASE("every vertex of a line of fractions has its own error, not below the bound", "[fraction]")
{
    Reflectance r = coast(.004);
    for (int i = 0; i < rows / 2; ++i)  // rough ground in the north
        for (int j = 0; j < cols; ++j)
            for (const Band band : {Band::green, Band::nir, Band::swir1})
                r[band](i, j) *= 1 + .25F * static_cast<float>((i * 7 + j * 5) % 3 - 1);
    const auto s = trace_fraction(r, no_mask, grid, by_index(r));
    REQUIRE(s);
    double north = 0, south = 0;
    for (std::size_t i = 0; i < s->lines[0].size(); ++i) {
        const VertexError e = s->errors[0][i];
        CHECK(e.contour_m >= 2.05F);
        CHECK(e.threshold_m >= 0);
        (s->lines[0][i].y > grid.y0 - 15 * 30 ? north : south) = static_cast<double>(e.contour_m);
    }
    REQUIRE(s->errors[0].size() == s->lines[0].size());
    CHECK(north > 1.5 * south);
}

TEST_CASE("the beach is a material of its own only along the stretch where scrub stands behind it", "[fraction]")
{
    const Reflectance r = scrubby_coast(60);
    const auto s = trace_fraction(r, no_mask, grid, by_index(r));
    REQUIRE(s);
    double north = 0, south = 0;
    for (const Point& p : s->lines[0]) {
        const double off = std::abs((p.x - shore_x(p.y)) / std::hypot(1, .13 + .1 * std::cos((p.y - 9000000) / 600)));
        const double row = (grid.y0 - p.y) / 30;
        if (row > 3 && row < 40) north = std::max(north, off);
        if (row > 75 && row < 117) south = std::max(south, off);
    }
    CHECK(north < 1.5);  // as on a coast without scrub
    CHECK(south < 7);    // more than 20 m with the colour of scrub
    FractionOptions behind;
    behind.third_fraction = 1;
    CHECK(offset_from_truth(*trace_fraction(r, no_mask, grid, by_index(r), behind)).rms > 1.5 * offset_from_truth(*s).rms);
}

TEST_CASE("gaps between stripes of a scene do not hide that a beach is a material of its own", "[fraction]")
{
    const Reflectance r = scrubby_coast(0);
    Mask stripes = Mask::Zero(rows, cols);
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j)
            if ((i + j / 6) % 24 >= 18) stripes(i, j) = PixelFlag::fill;
    const TracedShoreline index = trace_shoreline(compute(water_index_named("mndwi"), r).values, stripes, grid, .23);
    const auto s = trace_fraction(r, stripes, grid, index);
    REQUIRE(s);
    CHECK(s->lines.size() > 3);
    CHECK(std::abs(offset_from_truth(*s).mean) < 4);
    CHECK(offset_from_truth(*s).rms < 6);
}

TEST_CASE("an islet too narrow for land away from its shore is refined with what land there is", "[fraction]")
{
    const testing::PaintedCoast islet(testing::island(120));
    const TracedShoreline index = islet.by_index();
    const auto s = trace_fraction(islet.near(index), index);
    REQUIRE(s);
    CHECK(has(*s, "narrow land"));
    CHECK(std::abs(testing::offsets_from_truth(islet, *s).mean_m) < 2);
    CHECK(testing::offsets_from_truth(islet, index).mean_m > 10);
}

TEST_CASE("an image with the sea in one tile gives the line of an image with room around it", "[fraction]")
{
    const Reflectance r = coast(.004);
    const TracedShoreline index = by_index(r);
    const auto whole = trace_fraction(r, no_mask, grid, index);
    CoastalPixels tiles(grid, {Band::swir1, Band::green, Band::nir, Band::red});
    for (int slot = 0; slot < 3; ++slot) tiles.put(slot, grid.whole(), r[tiles.bands()[static_cast<std::size_t>(slot)]]);
    const auto from_tiles = trace_fraction({tiles}, index, {.bands = {Band::green, Band::nir, Band::swir1}});
    REQUIRE(from_tiles);
    CHECK(from_tiles->lines == whole->lines);
}

TEST_CASE("fraction options out of range are refused", "[fraction]")
{
    FractionOptions options;
    options.farthest_px = 1;
    CHECK_THROWS_AS(trace_fraction(coast(), no_mask, grid, {}, options), UsageError);
}
