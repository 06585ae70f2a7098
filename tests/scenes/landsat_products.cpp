#include "tests/scenes/landsat_products.hpp"

#include <fstream>

#include <fmt/format.h>

#include "scenes/products/layouts.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/io/make_raster.hpp"

namespace tasi::testing {
namespace {

bool is_collection_2(const LandsatRecipe& recipe) { return recipe.collection == "02"; }

std::string ids_of(const LandsatRecipe& recipe)
{
    const char* key = recipe.collection.empty() ? "LANDSAT_SCENE_ID" : "LANDSAT_PRODUCT_ID";
    const std::string number = recipe.collection.empty() ? "" : fmt::format("    COLLECTION_NUMBER = {}\n", recipe.collection);
    return fmt::format("    {} = \"{}\"\n{}", key, recipe.id, number);
}

std::string files_of(const LandsatRecipe& recipe)
{
    std::string text;
    const auto name = [&](const std::string& key, const std::string& token) {
        text += fmt::format("    {} = \"{}_{}.TIF\"\n", key, recipe.id, token);
    };
    for (const int n : recipe.bands) name(fmt::format("FILE_NAME_BAND_{}", n), fmt::format("B{}", n));
    if (recipe.pan) name("FILE_NAME_BAND_8", "B8");
    if (is_collection_2(recipe))
        name("FILE_NAME_QUALITY_L1_PIXEL", "QA_PIXEL");
    else
        name("FILE_NAME_BAND_QUALITY", "BQA");
    return text;
}

std::string acquisition_of(const LandsatRecipe& recipe)
{
    return fmt::format(
        "    SPACECRAFT_ID = \"{}\"\n    SENSOR_ID = \"{}\"\n    WRS_PATH = 107\n    WRS_ROW = 66\n    DATE_ACQUIRED = {}\n"
        "    SCENE_CENTER_TIME = \"01:47:13.5420000Z\"\n",
        recipe.spacecraft, recipe.instrument, recipe.day);
}

std::string place_of(const LandsatRecipe& recipe)
{
    return fmt::format(
        "    {}\n    DATUM = \"WGS84\"\n    GRID_CELL_SIZE_PANCHROMATIC = 15.00\n    GRID_CELL_SIZE_REFLECTIVE = 30.00\n"
        "    REFLECTIVE_LINES = 4\n    REFLECTIVE_SAMPLES = 5\n    PANCHROMATIC_LINES = 7\n    PANCHROMATIC_SAMPLES = 9\n"
        "    CORNER_UL_PROJECTION_X_PRODUCT = 780000.000\n    CORNER_UL_PROJECTION_Y_PRODUCT = -946200.000\n"
        "    CORNER_LR_PROJECTION_X_PRODUCT = 780120.000\n    CORNER_LR_PROJECTION_Y_PRODUCT = -946290.000\n",
        recipe.projection);
}

std::string group(const std::string& name, const std::string& content)
{
    return fmt::format("  GROUP = {}\n{}  END_GROUP = {}\n", name, content, name);
}

void make_band(const std::filesystem::path& folder, const LandsatRecipe& recipe, const std::string& token, int rows, int cols,
               double pixel_m, const std::string& type)
{
    RasterRecipe raster;
    raster.rows = rows;
    raster.cols = cols;
    raster.type = type;
    raster.epsg = recipe.georeferenced ? recipe.crs : "";
    raster.georeferenced = recipe.georeferenced;
    const double x0 = 780000 - pixel_m / 2, y0 = -946200 + pixel_m / 2 + recipe.north_m;
    raster.transform = {x0, pixel_m, 0, y0, 0, -pixel_m};
    if (recipe.south_up) raster.transform = {x0, pixel_m, 0, y0 - rows * pixel_m, 0, pixel_m};
    make_raster(folder / (recipe.id + "_" + token + ".TIF"), raster);
}

}  // namespace

std::string landsat_mtl(const LandsatRecipe& recipe)
{
    std::string factors;
    for (const int n : recipe.factors)
        factors += fmt::format("    REFLECTANCE_MULT_BAND_{} = {}\n    REFLECTANCE_ADD_BAND_{} = {}\n", n, recipe.mult, n, recipe.add);
    const std::string image =
        fmt::format("    CLOUD_COVER = 3.21\n    SUN_ELEVATION = {}\n    GEOMETRIC_RMSE_MODEL = {}\n", recipe.sun_elevation, recipe.rmse_m);
    const std::string level = fmt::format("    {} = \"{}\"\n", is_collection_2(recipe) ? "PROCESSING_LEVEL" : "DATA_TYPE", recipe.level);
    if (is_collection_2(recipe))
        return "GROUP = LANDSAT_METADATA_FILE\n" + group("PRODUCT_CONTENTS", ids_of(recipe) + level + files_of(recipe)) +
               group("IMAGE_ATTRIBUTES", acquisition_of(recipe) + image) + group("PROJECTION_ATTRIBUTES", place_of(recipe)) +
               group("LEVEL1_RADIOMETRIC_RESCALING", factors) + "END_GROUP = LANDSAT_METADATA_FILE\nEND\n";
    return "GROUP = L1_METADATA_FILE\n" + group("METADATA_FILE_INFO", ids_of(recipe)) +
           group("PRODUCT_METADATA", level + acquisition_of(recipe) + files_of(recipe)) + group("IMAGE_ATTRIBUTES", image) +
           group("RADIOMETRIC_RESCALING", factors) + group("PROJECTION_PARAMETERS", place_of(recipe)) +
           "END_GROUP = L1_METADATA_FILE\nEND\n";
}

void make_landsat(const std::filesystem::path& folder, const LandsatRecipe& recipe)
{
    std::filesystem::create_directories(folder);
    std::ofstream(folder / (recipe.id + "_MTL.txt")) << landsat_mtl(recipe);
    for (const int n : recipe.bands) make_band(folder, recipe, fmt::format("B{}", n), 4, 5, 30, recipe.type);
    if (recipe.pan) make_band(folder, recipe, "B8", 7, 9, 15, recipe.type);
    if (recipe.saturation) make_band(folder, recipe, "QA_RADSAT", 4, 5, 30, "UInt16");
    if (recipe.quality) make_band(folder, recipe, is_collection_2(recipe) ? "QA_PIXEL" : "BQA", 4, 5, 30, "UInt16");
}

scenes::Product product_at(io::Session& session, const std::filesystem::path& path)
{
    const auto found = scenes::find_products(std::make_shared<const io::FileTree>(session, path));
    REQUIRE(found.size() == 1);
    return found[0].layout->open(session, found[0].files, found[0].layout->describe(session, found[0].files), {});
}

scenes::Product product_of(const LandsatRecipe& recipe)
{
    const TemporaryFolder folder;
    make_landsat(folder / "p", recipe);
    io::Session session;
    return product_at(session, folder / "p");
}

LandsatRecipe collection_1_recipe()
{
    LandsatRecipe recipe;
    recipe.id = "LC08_L1TP_107066_20170813_20170814_01_T1";
    recipe.collection = "01";
    recipe.day = "2017-08-13";
    return recipe;
}

LandsatRecipe pre_collection_recipe()
{
    LandsatRecipe recipe;
    recipe.id = "LC81070662016134LGN00";
    recipe.collection = "";
    recipe.level = "L1T";
    recipe.day = "2016-05-13";
    return recipe;
}

LandsatRecipe tm_recipe()
{
    LandsatRecipe recipe;
    recipe.id = "LT05_L1TP_107066_20100801_20161015_01_T1";
    recipe.collection = "01";
    recipe.spacecraft = "LANDSAT_5";
    recipe.instrument = "TM";
    recipe.day = "2010-08-01";
    recipe.bands = {2, 4, 5};
    recipe.factors = {2, 4, 5};
    recipe.mult = "2.7445E-03";
    recipe.add = "-0.007475";
    recipe.type = "Byte";
    return recipe;
}

}  // namespace tasi::testing
