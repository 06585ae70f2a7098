#include <fstream>

#include "scenes/products/scene.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/landsat_products.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::LandsatRecipe;

namespace {

std::vector<SceneFacts> rows_of(const std::filesystem::path& folder)
{
    io::Session session;
    return inventory(session, {folder.string()});
}

/// A product whose folder has its name and that has lost its metadata.
void make_without_mtl(const std::filesystem::path& folder, const LandsatRecipe& recipe)
{
    testing::make_landsat(folder / recipe.id, recipe);
    std::filesystem::remove(folder / recipe.id / (recipe.id + "_MTL.txt"));
}

}  // namespace

TEST_CASE("a product without MTL is listed by its folder name, and opening it says why it cannot be used", "[landsat]")
{
    const testing::TemporaryFolder folder;
    const LandsatRecipe recipe = testing::collection_1_recipe();
    make_without_mtl(folder.path(), recipe);
    const std::vector<SceneFacts> rows = rows_of(folder.path());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].id == recipe.id);
    CHECK(rows[0].bands == std::vector<Band>{Band::green, Band::nir, Band::swir1});
    CHECK(rows[0].grid.cols == 5);
    CHECK(rows[0].has_cloud_layer);
    CHECK(rows[0].reason == "no MTL: scale and sun elevation unknown");
    const auto failure = testing::failure_of([&] {
        io::Session session;
        open_scene(session, (folder.path() / recipe.id).string());
    });
    CHECK(failure.code == ExitCode::unsafe);
    CHECK(failure.says("no MTL"));
}

TEST_CASE("a pre-collection scene without MTL is known by its id", "[landsat]")
{
    const testing::TemporaryFolder folder;
    make_without_mtl(folder.path(), testing::pre_collection_recipe());
    const std::vector<SceneFacts> rows = rows_of(folder.path());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].sensor == "landsat-8");
    CHECK(rows[0].time->iso() == "2016-05-13");
    CHECK(rows[0].tile == "107066");
}

TEST_CASE("band files in a folder of another name make no product, nor do those beside an MTL", "[landsat]")
{
    const testing::TemporaryFolder folder;
    const LandsatRecipe recipe = testing::collection_1_recipe();
    make_without_mtl(folder.path(), recipe);
    std::filesystem::rename(folder.path() / recipe.id, folder.path() / "downloads");
    const auto products = [&] {
        std::vector<SceneFacts> rows = rows_of(folder.path());
        std::erase_if(rows, [](const SceneFacts& facts) { return facts.loose; });
        return rows;
    };
    CHECK(products().empty());
    CHECK_FALSE(rows_of(folder.path()).empty());

    testing::make_landsat(folder.path() / recipe.id, recipe);
    CHECK(products().size() == 1);
}

TEST_CASE("the text form of metadata counts before JSON, and JSON before XML", "[landsat]")
{
    const testing::TemporaryFolder folder;
    const LandsatRecipe recipe;
    testing::make_landsat(folder / "p", recipe);
    const std::string stem = recipe.id + "_MTL";
    std::ofstream(folder / "p" / (stem + ".xml")) << "<LANDSAT_METADATA_FILE></LANDSAT_METADATA_FILE>";
    std::ofstream(folder / "p" / (stem + ".JSON")) << "{}";
    REQUIRE(rows_of(folder / "p").size() == 1);
    CHECK(rows_of(folder / "p")[0].usable);
    std::filesystem::rename(folder / "p" / (stem + ".txt"), folder / "p" / (stem + ".TXT"));
    CHECK(rows_of(folder / "p")[0].usable);
    std::filesystem::remove(folder / "p" / (stem + ".TXT"));
    REQUIRE(rows_of(folder / "p").size() == 1);
    CHECK(rows_of(folder / "p")[0].reason.find("no group of Landsat metadata") != std::string::npos);
}
