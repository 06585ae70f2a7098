#include "tests/io/make_raster.hpp"

#include <stdexcept>

#include <cpl_string.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include "src/io/startup.hpp"

namespace tasi::testing {

void make_raster(const std::filesystem::path& file, const RasterRecipe& recipe)
{
    io::start_up();
    char** options = nullptr;
    for (const std::string& option : recipe.options) options = CSLAddString(options, option.c_str());
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), file.c_str(), recipe.cols, recipe.rows, recipe.bands,
                                      GDALGetDataTypeByName(recipe.type.c_str()), options);
    CSLDestroy(options);
    if (!dataset) throw std::runtime_error("cannot make " + file.string());
    if (recipe.georeferenced) {
        auto transform = recipe.transform;
        GDALSetGeoTransform(dataset, transform.data());
    }
    if (!recipe.epsg.empty()) {
        OGRSpatialReferenceH reference = OSRNewSpatialReference(nullptr);
        OSRSetFromUserInput(reference, recipe.epsg.c_str());
        GDALSetSpatialRef(dataset, reference);
        OSRDestroySpatialReference(reference);
    }
    for (int b = 1; b <= recipe.bands; ++b) {
        std::vector<double> row(static_cast<std::size_t>(recipe.cols));
        if (recipe.no_data >= 0) GDALSetRasterNoDataValue(GDALGetRasterBand(dataset, b), recipe.no_data);
        for (int r = 0; r < recipe.rows; ++r) {
            for (int c = 0; c < recipe.cols; ++c) row[static_cast<std::size_t>(c)] = 1000.0 * b + 10 * r + c;
            if (GDALRasterIO(GDALGetRasterBand(dataset, b), GF_Write, 0, r, recipe.cols, 1, row.data(), recipe.cols, 1, GDT_Float64, 0,
                             0) != CE_None) {
                throw std::runtime_error("cannot write " + file.string());
            }
        }
    }
    GDALClose(dataset);
}

void make_jpeg2000(const std::filesystem::path& file, const RasterRecipe& recipe)
{
    const std::filesystem::path source = file.string() + ".source.tif";
    make_raster(source, recipe);
    GDALDatasetH from = GDALOpen(source.c_str(), GA_ReadOnly);
    char* options[] = {const_cast<char*>("QUALITY=100"), const_cast<char*>("REVERSIBLE=YES"), nullptr};
    GDALDatasetH to = GDALCreateCopy(GDALGetDriverByName("JP2OpenJPEG"), file.c_str(), from, 0, options, nullptr, nullptr);
    if (!to) throw std::runtime_error("cannot make " + file.string());
    GDALClose(to);
    GDALClose(from);
    std::filesystem::remove(source);
}

}  // namespace tasi::testing
