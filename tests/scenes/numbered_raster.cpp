#include "tests/scenes/numbered_raster.hpp"

#include <cstdint>
#include <vector>

#include <gdal_priv.h>

#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/io/make_raster.hpp"

namespace tasi::testing {

void make_numbered_raster(const std::filesystem::path& file, int rows, int cols, double pixel_m)
{
    RasterRecipe recipe;
    recipe.rows = rows;
    recipe.cols = cols;
    recipe.transform = {500000, pixel_m, 0, 9100000, 0, -pixel_m};
    make_raster(file, recipe);

    std::vector<std::uint16_t> numbers;
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col) numbers.push_back(static_cast<std::uint16_t>(10 * row + col));
    GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str(), GDAL_OF_UPDATE));
    REQUIRE(dataset);
    REQUIRE(dataset->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, cols, rows, numbers.data(), cols, rows, GDT_UInt16, 0, 0) == CE_None);
}

}  // namespace tasi::testing
