#include <algorithm>
#include <cstdlib>

#include "scenes/products/scene.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/landsat_products.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::failure_of;
using testing::LandsatRecipe;
using testing::product_at;
using testing::product_of;

namespace {

testing::Failure failure_of_recipe(const LandsatRecipe& recipe)
{
    return failure_of([&] { product_of(recipe); });
}

testing::Failure failure_of_change(LandsatRecipe recipe, const std::string& before, const std::string& after)
{
    const testing::TemporaryFolder folder;
    testing::make_landsat(folder / "p", recipe);
    testing::edit(folder / "p" / (recipe.id + "_MTL.txt"), before, after);
    return failure_of([&] {
        io::Session session;
        product_at(session, folder / "p");
    });
}

bool has_warning(const io::Session& session, const std::string& name)
{
    for (const Warning& warning : session.warnings.list())
        if (warning.name == name) return true;
    return false;
}

}  // namespace

TEST_CASE("top-of-atmosphere reflectance of Level 1 is (mult number + add) over the sine of the sun's elevation", "[landsat]")
{
    LandsatRecipe oli;
    oli.sun_elevation = "52.12893938";
    const Calibration by_oli = product_of(oli).bands.at(Band::green).calibration;
    CHECK(by_oli.reflectance(10000) == Approx(0.126679412418).epsilon(1e-11));
    CHECK(by_oli.source == "MTL LEVEL1_RADIOMETRIC_RESCALING / sin(SUN_ELEVATION = 52.12893938)");

    LandsatRecipe tm = testing::tm_recipe();
    tm.sun_elevation = "41.72529109";
    const Product product = product_of(tm);
    CHECK(product.bands.at(Band::nir).calibration.reflectance(60) == Approx(0.236184614117).epsilon(1e-11));
    CHECK(product.facts.offset == -0.007475);
}

TEST_CASE("the four kinds of Landsat products are told apart by collection and level", "[landsat]")
{
    const Product c2 = product_of({}), c1 = product_of(testing::collection_1_recipe()), pre = product_of(testing::pre_collection_recipe());
    CHECK(c2.sheet->name == "Landsat Collection 2 Level 1");
    CHECK(c1.sheet->name == "Landsat Collection 1 Level 1");
    CHECK(pre.sheet->name == "Landsat pre-collection Level 1");
    CHECK(c2.sheet->cloud_buffer_m == 0);
    CHECK(c1.sheet->cloud_buffer_m == 150);
    CHECK(pre.sheet->cloud_buffer_m == 150);
    CHECK(c1.facts.collection == "01");
    CHECK(pre.facts.collection.empty());
    CHECK(pre.facts.level == "L1T");
    CHECK(pre.facts.time->iso() == "2016-05-13T01:47:13.542Z");
    CHECK(pre.facts.flags == std::vector<std::string>{"no shadow mask"});
    for (const Product* product : {&c2, &c1, &pre}) {
        CHECK(product->facts.tile == "107066");
        CHECK(product->facts.offset == -0.1);
        CHECK(product->facts.bands == std::vector<Band>{Band::green, Band::nir, Band::swir1});
        CHECK(product->facts.has_cloud_layer);
    }
}

TEST_CASE("files of 8 bits are saturated at 255, of 16 bits at 65535, and others are refused", "[landsat]")
{
    CHECK(product_of(testing::tm_recipe()).bands.at(Band::green).saturated_from == 255);
    CHECK(product_of({}).bands.at(Band::green).saturated_from == 65535);
    LandsatRecipe floats;
    floats.type = "Float32";
    CHECK(failure_of_recipe(floats).says("Float32"));
}

TEST_CASE("the offset of a product is unknown as one number when bands have different ones", "[landsat]")
{
    const testing::TemporaryFolder folder;
    const LandsatRecipe tm = testing::tm_recipe();
    testing::make_landsat(folder / "p", tm);
    testing::edit(folder / "p" / (tm.id + "_MTL.txt"), "REFLECTANCE_ADD_BAND_4 = -0.007475", "REFLECTANCE_ADD_BAND_4 = -0.0075");
    io::Session session;
    CHECK_FALSE(product_at(session, folder / "p").facts.offset.has_value());
}

TEST_CASE("Level 1 without sun, factors or a known level is refused with its reason", "[landsat]")
{
    LandsatRecipe night;
    night.sun_elevation = "-3.5";
    CHECK(failure_of_recipe(night).code == ExitCode::unsafe);
    CHECK(failure_of_recipe(night).says("SUN_ELEVATION = -3.5"));
    night.sun_elevation = "0.0";
    CHECK(failure_of_recipe(night).says("SUN_ELEVATION = 0"));
    CHECK(failure_of_change({}, "SUN_ELEVATION", "SUN_SOMETHING").says("SUN_ELEVATION is missing"));

    LandsatRecipe radiance_only = testing::tm_recipe();
    radiance_only.factors.clear();
    CHECK(failure_of_recipe(radiance_only).says("REFLECTANCE_MULT_BAND_2 is missing in group RADIOMETRIC_RESCALING"));
    CHECK(failure_of_recipe(radiance_only).says("radiance does not stand in"));
    CHECK(failure_of_change(testing::collection_1_recipe(), "DATA_TYPE = \"L1TP\"", "DATA_TYPE = \"L1XX\"").says("level conflict"));
    CHECK(failure_of_change(testing::pre_collection_recipe(), "\"L1T\"", "\"L0R\"").says("unsupported level L0R of pre-collection"));
}

TEST_CASE("factors count only in the group of their collection", "[landsat]")
{
    CHECK(failure_of_change({}, "GROUP = LEVEL1_RADIOMETRIC_RESCALING", "GROUP = RADIOMETRIC_RESCALING").code == ExitCode::unreadable);
    LandsatRecipe c1 = testing::collection_1_recipe();
    const testing::TemporaryFolder folder;
    testing::make_landsat(folder / "p", c1);
    const auto mtl = folder / "p" / (c1.id + "_MTL.txt");
    testing::edit(mtl, "GROUP = RADIOMETRIC_RESCALING", "GROUP = LEVEL1_RADIOMETRIC_RESCALING");
    testing::edit(mtl, "END_GROUP = RADIOMETRIC_RESCALING", "END_GROUP = LEVEL1_RADIOMETRIC_RESCALING");
    io::Session session;
    CHECK(failure_of([&] { product_at(session, folder / "p"); }).says("is missing in group RADIOMETRIC_RESCALING"));
}

TEST_CASE("a collection that the name and the metadata state differently is refused", "[landsat]")
{
    CHECK(failure_of_change({}, "COLLECTION_NUMBER = 02", "COLLECTION_NUMBER = 01").says("collection conflict"));
    CHECK(failure_of_change({}, "    COLLECTION_NUMBER = 02\n", "").says("COLLECTION_NUMBER is missing"));
    CHECK(failure_of_change(testing::pre_collection_recipe(), "LGN00\"\n", "LGN00\"\n    COLLECTION_NUMBER = 01\n").says("pre-collection"));
}

TEST_CASE("a surface reflectance file does not serve as a Level-1 band", "[landsat]")
{
    CHECK(failure_of_change({}, "T1_B3.TIF", "T1_SR_B3.TIF").says("is not a file of B3"));
    LandsatRecipe thematic;
    thematic.bands = {1, 2, 3, 4, 5, 6, 7};
    thematic.factors = thematic.bands;
    CHECK(failure_of_recipe(thematic).says("bands do not fit the sensor"));
}

TEST_CASE("a band file with something before its stated name is taken when it is the only one", "[landsat]")
{
    const testing::TemporaryFolder folder;
    const LandsatRecipe recipe;
    testing::make_landsat(folder / "p", recipe);
    std::filesystem::rename(folder / "p" / (recipe.id + "_B5.TIF"), folder / "p" / ("small_" + recipe.id + "_b5.tif"));
    io::Session session;
    CHECK(product_at(session, folder / "p").bands.at(Band::nir).raster.name == "small_" + recipe.id + "_b5.tif");
    CHECK(has_warning(session, "BAND-NAME"));

    std::filesystem::copy(folder / "p" / ("small_" + recipe.id + "_b5.tif"), folder / "p" / ("other_" + recipe.id + "_B5.TIF"));
    CHECK(failure_of([&] { product_at(session, folder / "p"); }).says("two files end in"));
}

TEST_CASE("a scene whose geometric error exceeds a pixel is flagged", "[landsat]")
{
    const testing::TemporaryFolder folder;
    LandsatRecipe recipe;
    recipe.rmse_m = "97.2";
    testing::make_landsat(folder / "p", recipe);
    io::Session session;
    const Product product = product_at(session, folder / "p");
    CHECK(product.facts.flags == std::vector<std::string>{"poor geometry", no_saturation_layer});
    CHECK(product.facts.geometric_rmse_m == 97.2);
    CHECK(has_warning(session, "GEOMETRY"));
    recipe.rmse_m = "30.0";
    CHECK(product_of(recipe).facts.flags == std::vector<std::string>{no_saturation_layer});
}

TEST_CASE("a scene placed by the orbit alone is flagged unless its error is stated", "[landsat]")
{
    LandsatRecipe systematic = testing::collection_1_recipe();
    systematic.id = "LC08_L1GT_107066_20170813_20170814_01_T2";
    systematic.level = "L1GT";
    CHECK(product_of(systematic).facts.flags.empty());
    const testing::TemporaryFolder folder;
    testing::make_landsat(folder / "p", systematic);
    testing::edit(folder / "p" / (systematic.id + "_MTL.txt"), "GEOMETRIC_RMSE_MODEL = 6.1", "ROLL_ANGLE = 0");
    io::Session session;
    CHECK(product_at(session, folder / "p").facts.flags == std::vector<std::string>{"poor geometry"});
    CHECK(has_warning(session, "GEOMETRY"));
}

TEST_CASE("what a Level-2 product says of the Level-1 product behind it is not its own, in whatever order", "[landsat]")
{
    const testing::TemporaryFolder folder;
    const LandsatRecipe recipe;
    testing::make_landsat(folder / "p", recipe);
    testing::edit(folder / "p" / (recipe.id + "_MTL.txt"), "  GROUP = PRODUCT_CONTENTS\n",
                  "  GROUP = LEVEL1_PROCESSING_RECORD\n    LANDSAT_PRODUCT_ID = \"LC08_L1TP_001001_20000101_20000102_02_T1\"\n"
                  "    PROCESSING_LEVEL = \"L1GS\"\n  END_GROUP = LEVEL1_PROCESSING_RECORD\n  GROUP = PRODUCT_CONTENTS\n");
    io::Session session;
    const Product product = product_at(session, folder / "p");
    CHECK(product.facts.id == recipe.id);
    CHECK(product.facts.level == "L1TP");
}

TEST_CASE("a Level-1 product in a tar archive gives the calibration of its folder", "[landsat]")
{
    const testing::TemporaryFolder folder;
    const LandsatRecipe recipe = testing::tm_recipe();
    testing::make_landsat(folder / "p", recipe);
    const std::string tar = "tar -cf '" + (folder / "p.tar").string() + "' -C '" + (folder / "p").string() + "' .";
    if (std::system(tar.c_str()) != 0) FAIL("tar does not run");
    io::Session session;
    const Product archive = product_at(session, folder / "p.tar"), plain = product_at(session, folder / "p");
    CHECK(archive.facts.id == recipe.id);
    CHECK(archive.bands.at(Band::nir).calibration.offset == plain.bands.at(Band::nir).calibration.offset);
    CHECK(archive.facts.grid == plain.facts.grid);
}

TEST_CASE("instruments without usable bands and metadata of the form before 2012 are refused by name", "[landsat]")
{
    LandsatRecipe mss = testing::tm_recipe();
    mss.instrument = "MSS";
    CHECK(failure_of_recipe(mss).says("unsupported sensor: SENSOR_ID = MSS"));
    LandsatRecipe old = testing::pre_collection_recipe();
    CHECK(failure_of_change(old, "LANDSAT_SCENE_ID", "ACQUISITION_DATE").says("before August 2012"));
}

TEST_CASE("surface reflectance made on demand of earlier collections is refused with its reason", "[landsat]")
{
    const testing::TemporaryFolder folder;
    const LandsatRecipe recipe = testing::collection_1_recipe();
    testing::make_landsat(folder / "p", recipe);
    for (const char* n : {"3", "5", "6"})
        std::filesystem::rename(folder / "p" / (recipe.id + "_B" + n + ".TIF"), folder / "p" / (recipe.id + "_sr_band" + n + ".tif"));
    io::Session session;
    CHECK(failure_of([&] { product_at(session, folder / "p"); }).says("made on demand"));
    std::filesystem::remove(folder / "p" / (recipe.id + "_MTL.txt"));
    const std::vector<SceneFacts> rows = inventory(session, {folder.path().string()});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].id == recipe.id);
    CHECK(rows[0].reason.find("made on demand") != std::string::npos);
}

TEST_CASE("Collection 2 without its saturation layer says so; older products never had one", "[landsat]")
{
    const auto says_so = [](const LandsatRecipe& recipe) {
        const auto flags = product_of(recipe).facts.flags;
        return std::find(flags.begin(), flags.end(), std::string(no_saturation_layer)) != flags.end();
    };
    LandsatRecipe recipe;
    CHECK(says_so(recipe));
    recipe.saturation = true;
    CHECK_FALSE(says_so(recipe));
    CHECK_FALSE(says_so(testing::collection_1_recipe()));
    CHECK_FALSE(says_so(testing::pre_collection_recipe()));
}
