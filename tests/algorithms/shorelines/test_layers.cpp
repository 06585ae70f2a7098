#include "algorithms/shorelines/layers.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include "algorithms/shorelines/uncross.hpp"
#include "scenes/synthetic/measured/measured_scene.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/algorithms/shorelines/painted_coast.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::testing;
using namespace tasi::scenes::measured;

namespace {

bool has(const TracedShoreline& s, const std::string& flag) { return std::find(s.flags.begin(), s.flags.end(), flag) != s.flags.end(); }

TracedShoreline layers_of(const PaintedCoast& coast)
{
    const TracedShoreline index = coast.by_index();
    const auto s = trace_layers(coast.near(index), index);
    REQUIRE(s);
    return *s;
}

struct Scored {
    TracedShoreline line;
    double rms_px = 0, bias_px = 0;
    int stations = 0, missing = 0;
};

/// A scene of the measuring instrument from the contour of NDWI at 0.
Scored scored(const char* coast, const char* sensor, const char* nuisance)
{
    const MeasuredScene scene = render(coast_kind_named(coast), sensor_kind_named(sensor), nuisance_named(nuisance), std::uint64_t{3});
    const MeasuredScene::Layer& layer = scene.layers.front();
    const TracedShoreline index =
        trace_shoreline(compute(water_index_named("ndwi"), layer.reflectance).values, scene.mask, layer.grid, 0.0);
    std::vector<Band> bands;
    for (const auto& [band, pixels] : layer.reflectance.bands()) bands.push_back(band);
    const auto s = trace_layers({coastal_pixels(layer.reflectance, scene.mask, layer.grid, bands, index.lines, 24 * layer.grid.dx)}, index);
    REQUIRE(s);
    Scored result{*s};
    for (const TruthStation& station : scene.stations) {
        std::optional<double> nearest;
        for (const Polyline& line : s->lines)
            for (std::size_t i = 1; i < line.size(); ++i) {
                const Vector along = line[i] - line[i - 1];
                const double across = cross_product(station.seaward_normal, along);
                if (across == 0) continue;
                const Vector to = line[i - 1] - station.at;
                const double off = cross_product(to, along) / across, part = cross_product(to, station.seaward_normal) / across;
                if (part < 0 || part > 1 || std::abs(off) > 3 * layer.grid.dx) continue;
                if (!nearest || std::abs(off) < std::abs(*nearest)) nearest = off;
            }
        if (!nearest) {
            ++result.missing;
            continue;
        }
        ++result.stations, result.bias_px += *nearest / layer.grid.dx, result.rms_px += std::pow(*nearest / layer.grid.dx, 2);
    }
    result.bias_px /= result.stations, result.rms_px = std::sqrt(result.rms_px / result.stations);
    return result;
}

double twice_area(const Polyline& ring)
{
    double sum = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) sum += cross_product(ring[i - 1] - ring.front(), ring[i] - ring.front());
    return sum;
}

bool crosses(const TracedShoreline& s, double pixel_m)
{
    std::vector<Polyline> same = s.lines;
    for (const auto& back : uncross(s.lines, same, pixel_m))
        if (std::find(back.begin(), back.end(), true) != back.end()) return true;
    return false;
}

/// `coast` with its pixels turned by a quarter clockwise.
PaintedCoast turned(const PaintedCoast& coast)
{
    PaintedCoast result = coast;
    result.grid.rows = coast.grid.cols, result.grid.cols = coast.grid.rows;
    for (const Band band : painted_bands) {
        Pixels pixels(result.grid.rows, result.grid.cols);
        const Pixels& source = coast.reflectance.bands().at(band);
        for (int row = 0; row < coast.grid.rows; ++row)
            for (int col = 0; col < coast.grid.cols; ++col) pixels(col, coast.grid.rows - 1 - row) = source(row, col);
        result.reflectance[band] = pixels;
    }
    return result;
}

double farthest_from(const Polyline& a, const std::vector<Polyline>& lines)
{
    double most = 0;
    for (const Point& p : a) {
        double nearest = 1e9;
        for (const Polyline& line : lines)
            for (std::size_t i = 1; i < line.size(); ++i) {
                const Vector along = line[i] - line[i - 1];
                const double f = std::clamp(dot(p - line[i - 1], along) / dot(along, along), 0.0, 1.0);
                nearest = std::min(nearest, distance(p, line[i - 1] + f * along));
            }
        most = std::max(most, nearest);
    }
    return most;
}

bool same_bytes(const TracedShoreline& a, const TracedShoreline& b)
{
    if (a.lines.size() != b.lines.size()) return false;
    for (std::size_t i = 0; i < a.lines.size(); ++i) {
        if (a.lines[i].size() != b.lines[i].size() || a.errors[i].size() != b.errors[i].size()) return false;
        if (std::memcmp(a.lines[i].data(), b.lines[i].data(), a.lines[i].size() * sizeof(Point)) != 0) return false;
        if (std::memcmp(a.errors[i].data(), b.errors[i].data(), a.errors[i].size() * sizeof(VertexError)) != 0) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("strips put the line on a straight shore at any angle, twenty metres from where the index has it", "[layers]")
{
    for (const double angle : {0.0, 17.0, 45.0, 71.0}) {
        CAPTURE(angle);
        const PaintedCoast coast(straight(angle), 0.004);
        const TracedShoreline s = layers_of(coast);
        const Offsets o = offsets_from_truth(coast, s);
        CHECK(std::abs(o.mean_m) < 0.6);
        CHECK(o.rms_m < 1.2);
        CHECK(s.bands.size() == 3);
        CHECK_FALSE(has(s, "no endmember"));
        CHECK_FALSE(has(s, "wet sand"));
        CHECK(s.errors.front().size() == s.lines.front().size());
    }
}

TEST_CASE("a scene of pale dry sand and clear water is traced within a few hundredths of a pixel", "[layers]")
{
    for (const char* coast : {"straight-17", "curved"}) {
        CAPTURE(coast);
        const Scored s = scored(coast, "landsat-30m", "clean");
        CHECK(s.missing == 0);
        CHECK(std::abs(s.bias_px) < 0.03);
        CHECK(s.rms_px < 0.06);
        CHECK_FALSE(has(s.line, "wet sand"));
    }
}

TEST_CASE("wet sand and foam are seen, and move the line by less than a tenth of a pixel", "[layers]")
{
    const Scored s = scored("curved", "landsat-30m", "wet-foam");
    CHECK(s.missing == 0);
    CHECK(s.rms_px < 0.1);
    CHECK(has(s.line, "wet sand"));
}

TEST_CASE("a spit stays one clean line, and an island a ring with land inside", "[layers]")
{
    const Scored spit = scored("spit", "landsat-30m", "clean");
    CHECK(spit.missing == 0);
    CHECK(spit.rms_px < 0.1);
    CHECK_FALSE(crosses(spit.line, 30));

    const PaintedCoast coast(island(240), 0.004);
    const TracedShoreline s = layers_of(coast);
    REQUIRE(s.lines.size() == 1);
    CHECK(is_ring(s.lines.front()));
    CHECK(twice_area(s.lines.front()) > 0);  // counter-clockwise: the sea is on the right
    CHECK(offsets_from_truth(coast, s).rms_m < 1.5);
    CHECK_FALSE(crosses(s, 30));
}

TEST_CASE("moving the image by whole pixels moves the line of strips, and no more", "[layers]")
{
    const PaintedCoast coast(straight(17), 0.004);
    PaintedCoast other = coast;
    other.grid.x0 += 90, other.grid.y0 -= 30;
    const TracedShoreline a = layers_of(coast), b = layers_of(other);
    REQUIRE(a.lines.size() == b.lines.size());
    for (std::size_t i = 0; i < a.lines.front().size(); ++i)
        CHECK(distance(a.lines.front()[i] + Vector{90, -30}, b.lines.front()[i]) < 1e-4);
}

TEST_CASE("a quarter turn of the image turns the line of strips", "[layers]")
{
    const PaintedCoast coast(straight(17), 0.004);
    const PaintedCoast other = turned(coast);
    const TracedShoreline a = layers_of(coast), b = layers_of(other);
    REQUIRE(a.lines.size() == b.lines.size());
    Polyline back;
    for (const Point& p : b.lines.front()) {
        const double col = (p.x - other.grid.x0) / 30, row = (other.grid.y0 - p.y) / 30;
        back.push_back({coast.grid.x0 + row * 30, coast.grid.y0 - (coast.grid.rows - col) * 30});
    }
    CHECK(farthest_from(back, a.lines) < 0.3);  // stretches are counted from the other end of a line
}

TEST_CASE("the line of strips does not depend on threads, nor on the order of lines", "[layers]")
{
    const PaintedCoast coast([](const Point& p) { return std::min(island(240)(p), std::hypot(p.x - 502500, p.y - 8998800) - 200); }, 0.004);
    const TracedShoreline index = coast.by_index();
    REQUIRE(index.lines.size() == 2);
    const int threads = thread_count();
    set_thread_count(1);
    const auto one = trace_layers(coast.near(index), index);
    set_thread_count(7);
    const auto seven = trace_layers(coast.near(index), index);
    set_thread_count(threads);
    REQUIRE((one && seven));
    CHECK(same_bytes(*one, *seven));

    TracedShoreline swapped = index;
    std::swap(swapped.lines[0], swapped.lines[1]);
    const auto other = trace_layers(coast.near(index), swapped);
    REQUIRE(other);
    for (std::size_t i = 0; i < 2; ++i) CHECK(farthest_from(one->lines[i], {other->lines[1 - i]}) < 1e-6);
}

TEST_CASE("a line in open water, or without pixels, is no shoreline of strips", "[layers]")
{
    const PaintedCoast coast(straight(0), 0.004);
    TracedShoreline at_sea = coast.by_index();
    for (Point& p : at_sea.lines.front()) p.x += 900;
    const std::vector<CoastalPixels> near{
        coastal_pixels(coast.reflectance, {}, coast.grid, {painted_bands.begin(), painted_bands.end()}, at_sea.lines, 450)};
    const auto s = trace_layers(near, at_sea);
    CHECK_FALSE(s);
    CHECK_FALSE(trace_layers({}, at_sea));
}

TEST_CASE("lines that missing data part stay apart", "[layers]")
{
    PaintedCoast coast(straight(0), 0.004);
    for (const Band band : painted_bands) coast.reflectance[band].block(35, 0, 8, coast.grid.cols).setConstant(std::nanf(""));
    const TracedShoreline index = coast.by_index();
    REQUIRE(index.lines.size() == 2);
    const TracedShoreline s = layers_of(coast);
    REQUIRE(s.lines.size() == 2);
    for (const Polyline& line : s.lines)
        for (const Point& p : line) {
            const double row = (coast.grid.y0 - p.y) / 30;
            CHECK((row < 35.5 || row > 42.5));
        }
    CHECK(offsets_from_truth(coast, s).rms_m < 2);
}

TEST_CASE("options of strips out of range are refused", "[layers]")
{
    LayerOptions options;
    options.stretch_px = 1;
    CHECK_THROWS_AS(options.validate(), UsageError);
    options = {};
    options.most_rounds = 0;
    CHECK_THROWS_AS(options.validate(), UsageError);
}
