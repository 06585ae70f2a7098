#include "src/io/write_raster.hpp"

#include <gdal_priv.h>

#include "src/core/error.hpp"
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

TEST_CASE("numbers that are not on their grid, or that a format cannot hold, are a bug", "[write_raster]")
{
    const TemporaryFolder folder;
    CHECK_THROWS_AS(write_band(folder / "x", grid_of(3, 4), Numbers::Zero(4, 3), {}), BugError);
    Grid placeless = grid_of(3, 4);
    placeless.crs = {};
    CHECK_THROWS_AS(write_band(folder / "x", placeless, Numbers::Zero(3, 4), {}), BugError);
    CHECK_THROWS_AS(write_band(folder / "x", grid_of(3, 4), Numbers::Constant(3, 4, 300), {"GTiff", true, {}}), BugError);
    CHECK_THROWS_AS(write_band(folder / "x", grid_of(3, 4), Numbers::Zero(3, 4), {"PNG", true, {}}), BugError);
}
