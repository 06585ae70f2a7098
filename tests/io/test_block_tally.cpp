#include "src/io/block_tally.hpp"

#include "src/io/raster_file.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/io/make_raster.hpp"

using namespace tasi;

TEST_CASE("a block counts once however often it is read, and bands apart", "[block_tally]")
{
    io::BlockTally tally;
    const io::BlockLayout layout{100, 70, 32, 32, 2};  // 4 x 3 blocks in 2 bands
    tally.opened("a", layout);
    CHECK(tally.available() == 24);
    CHECK(tally.decoded() == 0);
    tally.read("a", layout, 0, {0, 0, 32, 32});
    tally.read("a", layout, 0, {10, 10, 1, 1});
    CHECK(tally.decoded() == 1);
    tally.read("a", layout, 0, {31, 31, 2, 2});
    CHECK(tally.decoded() == 4);
    tally.read("a", layout, 1, {96, 64, 4, 6});
    CHECK(tally.decoded() == 5);
    tally.read("b", layout, 0, {0, 0, 0, 5});
    CHECK(tally.decoded() == 5);
    tally.clear();
    CHECK(tally.available() == 0);
}

TEST_CASE("reading a window of a raster decodes the blocks under it only", "[block_tally]")
{
    testing::RasterRecipe recipe;
    recipe.rows = 64, recipe.cols = 96;
    recipe.options = {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"};
    const testing::TemporaryFolder folder;
    testing::make_raster(folder / "tiled.tif", recipe);
    io::Session session;
    const io::RasterFile file(session, (folder / "tiled.tif").string());
    CHECK(session.blocks.available() == 24);
    file.read(0, {20, 20, 10, 30});
    CHECK(session.blocks.decoded() == 3);
    const io::RasterFile other(file);
    other.read(0, {20, 20, 10, 30});
    CHECK(session.blocks.decoded() == 3);
    CHECK(session.blocks.available() == 24);
}
