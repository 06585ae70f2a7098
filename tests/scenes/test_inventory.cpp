#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "scenes/products/layouts.hpp"
#include "scenes/products/scene.hpp"
#include "src/core/parallel.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/io/make_raster.hpp"
#include "tests/scenes/changed_products.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

std::vector<SceneFacts> inventory_of(const std::vector<std::filesystem::path>& paths)
{
    io::Session session;
    std::vector<std::string> names;
    for (const auto& path : paths) names.push_back(path.string());
    return inventory(session, names);
}

const SceneFacts* row_at(const std::vector<SceneFacts>& rows, const std::filesystem::path& path)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const SceneFacts& facts) { return facts.path == path.string(); });
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("the metadata of each agency are recognised by one layout alone", "[inventory]")
{
    const auto recognisers = [](const std::string& name) {
        return std::count_if(product_layouts().begin(), product_layouts().end(),
                             [&](const ProductLayout& layout) { return layout.recognises(name); });
    };
    for (const char* name : {"LC08_L2SP_107066_20210615_20240101_02_T1_MTL.txt", "LE07_L1TP_160031_20110416_20161210_01_T1_MTL.TXT",
                             "LC81390452014295LGN00_MTL.json", "MTD_MSIL2A.xml", "MTD_MSIL1C.xml",
                             "S2A_OPER_MTD_SAFL1C_PDMC_20160929T185902_R065_V20160929T102022_20160929T102344.xml"})
        CHECK(recognisers(name) == 1);
    for (const char* name : {"MTD_TL.xml", "README.md", "LC08_ANG.txt", "manifest.safe"}) CHECK(recognisers(name) == 0);
}

TEST_CASE("an inventory finds folders, archives and rasters with a sheet, sorted by time", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    const testing::TemporaryFolder folder;
    testing::copy_folder(testing::hostile_inputs() / "control", folder / "downloads");
    std::ofstream(folder / "downloads/green_nir.toml") << "bands = [\"green\", \"nir\"]\nscale = 1e-4\ndate = 2022-01-01\n";
    std::vector<SceneFacts> rows = inventory_of({folder.path()});
    std::erase_if(rows, [](const SceneFacts& facts) { return facts.loose; });
    REQUIRE(rows.size() == 6);
    for (const SceneFacts& facts : rows) {
        CAPTURE(facts.path, facts.reason);
        CHECK(facts.usable);
        CHECK(facts.grid.rows > 0);
    }
    CHECK(rows[0].baseline == "03.01");
    CHECK(row_at(rows, folder / "downloads/l8_c2"));
    CHECK(row_at(rows, folder / "downloads/l8_c2.tar"));
    CHECK(row_at(rows, folder / "downloads/s2.zip"));
    CHECK(rows[3].id == "green_nir");
    CHECK(std::is_sorted(rows.begin(), rows.end(), [](const SceneFacts& a, const SceneFacts& b) { return *a.time < *b.time; }));
}

TEST_CASE("a link that leads nowhere and a folder that cannot be read are rows, and the rest is listed", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    namespace fs = std::filesystem;
    const testing::TemporaryFolder folder;
    testing::copy_folder(testing::hostile_inputs() / "control/l8_c2", folder / "downloads/l8_c2");
    fs::create_symlink("nowhere", folder / "downloads/dead");
    fs::create_symlink("loop", folder / "downloads/loop");
    fs::create_directory(folder / "downloads/closed");
    fs::permissions(folder / "downloads/closed", fs::perms::none);
    const bool is_root = fs::exists(folder / "downloads/closed/.");  // nothing is closed to root
    const std::vector<SceneFacts> rows = inventory_of({folder / "downloads"});
    fs::permissions(folder / "downloads/closed", fs::perms::owner_all);
    REQUIRE(rows.size() == (is_root ? 3U : 4U));
    REQUIRE(row_at(rows, folder / "downloads/l8_c2"));
    CHECK(row_at(rows, folder / "downloads/l8_c2")->usable);
    for (const char* name : {"dead", "loop"}) {
        const SceneFacts* row = row_at(rows, folder / "downloads" / name);
        REQUIRE(row);
        CHECK_FALSE(row->usable);
        CHECK(row->reason.find("leads to nothing") != std::string::npos);
    }
}

TEST_CASE("the metadata file of a product stands for the product", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    const auto folder = testing::hostile_inputs() / "control/l8_c2";
    std::filesystem::path metadata;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().string().ends_with("_MTL.txt")) metadata = entry.path();
    const std::vector<SceneFacts> rows = inventory_of({metadata});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].usable);
    CHECK(rows[0].id == inventory_of({folder})[0].id);
}

TEST_CASE("a product that cannot be used is a row with its reason", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    const auto metadata = testing::hostile_inputs() / "metadata";
    const std::vector<SceneFacts> rows = inventory_of({metadata});
    const SceneFacts* collection_1 = row_at(rows, metadata / "mtl_collection1");
    REQUIRE(collection_1);
    CHECK_FALSE(collection_1->usable);
    CHECK(collection_1->reason.find("collection") != std::string::npos);
    const SceneFacts* no_scale = row_at(rows, metadata / "mtl_no_scale");
    REQUIRE(no_scale);
    CHECK_FALSE(no_scale->usable);
    CHECK(no_scale->sensor == "landsat-8");
    CHECK(no_scale->cloud_pct == 3.21);
    const SceneFacts* feb_29 = row_at(rows, metadata / "mtl_feb29");
    REQUIRE(feb_29);
    CHECK(feb_29->time->iso() == "2021-06-15");
    CHECK(feb_29->level == "L2SP");
}

TEST_CASE("products that lie in one folder are each opened by their metadata file", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    const testing::TemporaryFolder folder;
    testing::copy_folder(testing::hostile_inputs() / "control/l8_c2", folder / "all");
    for (const auto& entry : std::filesystem::directory_iterator(testing::hostile_inputs() / "pixels/l7_slc_off"))
        std::filesystem::copy(entry.path(), folder / "all");
    const std::vector<SceneFacts> rows = inventory_of({folder.path()});
    REQUIRE(rows.size() == 2);
    for (const SceneFacts& facts : rows) {
        CAPTURE(facts.path, facts.reason);
        CHECK(facts.usable);
        io::Session session;
        CHECK(open_scene(session, facts.path).facts().id == facts.id);
    }
    CHECK(testing::failure_of([&] {
              io::Session session;
              open_scene(session, (folder / "all").string());
          }).says("holds 2 products"));
}

TEST_CASE("a broken archive is a row, and a missing path a failure", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    const std::vector<SceneFacts> rows = inventory_of({testing::hostile_inputs() / "archive/slip.zip"});
    REQUIRE(rows.size() == 1);
    CHECK_FALSE(rows[0].usable);
    CHECK_FALSE(rows[0].reason.empty());
    CHECK(testing::failure_of([] { inventory_of({"/no/such/folder"}); }).code == ExitCode::unreadable);
}

TEST_CASE("a product without cloud layer is in the inventory with all its facts", "[inventory]")
{
    const auto folder = testing::shared("data/landsat_c2_liverpool_coast");
    if (folder.empty()) return;
    io::start_up();
    const std::vector<SceneFacts> rows = inventory_of({folder});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].grid.cols == 433);
    CHECK(rows[0].grid.crs.name == "EPSG:32630");
    CHECK(rows[0].bands.size() == 7);
    CHECK(rows[0].geometric_rmse_m == 6.318);
    CHECK_FALSE(rows[0].usable);
    CHECK(rows[0].reason.find("no cloud layer") != std::string::npos);
}

TEST_CASE("metadata of Landsat products without images are described as far as they go", "[inventory]")
{
    const auto folder = testing::shared("data/landsat_mtl_samples");
    if (folder.empty()) return;
    io::start_up();
    const std::vector<SceneFacts> rows = inventory_of({folder});
    REQUIRE(rows.size() == 7);
    for (const SceneFacts& facts : rows) {
        CAPTURE(facts.id, facts.reason);
        CHECK_FALSE(facts.usable);
        CHECK_FALSE(facts.reason.empty());
        CHECK(facts.time.has_value());
        CHECK(facts.grid.dx == 30);
    }
}

TEST_CASE("a raster that nothing describes is a loose row with what it says itself", "[inventory]")
{
    const auto olinda = testing::shared("data/landsat7_olinda_coast");
    if (olinda.empty()) return;
    io::start_up();
    const SceneFacts* row = nullptr;
    const auto rows = inventory_of({olinda});
    for (const SceneFacts& facts : rows)
        if (facts.id == "L7_ETMs") row = &facts;
    REQUIRE(row);
    CHECK(row->loose);
    CHECK_FALSE(row->usable);
    CHECK(row->grid.cols == 349);
    CHECK(row->grid.rows == 352);
    CHECK(row->grid.dx == Approx(28.5));
    CHECK(row->grid.crs.name == "EPSG:31985");
    CHECK(row->pixel_type == "Byte");
    CHECK_FALSE(row->time.has_value());
    CHECK(row->reason.find("L7_ETMs.toml") != std::string::npos);
}

TEST_CASE("band files of one Sentinel-2 tile without metadata are one row", "[inventory]")
{
    const auto folder = testing::shared("data/sentinel2_l1c_virginia_barrier_20m");
    if (folder.empty()) return;
    io::start_up();
    const auto rows = inventory_of({folder});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].loose);
    CHECK(rows[0].grid.cols == 967);
    CHECK(rows[0].grid.rows == 973);
    CHECK(rows[0].grid.dx == 20);
    CHECK(rows[0].grid.x0 == 435720);
    CHECK(rows[0].grid.y0 == 4179460);
    CHECK(rows[0].grid.crs.name == "EPSG:32618");
    CHECK(rows[0].bands == std::vector<Band>{Band::nir, Band::swir1, Band::swir2});
    CHECK(rows[0].level.empty());
    CHECK(rows[0].pixel_type == "UInt16");
}

TEST_CASE("files of products and results of this program are no loose rasters", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    const testing::TemporaryFolder folder;
    testing::copy_folder(testing::hostile_inputs() / "control/l8_c2", folder / "scene");
    testing::make_raster(folder / "ndwi.tif", {});
    std::ofstream(folder / "ndwi.tif.run.json") << "{}";
    std::filesystem::create_directories(folder / "yearly/deep");
    testing::make_raster(folder / "yearly/deep/2020.tif", {});
    std::ofstream(folder / "yearly/run.json") << "{}";
    CHECK(inventory_of({folder.path()}).size() == 1);
    testing::make_raster(folder / "scene/other.tif", {});
    testing::make_raster(folder / "broken.tif", {});
    std::filesystem::resize_file(folder / "broken.tif", 20);
    const auto rows = inventory_of({folder.path()});
    CHECK(rows.size() == 3);
    CHECK(row_at(rows, folder / "scene/other.tif")->loose);
    CHECK(row_at(rows, folder / "broken.tif")->loose);
}

TEST_CASE("several products in one archive are each listed and opened", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    const testing::TemporaryFolder folder;
    testing::copy_folder(testing::hostile_inputs() / "control/l8_c2", folder / "in/a/l8_c2");
    testing::copy_folder(testing::hostile_inputs() / "pixels/l7_slc_off", folder / "in/a/l7");
    const std::string pack = "tar -czf '" + (folder / "two.tar.gz").string() + "' -C '" + (folder / "in").string() + "' .";
    REQUIRE(std::system(pack.c_str()) == 0);
    const auto rows = inventory_of({folder / "two.tar.gz"});
    REQUIRE(rows.size() == 2);
    for (const SceneFacts& facts : rows) {
        CAPTURE(facts.path, facts.reason);
        CHECK(facts.usable);
        io::Session session;
        CHECK(open_scene(session, facts.path).facts().id == facts.id);
    }
    CHECK(testing::failure_of([&] {
              io::Session session;
              open_scene(session, (folder / "two.tar.gz").string());
          }).says("holds 2 products"));
}

TEST_CASE("an archive of rasters without a product is a row that says so", "[inventory]")
{
    const testing::TemporaryFolder folder;
    std::filesystem::create_directories(folder / "in");
    testing::make_raster(folder / "in/b3.tif", {});
    const std::string pack = "tar -cf '" + (folder / "rasters.tar").string() + "' -C '" + (folder / "in").string() + "' .";
    REQUIRE(std::system(pack.c_str()) == 0);
    const auto rows = inventory_of({folder / "rasters.tar"});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].loose);
    CHECK(rows[0].reason.find("no product") != std::string::npos);
}

TEST_CASE("the inventory does not depend on the number of threads", "[inventory]")
{
    if (testing::hostile_inputs().empty()) return;
    const auto text_of = [](int threads) {
        set_thread_count(threads);
        std::string text;
        for (const SceneFacts& facts : inventory_of({testing::hostile_inputs() / "control", testing::hostile_inputs() / "metadata"}))
            text += facts.id + "|" + facts.path + "|" + facts.reason + "|" + facts.note + "\n";
        set_thread_count(1);
        return text;
    };
    const std::string one = text_of(1);
    CHECK(one.size() > 1000);
    CHECK(text_of(2) == one);
    CHECK(text_of(7) == one);
}
