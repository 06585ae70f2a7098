#include <cmath>
#include <fstream>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/io/gdal_errors.hpp"
#include "src/io/input_file.hpp"
#include "src/io/raster_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/io/hostile.hpp"
#include "tests/io/make_raster.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::make_raster;
using tasi::testing::TemporaryFolder;

namespace {

void put(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

std::string contents(const std::filesystem::path& file)
{
    Session session;
    return read_bytes(session, file, 100'000'000);
}

/// All that a command does with a band of reflectance.
void use_as_band(const std::string& name)
{
    Session session;
    const RasterFile file(session, name);
    for (int b = 0; b < static_cast<int>(file.info().bands.size()); ++b) {
        require_numbers(file, b);
        require_map_grid(file);
        file.read(b, file.info().grid.whole());
    }
}

}  // namespace

TEST_CASE("a raster gives its grid and the numbers of any window", "[raster]")
{
    const TemporaryFolder folder;
    make_raster(folder / "a.tif", {.bands = 2, .no_data = 1012});
    Session session;
    const RasterFile file(session, (folder / "a.tif").string());
    const RasterInfo& info = file.info();
    CHECK(info.grid.rows == 4);
    CHECK(info.grid.cols == 5);
    CHECK(info.grid.crs.name == "EPSG:32751");
    CHECK(info.grid.at_centre(0, 0) == Point{500005, 9099995});
    CHECK(info.bands.size() == 2);
    CHECK(info.bands[0].data_type == "UInt16");
    CHECK_FALSE(info.bands[0].scale);
    const Pixels part = file.read(0, {1, 2, 2, 3});
    CHECK(part(0, 1) == 1013);
    CHECK(part(1, 2) == 1024);
    CHECK(std::isnan(part(0, 0)));
    CHECK(file.read(1, {3, 4, 1, 1})(0, 0) == 2034);
    CHECK_THROWS_AS(file.read(0, {3, 4, 2, 1}), BugError);
    CHECK_THROWS_AS(file.read(2, {0, 0, 1, 1}), BugError);
    CHECK(session.inputs().count(folder / "a.tif") == 1);
    CHECK_NOTHROW(require_map_grid(file));
}

TEST_CASE("every data type gives the same numbers, and NoData is compared before digits are lost", "[raster]")
{
    const TemporaryFolder folder;
    for (const char* type : {"UInt16", "Int16", "UInt32", "Int32", "Float32", "Float64", "Int64", "UInt64"}) {
        CAPTURE(type);
        make_raster(folder / "t.tif", {.type = type, .no_data = 1003});
        Session session;
        const Pixels all = RasterFile(session, (folder / "t.tif").string()).read(0, {0, 0, 4, 5});
        CHECK(all(3, 4) == 1034);
        CHECK(std::isnan(all(0, 3)));
        CHECK(all.isNaN().count() == 1);
    }
}

TEST_CASE("blocks, compressions, byte orders and BigTIFF do not change a number", "[raster]")
{
    const TemporaryFolder folder;
    const std::vector<std::vector<std::string>> layouts{{},
                                                        {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "COMPRESS=DEFLATE"},
                                                        {"COMPRESS=LZW", "PREDICTOR=2", "BIGTIFF=YES"},
                                                        {"ENDIANNESS=BIG", "INTERLEAVE=BAND"},
                                                        {"BIGTIFF=YES", "ENDIANNESS=BIG", "BLOCKYSIZE=1"}};
    for (const auto& options : layouts) {
        make_raster(folder / "t.tif", {.rows = 40, .cols = 33, .bands = 3, .options = options});
        Session session;
        const RasterFile file(session, (folder / "t.tif").string());
        for (int b = 0; b < 3; ++b) CHECK(file.read(b, {39, 32, 1, 1})(0, 0) == 1000.0f * static_cast<float>(b + 1) + 422);
    }
}

TEST_CASE("threads with a copy each read the same numbers", "[raster]")
{
    const TemporaryFolder folder;
    make_raster(folder / "t.tif", {.rows = 64, .cols = 64, .options = {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "COMPRESS=DEFLATE"}});
    Session session;
    const RasterFile file(session, (folder / "t.tif").string());
    const long failures_before = unaccounted_failures();
    const Pixels all = file.read(0, file.info().grid.whole());
    Pixels by_rows(64, 64);
    parallel_for_with(
        64, [&] { return RasterFile(file); },
        [&](RasterFile& own, int r) {
            by_rows.row(r) = own.read(0, {r, 0, 1, 64});
        });
    CHECK((all == by_rows).all());
    CHECK(unaccounted_failures() == failures_before);
}

TEST_CASE("a raster without a place on a metre grid is unsafe", "[raster]")
{
    const TemporaryFolder folder;
    Session session;
    const auto opened = [&](const tasi::testing::RasterRecipe& recipe) {
        make_raster(folder / "g.tif", recipe);
        return RasterFile(session, (folder / "g.tif").string());
    };
    CHECK_THROWS_AS(require_map_grid(opened({.georeferenced = false})), UnsafeError);
    CHECK_THROWS_AS(require_map_grid(opened({.epsg = ""})), UnsafeError);
    CHECK_THROWS_AS(require_map_grid(opened({.epsg = "EPSG:2263"})), UnsafeError);
    CHECK_THROWS_AS(require_map_grid(opened({.epsg = "EPSG:4326", .transform = {125, 0.001, 0, -8, 0, -0.001}})), UnsafeError);
    CHECK_THROWS_AS(require_map_grid(opened({.transform = {9e6, 10, 0, 9100000, 0, -10}})), UnsafeError);
    CHECK_THROWS_AS(opened({.transform = {500000, 10, 1, 9100000, 1, -10}}), UnsafeError);
    CHECK_NOTHROW(require_map_grid(opened({.transform = {500000, 10, 0, 9100000, 0, -30}})));
    const RasterFile south_up = opened({.transform = {500000, 10, 0, 9100000, 0, 10}});
    CHECK(south_up.info().grid.dy == 10);
    CHECK(opened({.epsg = "EPSG:32651", .transform = {784000, 30, 0, -946000, 0, -30}}).info().grid.crs.name == "EPSG:32651");
}

TEST_CASE("a sidecar that puts the raster elsewhere is a conflict, an agreeing one is not", "[raster]")
{
    const TemporaryFolder folder;
    make_raster(folder / "s.tif", {});
    const std::string name = (folder / "s.tif").string();
    const auto world = [&](const std::string& text) { put(folder / "s.tfw", text); };
    world("10\n0\n0\n-10\n500005\n9099995\n");
    CHECK_NOTHROW(use_as_band(name));
    world("10\n0\n0\n-10\n500505\n9099995\n");
    CHECK_THROWS_AS(use_as_band(name), UnsafeError);
    world("10\n0\n0\n-10\n500005\n");
    CHECK_THROWS_AS(use_as_band(name), UnreadableError);
    std::filesystem::remove(folder / "s.tfw");
    put(folder / "s.tif.aux.xml", "<PAMDataset><GeoTransform> 500000, 10, 0, 9100000, 0, -10</GeoTransform></PAMDataset>");
    CHECK_NOTHROW(use_as_band(name));
    put(folder / "s.tif.aux.xml", "<PAMDataset><SRS>EPSG:32752</SRS></PAMDataset>");
    CHECK_THROWS_AS(use_as_band(name), UnsafeError);
}

TEST_CASE("a GeoTIFF cut anywhere is refused", "[raster]")
{
    const TemporaryFolder folder;
    for (const char* order : {"COPY_SRC_OVERVIEWS=NO", "COMPRESS=DEFLATE"}) {
        make_raster(folder / "whole.tif", {.rows = 64, .cols = 64, .options = {order}});
        const std::string whole = contents(folder / "whole.tif");
        for (int percent = 0; percent < 100; ++percent) {
            CAPTURE(percent);
            put(folder / "cut.tif", whole.substr(0, whole.size() * static_cast<std::size_t>(percent) / 100));
            CHECK_THROWS_AS(use_as_band((folder / "cut.tif").string()), UnreadableError);
        }
        put(folder / "cut.tif", whole.substr(0, whole.size() - 1));
        CHECK_THROWS_AS(use_as_band((folder / "cut.tif").string()), UnreadableError);
    }
}

TEST_CASE("bytes changed at random never end in a crash", "[raster]")
{
    const TemporaryFolder folder;
    make_raster(folder / "whole.tif",
                {.rows = 32, .cols = 32, .options = {"COMPRESS=DEFLATE", "TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"}});
    const std::string whole = contents(folder / "whole.tif");
    unsigned state = 1;
    const auto next = [&] { return state = state * 1664525U + 1013904223U, state >> 8; };
    for (int trial = 0; trial < 400; ++trial) {
        std::string bad = whole;
        for (int n = 0; n < 3; ++n) bad[next() % bad.size()] = static_cast<char>(next());
        put(folder / "bad.tif", bad);
        try {
            use_as_band((folder / "bad.tif").string());
        } catch (const Error& error) {
            CHECK(static_cast<int>(error.code()) >= 3);
        }
    }
}

TEST_CASE("a raster larger than allowed is refused before it is read", "[raster]")
{
    const TemporaryFolder folder;
    make_raster(folder / "t.tif", {.rows = 40, .cols = 33});
    Session session;
    session.max_pixels = 40 * 33 - 1;
    CHECK_THROWS_AS(RasterFile(session, (folder / "t.tif").string()), LimitError);
    session.max_pixels = 40 * 33;
    CHECK_NOTHROW(RasterFile(session, (folder / "t.tif").string()));
}

TEST_CASE("bands on different grids are told apart by what differs", "[raster]")
{
    const TemporaryFolder folder;
    Session session;
    make_raster(folder / "a.tif", {});
    const RasterFile a(session, (folder / "a.tif").string());
    const auto difference = [&](const tasi::testing::RasterRecipe& recipe) {
        make_raster(folder / "b.tif", recipe);
        const RasterFile b(session, (folder / "b.tif").string());
        return tasi::testing::outcome_of([&] { require_same_grid(a, b); });
    };
    CHECK(difference({}).exit == 0);
    CHECK(difference({.rows = 5}).message.find("size") != std::string::npos);
    CHECK(difference({.epsg = "EPSG:32752"}).message.find("CRS") != std::string::npos);
    CHECK(difference({.transform = {500005, 10, 0, 9100000, 0, -10}}).message.find("origin") != std::string::npos);
    CHECK(difference({.transform = {500000, 20, 0, 9100000, 0, -20}}).message.find("pixel size") != std::string::npos);
    CHECK(difference({.rows = 5}).exit == 4);
}

TEST_CASE("hostile rasters end as the corpus wants", "[raster][hostile]")
{
    start_up();
    if (tasi::testing::hostile_corpus().empty()) return;
    int seen = 0;
    for (const char* part : {"input/", "georef/", "indirect/", "names/"}) {
        for (const auto& item : tasi::testing::hostile_items(part)) {
            const bool needs_a_study_area = item["id"] == "H049";
            if (item["role"] != "raster" || needs_a_study_area) continue;
            const std::string name = (tasi::testing::hostile_corpus() / item["file"].get<std::string>()).string();
            const auto outcome = tasi::testing::outcome_of([&] { use_as_band(name); });
            CAPTURE(item["id"].get<std::string>(), name, outcome.exit, outcome.message);
            CHECK(tasi::testing::is_wanted(item, outcome));
            ++seen;
        }
    }
    CHECK(seen >= 20);
}

TEST_CASE("a JPEG 2000 gives the numbers of its source and is refused when cut anywhere", "[raster]")
{
    const TemporaryFolder folder;
    tasi::testing::make_jpeg2000(folder / "b.jp2", {.rows = 64, .cols = 80});
    Session session;
    const RasterFile file(session, (folder / "b.jp2").string());
    CHECK(file.info().driver == "JP2OpenJPEG");
    CHECK(file.info().grid.crs.name == "EPSG:32751");
    CHECK(file.read(0, {63, 79, 1, 1})(0, 0) == 1000 + 630 + 79);
    const std::string whole = contents(folder / "b.jp2");
    for (std::size_t percent = 0; percent < 100; ++percent) {
        CAPTURE(percent);
        put(folder / "cut.jp2", whole.substr(0, whole.size() * percent / 100));
        CHECK_THROWS_AS(use_as_band((folder / "cut.jp2").string()), UnreadableError);
    }
    put(folder / "cut.jp2", whole.substr(0, whole.size() - 1));
    CHECK_THROWS_AS(use_as_band((folder / "cut.jp2").string()), UnreadableError);
}

TEST_CASE("a JPEG 2000 whose box runs to the end of the file needs its end mark", "[raster]")
{
    const TemporaryFolder folder;
    tasi::testing::make_jpeg2000(folder / "b.jp2", {.rows = 64, .cols = 80});
    std::string bytes = contents(folder / "b.jp2");
    const std::size_t box = bytes.find("jp2c") - 4;
    bytes.replace(box, 4, std::string(4, '\0'));
    put(folder / "open.jp2", bytes);
    CHECK_NOTHROW(use_as_band((folder / "open.jp2").string()));
    put(folder / "open.jp2", bytes.substr(0, bytes.size() - 3));
    try {
        Session session;
        const RasterFile file(session, (folder / "open.jp2").string());
        FAIL("a cut file is opened");
    } catch (const UnreadableError& error) {
        CHECK(error.name() == "TRUNCATED");
    }
}

TEST_CASE("a raster is judged by its content, not by its name", "[raster][data]")
{
    start_up();
    const auto named_jp2 = tasi::testing::shared("data/sentinel2_l1c_virginia_barrier_20m/s2_B11.jp2");
    if (named_jp2.empty()) return;
    Session session;
    const RasterFile file(session, named_jp2.string());
    CHECK(file.info().driver == "GTiff");
    CHECK(file.info().grid.crs.metres);
    CHECK(file.read(0, {0, 0, 50, 50}).isFinite().all());
}
