#include "src/io/write_raster.hpp"

#include <sys/mount.h>
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <iostream>

#include <gdal_priv.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/io/crs.hpp"
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

Grid grid_of(int rows, int cols)
{
    start_up();
    return {rows, cols, 780000, 9060000, 10, -10, crs_from_user("EPSG:32751")};
}

/// A slope with noise, and a gap.
Pixels index_of(int rows, int cols)
{
    Pixels values(rows, cols);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) values(r, c) = std::sin(static_cast<float>(r * 37 + c * 11) * 0.7f);
    values(0, 1) = std::nanf("");
    return values;
}

void write(const std::filesystem::path& target, const Grid& grid, const Pixels& values)
{
    AtomicOutput output(target, false, {});
    write_index(output, grid, values, "NDWI");
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

TEST_CASE("an index is a Cloud-Optimised GeoTIFF with the same floats, NaN for none", "[write_raster]")
{
    const TemporaryFolder folder;
    const Pixels values = index_of(30, 40);
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

TEST_CASE("a south-up index is written north-up", "[write_raster]")
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

TEST_CASE("an index in a CRS without a code keeps it", "[write_raster]")
{
    const TemporaryFolder folder;
    Grid grid = grid_of(3, 2);
    OGRSpatialReference own;
    REQUIRE(own.importFromProj4("+proj=tmerc +lat_0=-8 +lon_0=125.4 +k=1 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m") == OGRERR_NONE);
    char* wkt = nullptr;
    own.exportToWkt(&wkt);
    grid.crs = crs_from_wkt(wkt, "own");
    CPLFree(wkt);
    write(folder / "o.tif", grid, index_of(3, 2));
    CHECK(opened(folder / "o.tif")->GetSpatialRef()->GetProjParm("central_meridian") == 125.4);
}

TEST_CASE("an index has the same bytes whatever the number of threads, and overviews when it is large", "[write_raster]")
{
    const TemporaryFolder folder;
    const Pixels values = index_of(1100, 700);
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

TEST_CASE("product bands keep every number, in GeoTIFF and in JPEG 2000", "[write_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(300, 280);
    Numbers numbers(300, 280);
    for (int i = 0; i < numbers.size(); ++i) numbers(i / 280, i % 280) = static_cast<std::uint16_t>((i * 7919) % 65536);
    write_band(folder / "a.tif", grid, numbers, {"GTiff", false, 0.0});
    write_band(folder / "b.jp2", grid, numbers, {"JP2OpenJPEG", false, {}});
    write_band(folder / "c.tif", grid, numbers.unaryExpr([](std::uint16_t n) { return static_cast<std::uint16_t>(n % 256); }),
               {"GTiff", true, {}});
    for (const char* name : {"a.tif", "b.jp2"}) {
        CAPTURE(name);
        const auto dataset = opened(folder / name);
        for (const int i : {0, 1, 279, 280, 83999})
            CHECK(pixel<std::uint16_t>(*dataset, i / 280, i % 280, GDT_UInt16) == numbers(i / 280, i % 280));
        double place[6];
        CHECK(dataset->GetGeoTransform(place) == CE_None);
        CHECK(place[0] == 780000);
        CHECK(dataset->GetSpatialRef()->GetAuthorityCode(nullptr) == std::string("32751"));
    }
    CHECK(opened(folder / "a.tif")->GetRasterBand(1)->GetNoDataValue() == 0);
    CHECK(opened(folder / "c.tif")->GetRasterBand(1)->GetRasterDataType() == GDT_Byte);
    CHECK(names_in(folder.path()) == std::set<std::string>{"a.tif", "b.jp2", "c.tif"});
}

TEST_CASE("a band of points keeps its place, and the same bytes come twice", "[write_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(5, 4);
    const Numbers numbers = Numbers::Constant(5, 4, 7);
    BandFileOptions points;
    points.pixel_is_point = true;
    write_band(folder / "a.tif", grid, numbers, points);
    write_band(folder / "b.tif", grid, numbers, points);
    const auto dataset = opened(folder / "a.tif");
    CHECK(dataset->GetMetadataItem("AREA_OR_POINT") == std::string("Point"));
    double place[6];
    dataset->GetGeoTransform(place);
    CHECK(place[0] == 780000);
    CHECK(bytes_of(folder / "a.tif") == bytes_of(folder / "b.tif"));
}

TEST_CASE("values that are not on their grid are a bug", "[write_raster]")
{
    const TemporaryFolder folder;
    const AtomicOutput output(folder / "o.tif", false, {});
    CHECK_THROWS_AS(write_index(output, grid_of(3, 4), index_of(4, 3), ""), BugError);
    Grid placeless = grid_of(3, 4);
    placeless.crs = {};
    CHECK_THROWS_AS(write_index(output, placeless, index_of(3, 4), ""), BugError);
    CHECK_THROWS_AS(write_band(folder / "x", grid_of(3, 4), Numbers::Constant(3, 4, 300), {"GTiff", true, {}}), BugError);
    CHECK_THROWS_AS(write_band(folder / "x", grid_of(3, 4), Numbers::Zero(3, 4), {"PNG", true, {}}), BugError);
    const AtomicOutput picture(folder / "o.png", false, {});
    CHECK_THROWS_AS(write_index(picture, grid_of(3, 4), index_of(3, 4), ""), UsageError);
}

TEST_CASE("a file-size limit or a full disk at any point fails an index and leaves nothing", "[write_raster]")
{
    const TemporaryFolder whole, disk;
    const Grid grid = grid_of(300, 300);
    const Pixels values = index_of(300, 300);
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
