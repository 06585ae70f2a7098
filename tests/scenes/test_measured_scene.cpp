#include <algorithm>
#include <cmath>
#include <numbers>

#include "scenes/synthetic/measured/drawn_lines.hpp"
#include "scenes/synthetic/measured/layer_rendering.hpp"
#include "scenes/synthetic/measured/measured_scene.hpp"
#include "scenes/synthetic/measured/point_spread.hpp"
#include "scenes/synthetic/measured/waterlines.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;
using namespace tasi::scenes::measured;

namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// The water's share of every pixel of a layer without texture and noise.
Pixels water_share(const std::vector<Polyline>& truth, const Grid& grid, double blur_px, int ratio = 1)
{
    const double pixel_m = std::abs(grid.dx) / ratio;
    const Grid finest{grid.rows * ratio, grid.cols * ratio, grid.x0, grid.y0, pixel_m, -pixel_m, {}};
    const Zones zones(truth, {}, RandomField(1), pixel_m);
    const SceneCells cells = scene_cells(finest, zones);
    LayerKind kind{ratio, {Band::green}, blur_px, {0}};
    Colours black;
    black.zones[number_of(Zone::open_water)].reflectance.fill(1);
    black.turbid.fill(1);
    const SceneFields fields = scene_fields(finest, zones, {}, RandomField(1));
    return render_layer({finest, cells, fields, black, {}, RandomField(1)}, kind).reflectance[Band::green];
}

/// A disc around (0, 0) through a Gaussian, at `at`: chord by chord, each integrated exactly.
double blurred_disc(const Vector& at, double radius, double blur)
{
    constexpr int chords = 1000;
    double sum = 0;
    for (int i = 0; i < chords; ++i) {
        const double y = radius * (2 * (i + 0.5) / chords - 1), half = std::sqrt(radius * radius - y * y);
        const double density = std::exp(-0.5 * std::pow((y - at.y) / blur, 2)) / (blur * std::sqrt(2 * std::numbers::pi));
        sum += density * (normal_cdf((half - at.x) / blur) - normal_cdf((-half - at.x) / blur));
    }
    return sum * 2 * radius / chords;
}

double side(const Polyline& line, const Point& p) { return Waterlines({line}).beside(p).seaward; }

}  // namespace

TEST_CASE("the instrument sees a straight edge as a Gaussian of the stated width, to a thousandth", "[measured]")
{
    const double angle = GENERATE(0.0, 17.0, 45.0, 71.0, 90.0);
    const double off = GENERATE(0.0, 0.137, 0.5);
    const int ratio = GENERATE(1, 2);
    const double blur = ratio == 1 ? 0.53 : 0.45;
    const Grid grid{16, 16, 0, 16.0 * ratio, 1.0 * ratio, -1.0 * ratio, {}};
    const Polyline line = moved(turned({{60.0, off}, {-60.0, off}}, angle), {8.0 * ratio, 8.0 * ratio});
    const Pixels share = water_share({line}, grid, blur, ratio);
    double worst = 0;
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col) {
            const double expected = normal_cdf(side(line, grid.at_centre(row, col)) / (blur * ratio));
            worst = std::max(worst, std::abs(static_cast<double>(share(row, col)) - expected));
        }
    // An edge along a side of the cells meets all of them at the same place; any other averages over places.
    const bool aligned = angle == 0 || angle == 90;
    CAPTURE(angle, off, ratio);
    CHECK(worst < (aligned ? 1e-3 : 1e-4));  // the steepest slope is 0.75 per pixel
}

TEST_CASE("the instrument sees a disc as its area blurred by a Gaussian", "[measured]")
{
    const Point centre{8.3, 7.9};
    const double radius = 4, blur = 0.53;
    const Grid grid{16, 16, 0, 16, 1, -1, {}};
    const Pixels share = water_share({circle(centre, radius, 0.05)}, grid, blur);
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col) {
            const double seen = static_cast<double>(share(row, col));
            CHECK(seen == Approx(1 - blurred_disc(grid.at_centre(row, col) - centre, radius, blur)).margin(5e-4));
        }
}

TEST_CASE("a shifted image shows what lies left of and above a pixel", "[measured]")
{
    Pixels cells = Pixels::Zero(100, 100);
    cells.block(40, 50, 10, 10).setOnes();  // pixel (2, 3) of those within a margin of 20 cells
    const Pixels still = seen(cells, {6, 6, 10, 20, 2});
    const Pixels shifted = seen(cells, {6, 6, 10, 20, 2, {10, 10}});
    CHECK(still(2, 3) > 0.9f);
    CHECK(shifted(3, 4) == Approx(still(2, 3)).epsilon(1e-6));
    CHECK(static_cast<double>(seen(Pixels::Ones(100, 100), {6, 6, 10, 20, 2, {0.3, -1.7}}).minCoeff()) == Approx(1).epsilon(1e-6));
    CHECK_THROWS_AS(seen(cells, {6, 6, 10, 20, 7}), BugError);  // tails beyond the margin
}

TEST_CASE("an edge through a cell leaves the exact area on its seaward side", "[measured]")
{
    CHECK(share_beyond_edge(0, {0.6, 0.8}) == 0.5);
    CHECK(share_beyond_edge(0.25, {1, 0}) == 0.75);
    CHECK(share_beyond_edge(-0.25, {0, -1}) == 0.25);
    const double root = std::sqrt(0.5);
    CHECK(share_beyond_edge(-root / 2, {root, root}) == Approx(0.125));  // a triangle with legs of one half
    CHECK(share_beyond_edge(root / 2, {root, -root}) == Approx(0.875));
    CHECK(share_beyond_edge(0.8, {root, root}) == 1);
    CHECK(share_beyond_edge(-0.8, {root, root}) == 0);
}

TEST_CASE("every coast has its sea on the right-hand side and stations away from the image's edge", "[measured]")
{
    for (const CoastKind& coast : coast_kinds()) {
        CAPTURE(coast.name);
        const MeasuredScene scene = render(coast, sensor_kind_named("sentinel-2-20m"), nuisance_named("clean"), 3);
        const MeasuredScene::Layer& finest = scene.layers.front();
        REQUIRE(scene.stations.size() > 100);
        const Pixels& nir = finest.reflectance[Band::swir2];
        const auto at = [&](const Point& p) {
            return static_cast<double>(
                nir(static_cast<int>((p.y - finest.grid.y0) / finest.grid.dy), static_cast<int>((p.x - finest.grid.x0) / finest.grid.dx)));
        };
        int right = 0;
        for (const TruthStation& s : scene.stations) {
            CHECK(norm(s.seaward_normal) == Approx(1));
            const Vector step = 30 * s.seaward_normal;
            right += at(s.at + step) < at(s.at - step);
        }
        CHECK(right >= 0.98 * static_cast<double>(scene.stations.size()));
    }
}

TEST_CASE("a station knows its radius of curvature", "[measured]")
{
    const Grid grid{64, 64, 0, 64, 1, -1, {}};
    const auto round = truth_stations({circle({30, 31}, 6, 0.1)}, grid);
    REQUIRE(round.size() == 76);  // 2 pi 6 / 0.5
    for (const TruthStation& s : round) {
        CHECK(s.radius_m == Approx(6).epsilon(0.01));
        CHECK(dot(s.seaward_normal, unit(s.at - Point{30, 31})) == Approx(1).epsilon(1e-4));
    }
    const auto straight = truth_stations({{{100, 32.5}, {-100, 32.5}}}, grid);
    REQUIRE(straight.size() == 97);  // 48 pixels, both ends
    CHECK(std::isinf(straight.front().radius_m));
    CHECK(straight.front().seaward_normal.y == Approx(1));
}

TEST_CASE("every nuisance changes the image, and switched off leaves it as it was", "[measured]")
{
    const CoastKind& coast = coast_kind_named("straight-17");
    const SensorKind& sensor = sensor_kind_named("sentinel-2-10m");
    const MeasuredScene clean = render(coast, sensor, nuisance_named("clean"), 5);
    for (const Nuisance& nuisance : nuisances()) {
        CAPTURE(nuisance.name);
        const MeasuredScene scene = render(coast, sensor, nuisance, 5);
        REQUIRE(scene.layers.size() == 2);
        const Pixels change = (scene.layers[0].reflectance[Band::nir] - clean.layers[0].reflectance[Band::nir]).abs();
        if (nuisance.name == "clean")
            CHECK(change.maxCoeff() == 0);
        else
            CHECK(!(change.maxCoeff() < 1e-3f));  // NaN in a gap is a change too
        CHECK((scene.mask != 0).any() == (nuisance.name == "cloud" || nuisance.name == "slc-off"));
        CHECK(scene.truth == clean.truth);
    }
}

TEST_CASE("bands are shifted against each other by no more than stated, and not on the whole", "[measured]")
{
    for (std::uint64_t seed = 1; seed < 20; ++seed) {
        Vector sum{};
        double largest = 0;
        for (const Vector& s : band_shifts(nuisance_named("misregistration"), RandomField(seed))) {
            sum = sum + s;
            largest = std::max({largest, std::abs(s.x), std::abs(s.y)});
        }
        CHECK(norm(sum) == Approx(0).margin(1e-12));
        CHECK(largest <= 0.15 + 1e-12);
        CHECK(largest > 0.05);
    }
}

TEST_CASE("a coast moved seaward lies there, and a shifted image leaves the truth where it is", "[measured]")
{
    const CoastKind& coast = coast_kind_named("straight-0");
    const SensorKind& sensor = sensor_kind_named("landsat-30m");
    const MeasuredScene before = render(coast, sensor, nuisance_named("clean"), RenderOrder{.seed = 2});
    const MeasuredScene after = render(coast, sensor, nuisance_named("clean"), RenderOrder{.seed = 2, .seaward_m = 7});
    CHECK(after.truth[0][0].y == Approx(before.truth[0][0].y + 7).epsilon(1e-12));
    const MeasuredScene shifted = render(coast, sensor, nuisance_named("clean"), RenderOrder{.seed = 2, .shift_m = Vector{0, 30}});
    CHECK(shifted.truth == before.truth);
    CHECK(shifted.shift_m.y == 30);
    const auto row_mean = [](const MeasuredScene& scene, int row) {
        return static_cast<double>(scene.layers[0].reflectance[Band::swir1].row(row).mean());
    };
    double largest = 0;
    for (int row = 0; row < 127; ++row) {
        CHECK(row_mean(shifted, row) == Approx(row_mean(before, row + 1)).margin(0.01));
        largest = std::max(largest, std::abs(row_mean(shifted, row) - row_mean(before, row)));
    }
    CHECK(largest > 0.1);
}

TEST_CASE("the same scene has the same bits every time, another seed has others", "[measured]")
{
    const CoastKind& coast = coast_kind_named("ring-island");
    const SensorKind& sensor = sensor_kind_named("landsat-30m");
    const auto nir = [&](std::uint64_t seed) {
        return render(coast, sensor, nuisance_named("all"), seed).layers[0].reflectance[Band::nir];
    };
    CHECK((nir(1) == nir(1)).all());
    CHECK(!(nir(1) == nir(2)).all());
}

TEST_CASE("a blur of 0.53 pixel is a modulation transfer of a quarter, and unknown names are refused", "[measured]")
{
    CHECK(mtf_at_nyquist(0.53) == Approx(0.25).margin(0.001));
    CHECK(mtf_at_nyquist(0.45) == Approx(0.368).margin(0.001));
    CHECK_THROWS_AS(coast_kind_named("fjord"), UsageError);
    CHECK_THROWS_AS(sensor_kind_named("spot"), UsageError);
    CHECK_THROWS_AS(nuisance_named("rain"), UsageError);
}
