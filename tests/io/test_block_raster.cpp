#include "src/io/block_raster.hpp"

#include <cmath>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
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

Grid grid_of(int rows, int cols)
{
    start_up();
    return {rows, cols, 780000, 9060000, 10, -10, crs_from_user("EPSG:32751")};
}

Pixels numbers_of(const Grid& grid)
{
    Pixels values(grid.rows, grid.cols);
    for (int r = 0; r < grid.rows; ++r)
        for (int c = 0; c < grid.cols; ++c) values(r, c) = std::sin(static_cast<float>(r * 37 + c * 11) * 0.7F);
    values(0, 1) = std::nanf("");
    return values;
}

void write_in_blocks(const std::filesystem::path& file, const Grid& grid, const Pixels& values, int side)
{
    BlockRaster raster(file, grid, BlockRaster::Kind::real, "test");
    for (int row = 0; row < grid.rows; row += side)
        for (int col = 0; col < grid.cols; col += side) {
            const Window window{row, col, std::min(side, grid.rows - row), std::min(side, grid.cols - col)};
            raster.write(window, values.block(window.row, window.col, window.rows, window.cols));
        }
    raster.finish();
}

}  // namespace

TEST_CASE("a raster written in blocks holds what was written, whatever the blocks", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(300, 530);
    const Pixels values = numbers_of(grid);
    write_in_blocks(folder / "a.tif", grid, values, 128);
    write_in_blocks(folder / "b.tif", grid, values, 512);
    CHECK(bytes_of(folder / "a.tif") == bytes_of(folder / "b.tif"));
    CHECK(names_in(folder.path()) == std::set<std::string>{"a.tif", "b.tif"});
    Session session;
    const RasterFile file(session, (folder / "a.tif").string());
    CHECK(file.info().grid == grid);
    const Pixels read = file.read(0, grid.whole());
    CHECK(std::isnan(read(0, 1)));
    CHECK((read == values).count() == values.size() - 1);
}

TEST_CASE("counts and markers are whole numbers, and no count is missing", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(2, 2);
    Pixels values(2, 2);
    values << 0, 1, 700, 65535;
    BlockRaster count(folder / "count.tif", grid, BlockRaster::Kind::count, "count");
    count.write(grid.whole(), values);
    count.finish();
    Session session;
    const RasterFile file(session, (folder / "count.tif").string());
    CHECK(file.info().bands[0].data_type == "UInt16");
    CHECK(std::isnan(file.read(0, grid.whole())(0, 0)));
    CHECK(file.read(0, grid.whole())(1, 1) == 65535);
    values << 0, 1, 1, 0;
    BlockRaster marker(folder / "marker.tif", grid, BlockRaster::Kind::marker, "marker");
    marker.write(grid.whole(), values);
    marker.finish();
    const RasterFile marked(session, (folder / "marker.tif").string());
    CHECK(marked.info().bands[0].data_type == "Byte");
    CHECK(marked.read(0, grid.whole())(0, 0) == 0);
}

TEST_CASE("a raster with a missing block, or a number that its kind cannot hold, is not finished", "[io][block_raster]")
{
    const TemporaryFolder folder;
    const Grid grid = grid_of(4, 4);
    BlockRaster half(folder / "half.tif", grid, BlockRaster::Kind::real, "half");
    half.write({0, 0, 2, 4}, Pixels::Zero(2, 4));
    CHECK_THROWS_AS(half.finish(), BugError);
    BlockRaster broken(folder / "broken.tif", grid, BlockRaster::Kind::count, "broken");
    broken.write(grid.whole(), Pixels::Constant(4, 4, 0.5F));
    CHECK_THROWS_AS(broken.finish(), OutputError);
    CHECK_THROWS_AS(BlockRaster(folder / "none" / "a.tif", grid, BlockRaster::Kind::real, "x"), OutputError);
}
