#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenes/products/product.hpp"

namespace tasi::testing {

/// A small Landsat Level-1 product of 4 x 5 pixels near Timor; the number of pixel (row, col) is 1000 + 10 row + col (saturated in files
/// of 8 bits).
struct LandsatRecipe {
    std::string id = "LC08_L1TP_107066_20210615_20240101_02_T1";
    std::string spacecraft = "LANDSAT_8", instrument = "OLI_TIRS", level = "L1TP", collection = "02", day = "2021-06-15";
    std::vector<int> bands{3, 5, 6}, factors{3, 5, 6, 8};
    std::string mult = "2.0000E-05", add = "-0.100000", sun_elevation = "45.00000000", rmse_m = "6.1";
    std::string projection = "MAP_PROJECTION = \"UTM\"\n    UTM_ZONE = 51";
    std::string crs = "EPSG:32651";  ///< of the files
    std::string type = "UInt16";
    bool quality = true;      ///< QA_PIXEL, or BQA before Collection 2
    bool pan = false;         ///< B8 of 7 x 9 pixels
    bool saturation = false;  ///< QA_RADSAT, of Collection 2
    bool georeferenced = true;
    double north_m = 0;  ///< by which the files lie farther north than their MTL says
    bool south_up = false;
};

/// Writes the files with `<id>_MTL.txt` into a folder that does not exist yet.
void make_landsat(const std::filesystem::path& folder, const LandsatRecipe& recipe);

/// The text of its MTL.
std::string landsat_mtl(const LandsatRecipe& recipe);

/// The one product in a folder or archive, opened.
scenes::Product product_at(io::Session& session, const std::filesystem::path& path);

/// The product of a recipe, opened in a folder that is gone afterwards.
scenes::Product product_of(const LandsatRecipe& recipe);

/// A recipe before Collection 2: OLI of Collection 1, OLI before collections, TM of Collection 1.
LandsatRecipe collection_1_recipe();
LandsatRecipe pre_collection_recipe();
LandsatRecipe tm_recipe();

}  // namespace tasi::testing
