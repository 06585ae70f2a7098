#include "src/io/write_raster.hpp"

#include <memory>
#include <string>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include "src/core/error.hpp"
#include "src/core/north_up.hpp"
#include "src/core/text.hpp"
#include "src/io/raster_writing.hpp"

namespace tasi::io {
namespace {

template <class Number>
using Rows = Eigen::Array<Number, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// North-up bands in the memory of their maker, one below the other, with what GDAL must know about them.
template <class Number>
struct Image {
    Grid grid;
    const Rows<Number>& numbers;
    GDALDataType type;
    std::optional<double> no_data;
    bool pixel_is_point = false;
    int bands = 1;
};

/// A dataset that reads the memory of `image`, which must outlive it.
template <class Number>
GDALDatasetUniquePtr in_memory(const Image<Number>& image, const Writing& writing)
{
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
    if (!driver) throw BugError("FORMAT", writing.shown, "GDAL has no driver MEM", "report it");
    GDALDatasetUniquePtr dataset(driver->Create("", image.grid.cols, image.grid.rows, 0, image.type, nullptr));
    writing.check(dataset != nullptr, "make a raster in memory");
    for (int band = 0; band < image.bands; ++band) {
        const Number* first = image.numbers.data() + Eigen::Index{band} * image.grid.rows * image.grid.cols;
        CPLStringList options;
        options.SetNameValue("DATAPOINTER", fmt::format("{}", static_cast<const void*>(first)).c_str());
        writing.check(dataset->AddBand(image.type, options.List()) == CE_None, "make a band in memory");
    }
    put_place(*dataset, image.grid, writing);
    if (image.pixel_is_point) writing.check(dataset->SetMetadataItem("AREA_OR_POINT", "Point") == CE_None, "state the kind of pixel");
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    if (image.no_data) writing.check(band.SetNoDataValue(*image.no_data) == CE_None, "state the NoData value");
    return dataset;
}

template <class Number>
bool is_same(Number a, Number b)
{
    return a == b || (a != a && b != b);
}

/// What a full disk leaves may look like a success to the writer; a reader sees it.
template <class Number>
void check_file(const std::filesystem::path& file, const std::string& driver, const Image<Number>& image, const Writing& writing)
{
    const char* const drivers[] = {driver.c_str(), nullptr};
    const GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers));
    writing.check(dataset != nullptr, "read it again");
    const Grid& grid = image.grid;
    check_place(*dataset, grid, image.bands, writing);
    Rows<Number> row(1, grid.cols);
    for (int line = 0; line < image.bands * grid.rows; ++line) {
        const int band = line / grid.rows, r = line % grid.rows;
        writing.check(dataset->GetRasterBand(band + 1)->RasterIO(GF_Read, 0, r, grid.cols, 1, row.data(), grid.cols, 1, image.type, 0, 0,
                                                                 nullptr) == CE_None,
                      "read it again");
        for (int c = 0; c < grid.cols; ++c)
            if (!is_same(row(0, c), image.numbers(line, c))) writing.fail(fmt::format("reads back differently at row {}, column {}", r, c));
    }
}

template <class Number>
void write_image(const std::filesystem::path& file, const std::string& driver_name, const Image<Number>& image,
                 const CPLStringList& options, const Writing& writing)
{
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name.c_str());
    if (!driver) throw BugError("FORMAT", writing.shown, "GDAL has no driver " + driver_name, "install a GDAL with it");
    GDALDatasetUniquePtr memory = in_memory(image, writing);
    GDALDatasetUniquePtr made(driver->CreateCopy(file.c_str(), memory.get(), TRUE, options.List(), nullptr, nullptr));
    writing.check(made != nullptr, "write");
    made->FlushCache(false);
    made.reset();
    writing.check(true, "write");
    check_file(file, driver_name, image, writing);
}

CPLStringList band_options(const BandFileOptions& options)
{
    CPLStringList list;
    if (options.driver == "GTiff") {
        for (const char* option : {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=DEFLATE", "PREDICTOR=2"})
            list.AddString(option);
    } else {
        for (const char* option : {"QUALITY=100", "REVERSIBLE=YES", "YCC=NO", "YCBCR420=NO"}) list.AddString(option);
    }
    return list;
}

template <class Number>
void write_numbers(const std::filesystem::path& file, const Grid& grid, const Numbers& numbers, int bands, const BandFileOptions& options,
                   GDALDataType type)
{
    const std::string shown = printable(file.filename().string());
    const ErrorWatch watch;
    const Writing writing{shown, watch};
    Rows<Number> stored = numbers.cast<Number>();
    for (int band = 0; grid.dy > 0 && band < bands; ++band)
        stored.middleRows(Eigen::Index{band} * grid.rows, grid.rows).colwise().reverseInPlace();
    const Image<Number> image{north_up(grid), stored, type, options.no_data, options.pixel_is_point, bands};
    write_image(file, options.driver, image, band_options(options), writing);
}

}  // namespace

void write_band(const std::filesystem::path& file, const Grid& grid, const Numbers& numbers, const BandFileOptions& options)
{
    write_bands(file, grid, numbers, 1, options);
}

void write_bands(const std::filesystem::path& file, const Grid& grid, const Numbers& numbers, int bands, const BandFileOptions& options)
{
    const std::string shown = printable(file.filename().string());
    if (bands < 1 || numbers.rows() % bands != 0) throw BugError("GRID", shown, "bands of unequal size", "report it");
    check_shape(grid, numbers.rows() / bands, numbers.cols(), shown);
    const bool plain = !options.no_data && !options.pixel_is_point;
    if (options.driver != "GTiff" && !(options.driver == "JP2OpenJPEG" && plain))
        throw BugError("FORMAT", shown, "a band file of " + options.driver + " with these options is not known", "report it");
    if (options.eight_bit && numbers.maxCoeff() > 255) throw BugError("FORMAT", shown, "a number above 255 in an 8-bit band", "report it");
    if (options.eight_bit)
        write_numbers<std::uint8_t>(file, grid, numbers, bands, options, GDT_Byte);
    else
        write_numbers<std::uint16_t>(file, grid, numbers, bands, options, GDT_UInt16);
}

}  // namespace tasi::io
