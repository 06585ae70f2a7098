#include "src/io/block_raster.hpp"

#include <sys/mount.h>
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <iostream>
#include <vector>

#include <gdal_priv.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/crs.hpp"
#include "src/io/raster_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/process.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::bytes_of;
using tasi::testing::names_in;
using tasi::testing::TemporaryFolder;

namespace {

constexpr auto real = BlockRaster::Kind::real, count = BlockRaster::Kind::count, marker = BlockRaster::Kind::marker;

Grid grid_of(int rows, int cols)
{
    start_up();
    return {rows, cols, 780000, 9060000, 10, -10, crs_from_user("EPSG:32751")};
}

/// A slope with noise, and a gap.
Pixels numbers_of(int rows, int cols)
{
    Pixels values(rows, cols);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) values(r, c) = std::sin(static_cast<float>(r * 37 + c * 11) * 0.7F);
    values(0, 1) = std::nanf("");
    return values;
}

std::vector<Window> parts_of(const Grid& grid, int side)
{
    std::vector<Window> parts;
    for (int row = 0; row < grid.rows; row += side)
        for (int col = 0; col < grid.cols; col += side)
            parts.push_back({row, col, std::min(side, grid.rows - row), std::min(side, grid.cols - col)});
    return parts;
}

Pixels part_of(const Pixels& values, const Window& at) { return values.block(at.row, at.col, at.rows, at.cols); }

/// From the last part to the first, by several threads.
void write_in_parts(const std::filesystem::path& file, const Grid& grid, const Pixels& values, int side)
{
    BlockRaster raster(file, grid, real, "test", "test");
    const std::vector<Window> parts = parts_of(grid, side);
    const auto last = static_cast<int>(parts.size()) - 1;
    parallel_for(last + 1, [&](int i) {
        const Window& at = parts[static_cast<std::size_t>(last - i)];
        raster.write(at, part_of(values, at));
    });
    raster.finish();
}

void write(const std::filesystem::path& target, const Grid& grid, const Pixels& values)
{
    AtomicOutput output(target, false, {});
    BlockRaster raster(output.working_path(), grid, real, "NDWI", target.string());
    raster.write(grid.whole(), values);
    raster.finish();
    output.commit();
}

GDALDatasetUniquePtr opened(const std::filesystem::path& file)
{
    return GDALDatasetUniquePtr(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
}

template <class Number>
Number pixel(GDALDataset& dataset, int row, int col, GDALDataType type)
{
    Number value{};
    REQUIRE(dataset.GetRasterBand(1)->RasterIO(GF_Read, col, row, 1, 1, &value, 1, 1, type, 0, 0, nullptr) == CE_None);
    return value;
}

}  // namespace

TEST_CASE("a raster written in parts holds what was written, whatever the parts, their order and the threads", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(300, 530);
    const Pixels values = numbers_of(300, 530);
    write(folder / "whole.tif", grid, values);
    const int before = thread_count();
    for (const int side : {100, 128, 512}) {
        set_thread_count(side == 512 ? 1 : 4);
        write_in_parts(folder / (std::to_string(side) + ".tif"), grid, values, side);
    }
    set_thread_count(before);
    CHECK(names_in(folder.path()) == std::set<std::string>{"whole.tif", "100.tif", "128.tif", "512.tif"});
    CHECK(bytes_of(folder / "100.tif") == bytes_of(folder / "128.tif"));
    CHECK(bytes_of(folder / "100.tif") == bytes_of(folder / "512.tif"));
    Session session;
    const RasterFile file(session, (folder / "100.tif").string());
    CHECK(file.info().grid == grid);
    const Pixels read = file.read(0, grid.whole());
    CHECK(std::isnan(read(0, 1)));
    CHECK((read == values).count() == values.size() - 1);
}

TEST_CASE("parts of a south-up raster come north-up to the same place", "[io][block_raster]")
{
    const TemporaryFolder folder;
    Grid grid = grid_of(300, 530);
    const Pixels values = numbers_of(300, 530);
    write(folder / "a.tif", grid, values);
    grid.y0 += grid.rows * grid.dy;
    grid.dy = -grid.dy;
    write_in_parts(folder / "b.tif", grid, values.colwise().reverse(), 100);
    Session session;
    const RasterFile a(session, (folder / "a.tif").string()), b(session, (folder / "b.tif").string());
    CHECK(a.info().grid == b.info().grid);
    CHECK((a.read(0, grid.whole()) == b.read(0, grid.whole())).count() == values.size() - 1);
}

TEST_CASE("counts and markers are whole numbers, and no count is missing", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(2, 2);
    Pixels values(2, 2);
    values << 0, 1, 700, 65535;
    BlockRaster counts(folder / "count.tif", grid, count, "count", "count");
    counts.write(grid.whole(), values);
    counts.finish();
    Session session;
    const RasterFile file(session, (folder / "count.tif").string());
    CHECK(file.info().bands[0].data_type == "UInt16");
    CHECK(std::isnan(file.read(0, grid.whole())(0, 0)));
    CHECK(file.read(0, grid.whole())(1, 1) == 65535);
    values << 0, 1, 1, 0;
    BlockRaster markers(folder / "marker.tif", grid, marker, "marker", "marker");
    markers.write(grid.whole(), values);
    markers.finish();
    const RasterFile marked(session, (folder / "marker.tif").string());
    CHECK(marked.info().bands[0].data_type == "Byte");
    CHECK(marked.read(0, grid.whole())(0, 0) == 0);
}

TEST_CASE("a raster with a part missing or written twice, or a number that its kind cannot hold, is not finished", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(4, 4);
    BlockRaster half(folder / "half.tif", grid, real, "half", "half");
    half.write({0, 0, 2, 4}, Pixels::Zero(2, 4));
    CHECK_THROWS_AS(half.finish(), BugError);
    BlockRaster twice(folder / "twice.tif", grid, real, "twice", "twice");
    twice.write({0, 0, 2, 4}, Pixels::Zero(2, 4));
    twice.write({0, 0, 2, 4}, Pixels::Zero(2, 4));
    CHECK_THROWS_AS(twice.finish(), OutputError);
    BlockRaster broken(folder / "broken.tif", grid, count, "broken", "broken");
    broken.write(grid.whole(), Pixels::Constant(4, 4, 0.5F));
    CHECK_THROWS_AS(broken.finish(), OutputError);
    CHECK(!std::filesystem::exists(folder / "broken.tif"));
    CHECK_THROWS_AS(BlockRaster(folder / "none" / "a.tif", grid, real, "x", "x"), OutputError);
}

TEST_CASE("parts that are not on their grid are a bug", "[io][block_raster]")
{
    const TemporaryFolder folder;
    BlockRaster raster(folder / "o.tif", grid_of(3, 4), real, "", "o");
    CHECK_THROWS_AS(raster.write({0, 0, 3, 4}, numbers_of(4, 3)), BugError);
    CHECK_THROWS_AS(raster.write({1, 0, 3, 4}, numbers_of(3, 4)), BugError);
    Grid placeless = grid_of(3, 4);
    placeless.crs = {};
    CHECK_THROWS_AS(BlockRaster(folder / "p.tif", placeless, real, "", "p"), BugError);
    CHECK_THROWS_AS(BlockRaster(folder / "o.png", grid_of(3, 4), real, "", "o"), UsageError);
}

TEST_CASE("a raster of a long name, and many rasters at once, leave nothing beside them", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(3, 4);
    std::set<std::string> names{std::string(251, 'n') + ".tif"};
    for (int i = 0; i < 300; ++i) names.insert(std::to_string(i) + ".tif");
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit few{64, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    {
        std::vector<std::unique_ptr<BlockRaster>> rasters;
        for (const std::string& name : names) rasters.push_back(std::make_unique<BlockRaster>(folder / name, grid, real, "", name));
        for (const auto& raster : rasters) raster->write(grid.whole(), numbers_of(3, 4));
        for (const auto& raster : rasters) raster->finish();
    }
    setrlimit(RLIMIT_NOFILE, &before);
    CHECK(names_in(folder.path()) == names);
}

TEST_CASE("a raster is a Cloud-Optimised GeoTIFF with the same floats, NaN for none", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Pixels values = numbers_of(30, 40);
    write(folder / "o.tif", grid_of(30, 40), values);
    const auto dataset = opened(folder / "o.tif");
    REQUIRE(dataset);
    CHECK(dataset->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE") == std::string("COG"));
    CHECK(dataset->GetRasterBand(1)->GetDescription() == std::string("NDWI"));
    CHECK(std::isnan(dataset->GetRasterBand(1)->GetNoDataValue()));
    CHECK(dataset->GetSpatialRef()->GetAuthorityCode(nullptr) == std::string("32751"));
    for (int r = 0; r < 30; ++r)
        for (int c = 0; c < 40; ++c) {
            const auto value = pixel<float>(*dataset, r, c, GDT_Float32);
            CHECK((value == values(r, c) || (std::isnan(value) && std::isnan(values(r, c)))));
        }
    CHECK(names_in(folder.path()) == std::set<std::string>{"o.tif"});
}

TEST_CASE("a south-up raster is written north-up", "[io][block_raster]")
{
    const TemporaryFolder folder;
    Grid grid = grid_of(3, 2);
    grid.y0 = 9059970;
    grid.dy = 10;
    Pixels values(3, 2);
    values << 1, 2, 3, 4, 5, 6;
    write(folder / "o.tif", grid, values);
    const auto dataset = opened(folder / "o.tif");
    double place[6];
    dataset->GetGeoTransform(place);
    CHECK(place[3] == 9060000);
    CHECK(place[5] == -10);
    CHECK(pixel<float>(*dataset, 0, 0, GDT_Float32) == 5);
    CHECK(pixel<float>(*dataset, 2, 1, GDT_Float32) == 2);
}

TEST_CASE("a raster in a CRS without a code keeps it", "[io][block_raster]")
{
    const TemporaryFolder folder;
    Grid grid = grid_of(3, 2);
    OGRSpatialReference own;
    REQUIRE(own.importFromProj4("+proj=tmerc +lat_0=-8 +lon_0=125.4 +k=1 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m") == OGRERR_NONE);
    char* wkt = nullptr;
    own.exportToWkt(&wkt);
    grid.crs = crs_from_wkt(wkt, "own");
    CPLFree(wkt);
    write(folder / "o.tif", grid, numbers_of(3, 2));
    CHECK(opened(folder / "o.tif")->GetSpatialRef()->GetProjParm("central_meridian") == 125.4);
}

TEST_CASE("a raster has the same bytes whatever the number of threads, and overviews when it is large", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Pixels values = numbers_of(1100, 700);
    const int before = thread_count();
    for (const int threads : {1, 2, 7}) {
        set_thread_count(threads);
        write(folder / (std::to_string(threads) + ".tif"), grid_of(1100, 700), values);
    }
    set_thread_count(before);
    CHECK(bytes_of(folder / "1.tif") == bytes_of(folder / "2.tif"));
    CHECK(bytes_of(folder / "1.tif") == bytes_of(folder / "7.tif"));
    CHECK(opened(folder / "1.tif")->GetRasterBand(1)->GetOverviewCount() > 0);
}

TEST_CASE("a file-size limit or a full disk at any point fails a raster and leaves nothing", "[io][block_raster]")
{
    const TemporaryFolder whole, disk;
    const Grid grid = grid_of(300, 300);
    const Pixels values = numbers_of(300, 300);
    write(whole / "o.tif", grid, values);
    const auto size = std::filesystem::file_size(whole / "o.tif");
    const auto code_of_writing = [&](const std::filesystem::path& target, rlim_t most) {
        return testing::exit_code_of(testing::start_child([&] {
            signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{most, RLIM_INFINITY};
            setrlimit(RLIMIT_FSIZE, &limit);
            try {
                write(target, grid, values);
            } catch (const OutputError&) {
                return 6;
            }
            return 0;
        }));
    };
    for (const unsigned percent : {0u, 1u, 10u, 50u, 90u, 99u}) {
        CAPTURE(percent);
        CHECK(code_of_writing(disk / "o.tif", size * percent / 100) == 6);
        CHECK(names_in(disk.path()).empty());
    }
    for (const char* room : {"size=4k", "size=16k", "size=40k"}) {
        CAPTURE(room, size);
        if (mount("tmpfs", disk.path().c_str(), "tmpfs", 0, room) != 0) {
            std::cout << "skipped: a full disk needs the right to mount\n";
            return;
        }
        CHECK(code_of_writing(disk / "o.tif", RLIM_INFINITY) == 6);
        CHECK(names_in(disk.path()).empty());
        umount(disk.path().c_str());
    }
}
