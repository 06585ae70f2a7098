#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "scenes/synthetic/simulate.hpp"
#include "scenes/synthetic/study_inputs.hpp"
#include "scenes/synthetic/true_rate.hpp"
#include "scenes/synthetic/truth.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/synthetic_coast.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

const CoastDescription& built_in_coast()
{
    static const CoastDescription coast = [] {
        io::Session session;
        return read_coast(session, TASI_SOURCE_DIR "/scenes/demo/coast.toml");
    }();
    return coast;
}

/// The standard score z of a share, so that a Gaussian edge is a straight line in z.
double score(double share)
{
    const double p = std::clamp(share, 1e-4, 1 - 1e-4);
    double low = -5, high = 5;
    for (int i = 0; i < 60; ++i) {
        const double z = (low + high) / 2;
        (0.5 * std::erfc(-z / std::sqrt(2.0)) < p ? low : high) = z;
    }
    return (low + high) / 2;
}

/// Bilinear between the centres of pixels.
double score_at(const Pixels& share, const Grid& grid, const Point& p)
{
    const double col = (p.x - grid.x0) / grid.dx - 0.5, row = (p.y - grid.y0) / grid.dy - 0.5;
    const int c = static_cast<int>(std::floor(col)), r = static_cast<int>(std::floor(row));
    const double across = col - c, down = row - r;
    const auto z = [&](int dr, int dc) { return score(static_cast<double>(share(r + dr, c + dc))); };
    return (1 - down) * ((1 - across) * z(0, 0) + across * z(0, 1)) + down * ((1 - across) * z(1, 0) + across * z(1, 1));
}

/// Metres along the normal from the true line to where the share of sea is one half.
double displacement(const Pixels& sea, const Grid& grid, const Point& on_line, const Vector& seaward)
{
    const double step = grid.dx / 20;
    for (double d = -grid.dx; d < grid.dx; d += step) {
        const double inner = score_at(sea, grid, on_line + d * seaward), outer = score_at(sea, grid, on_line + (d + step) * seaward);
        if (inner <= 0 && outer > 0) return d + step * inner / (inner - outer);
    }
    return 1e9;
}

std::map<std::string, std::string> bytes_below(const std::filesystem::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        files[std::filesystem::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>(stream), {}};
    }
    return files;
}

std::map<std::string, std::string> simulated(const CoastDescription& coast, int threads)
{
    io::start_up();
    const tasi::testing::TemporaryFolder folder;
    const int before = thread_count();
    set_thread_count(threads);
    {
        io::Session session;
        io::AtomicOutput output(folder / "coast", false, {}, io::AtomicOutput::Kind::folder);
        simulate(session, coast, output);
        output.commit();
    }
    set_thread_count(before);
    return bytes_below(folder / "coast");
}

}  // namespace

TEST_CASE("the built-in coast orders scenes of six satellites over 35 years, clear and cloudy", "[synthetic]")
{
    const CoastDescription& coast = built_in_coast();
    CHECK(coast.scenes.size() == 30);
    CHECK(std::is_sorted(coast.scenes.begin(), coast.scenes.end(), [](const auto& a, const auto& b) { return a.time < b.time; }));
    CHECK(years_between(coast.scenes.front().time, coast.scenes.back().time) > 34);
    std::set<int> sensors;
    int cloudy = 0, clear = 0;
    for (const SceneOrder& order : coast.scenes) {
        sensors.insert(order.sensor);
        cloudy += order.cloud >= 0.2;
        clear += order.cloud == 0;
    }
    CHECK(sensors.size() == 6);
    CHECK(cloudy >= 5);
    CHECK(clear >= 12);
    CHECK(coast.notice.find("Synthetic") == 0);
}

TEST_CASE("the built-in coast erodes, grows and stands still where it says, and reaches beyond its scenes", "[synthetic]")
{
    const CoastDescription& coast = built_in_coast();
    const CoastMotion motion(coast);
    double least = 0, most = 0;
    for (const Station& s : motion.stations()) {
        least = std::min(least, motion.rate_m_per_year(s.alongshore_m));
        most = std::max(most, motion.rate_m_per_year(s.alongshore_m));
        REQUIRE(s.seaward.y > 0);  // the sea is in the north
    }
    CHECK(least == -2);
    CHECK(most == Approx(1));
    CHECK(motion.stations().front().point.x > coast.east);
    CHECK(motion.stations().back().point.x < coast.west);
    CHECK(motion.waterlines(coast.scenes.back().time).size() == 2);
}

TEST_CASE("the true line is where the picture is half sea, to 0.05 pixel", "[synthetic]")
{
    const double pixel_m = GENERATE(30.0, 20.0, 10.0);
    const CoastDescription& coast = built_in_coast();
    const CoastMotion motion(coast);
    const Instant time = coast.scenes.at(static_cast<std::size_t>(pixel_m == 30 ? 0 : 29)).time;
    const Grid grid{
        static_cast<int>(3500 / pixel_m), static_cast<int>(8500 / pixel_m), coast.west + 3, coast.north - 7, pixel_m, -pixel_m, {}};
    const auto shares =
        seen_shares(painted_areas(coast, motion, time), coast.land, coast.materials.size(), grid, edge_blur_pixels(pixel_m));
    const Pixels& sea = shares[static_cast<std::size_t>(coast.clear_sea)];

    const Polyline line = motion.line(time);
    double worst = 0, sum = 0;
    int count = 0;
    for (std::size_t i = 0; i < line.size(); i += 7) {
        const Station& s = motion.stations()[i];
        const bool near_river = distance(s.point, coast.river.line.back()) < 400;
        if (near_river || line[i].x < coast.west + 200 || line[i].x > coast.east - 200) continue;
        const double off = displacement(sea, grid, line[i], s.seaward) / pixel_m;
        worst = std::max(worst, std::abs(off));
        sum += off;
        ++count;
    }
    CAPTURE(pixel_m, count, sum / count);
    CHECK(count > 150);
    CHECK(worst < 0.05);
    CHECK(std::abs(sum / count) < 0.01);
}

TEST_CASE("a transect at an angle crosses the true waterlines at rate over cosine", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const CoastMotion motion(coast);
    auto rates = true_rates_from(true_rates(coast, motion, {}), "rates.csv");
    const Transect normal{"1", "", 0, {501000, 9000000}, {501000, 9001000}, 0, {}};                           // 1000 m alongshore: -1 m/yr
    const Transect oblique{"2", "", 0, {500400, 9000000}, {500400 + 1000 * std::sqrt(3.0), 9001000}, 0, {}};  // 60 degrees off
    const Transect mouth{"3", "", 0, {499200, 9000000}, {499200, 9001000}, 0, {}};
    const Transect beside{"4", "", 0, {501000, 9000000}, {501000, 9000500}, 0, {}};
    REQUIRE(true_rate_along(normal, rates));
    CHECK(*true_rate_along(normal, rates) == Approx(-1));
    CHECK(*true_rate_along(oblique, rates) == Approx(-2));
    CHECK_FALSE(true_rate_along(mouth, rates));
    CHECK_FALSE(true_rate_along(beside, rates));
}

TEST_CASE("a table without the columns of the truth is refused by name", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    Layer table = true_rates(coast, CoastMotion(coast), {});
    table.fields[4].name = "north";
    CHECK_THROWS_AS(true_rates_from(table, "rates.csv"), UnsafeError);
    table.fields[4].name = "ny";
    table.features[2].values[1] = Value{std::string("here")};
    CHECK_THROWS_AS(true_rates_from(table, "rates.csv"), UnsafeError);
}

TEST_CASE("every row of truth and inputs says that it is synthetic", "[synthetic]")
{
    const CoastDescription& coast = built_in_coast();
    const CoastMotion motion(coast);
    const std::vector<MadeScene> made{{"A", 0, {1, 2}}};
    for (const Layer& layer : {true_waterlines(coast, motion, made, {}), true_rates(coast, motion, {}), made_scenes(coast, made),
                               invented_settlements(coast, {}), invented_admin(coast, {}), invented_road(coast, {}),
                               invented_coast(coast, {}), invented_buildings(coast, {}), invented_displacement(coast)}) {
        CAPTURE(layer.name);
        CHECK(layer.description.find("Synthetic") == 0);
        const int source = layer.field("source");
        REQUIRE(source >= 0);
        REQUIRE_FALSE(layer.features.empty());
        for (const Feature& feature : layer.features) {
            REQUIRE(feature.values.size() == layer.fields.size());
            CHECK(text_of(feature.values[static_cast<std::size_t>(source)]) == "synthetic");
        }
    }
    CHECK(invented_settlements(coast, {}).features.size() == 3);
}

TEST_CASE("houses stand in rows wholly inside their village, and none where the coast describes none", "[synthetic]")
{
    CoastDescription coast = tasi::testing::straight_coast();
    CHECK(invented_buildings(coast, {}).features.empty());
    const double w = 500000, s = 9000000;
    coast.villages = {{"square", 10, {{w, s}, {w + 100, s}, {w + 100, s + 50}, {w, s + 50}, {w, s}}}};
    coast.houses = HouseRows{10, 10, 25, 20};
    const Layer layer = invented_buildings(coast, {});
    // The even-odd rule leaves out what touches the eastern and northern side: columns begin at 0, 25, 50, 75 and rows at 0, 20.
    // The third row, from 40 to 50 m, ends on the side.
    REQUIRE(layer.features.size() == 8);
    for (const Feature& house : layer.features) {
        const Polyline& ring = house.geometry.polygons.at(0).exterior;
        CHECK(std::abs(signed_area(ring)) == Approx(100));
        for (const Point& p : ring) CHECK((p.x >= w && p.x <= w + 100 && p.y >= s && p.y <= s + 50));
    }
}

TEST_CASE("a simulated folder has its products, inputs and truth, with the same bytes on one thread and on three", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const auto one = simulated(coast, 1), three = simulated(coast, 3);
    CHECK(one == three);
    const std::string landsat = "scenes/LC08_L2SP_107066_20100101_20200915_02_T1/LC08_L2SP_107066_20100101_20200915_02_T1_";
    for (const char* part : {"SR_B1.TIF", "SR_B7.TIF", "QA_PIXEL.TIF", "QA_RADSAT.TIF", "MTL.txt"}) CHECK(one.count(landsat + part) == 1);
    const std::string safe = "scenes/S2A_MSIL2A_20230101T014701_N0509_R017_T51LWL_20230101T054701.SAFE/";
    CHECK(one.count(safe + "MTD_MSIL2A.xml") == 1);
    CHECK(one.count(safe + "GRANULE/L2A_T51LWL_A000000_20230101T014701/IMG_DATA/R10m/T51LWL_20230101T014701_B08_10m.jp2") == 1);
    CHECK(one.count(safe + "GRANULE/L2A_T51LWL_A000000_20230101T014701/IMG_DATA/R20m/T51LWL_20230101T014701_SCL_20m.jp2") == 1);
    for (const char* file : {"inputs/settlements.gpkg", "inputs/admin.gpkg", "inputs/road.gpkg", "inputs/coast.gpkg",
                             "truth/waterlines.gpkg", "truth/rates.csv", "truth/scenes.csv"}) {
        CHECK(one.count(file) == 1);
    }
}
