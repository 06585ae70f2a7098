#include "src/io/write_raster.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/formats.hpp"
#include "src/io/gdal_errors.hpp"

namespace tasi::io {
namespace {

constexpr int smallest_with_overviews = 1024;

template <class Number>
using Rows = Eigen::Array<Number, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A raster while it is written: what to say when something fails.
struct Writing {
    const std::string& shown;
    const ErrorWatch& watch;

    [[noreturn]] void fail(const std::string& what) const
    {
        const std::string& why = watch.first_message();
        throw OutputError("WRITE", shown, why.empty() ? what : what + ": " + why, "check room and permissions");
    }
    void check(bool good, const std::string& step) const
    {
        if (!good || watch.failures() > 0) fail("cannot " + step);
    }
};

/// North-up bands in the memory of their maker, one below the other, with what GDAL must know about them.
template <class Number>
struct Image {
    Grid grid;
    const Rows<Number>& numbers;
    GDALDataType type;
    std::optional<double> no_data;
    std::string description;
    bool pixel_is_point = false;
    int bands = 1;
};

void check_shape(const Grid& grid, Eigen::Index rows, Eigen::Index cols, const std::string& shown)
{
    if (rows != grid.rows || cols != grid.cols || rows < 1 || cols < 1 || !(grid.dx > 0) || !(std::abs(grid.dy) > 0))
        throw BugError("GRID", shown, fmt::format("{} x {} values on a grid of {} x {}", rows, cols, grid.rows, grid.cols), "report it");
    if (grid.crs.empty()) throw BugError("CRS", shown, "the grid has no CRS", "report it");
}

/// South-up grids are turned: readers disagree about them.
Grid north_up(Grid grid)
{
    if (grid.dy < 0) return grid;
    grid.y0 += grid.rows * grid.dy;
    grid.dy = -grid.dy;
    return grid;
}

OGRSpatialReference reference_of(const Crs& crs, const Writing& writing)
{
    OGRSpatialReference reference;
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    writing.check(reference.importFromWkt(crs.wkt.c_str()) == OGRERR_NONE, "understand the CRS " + printable(crs.name));
    return reference;
}

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
    std::array<double, 6> transform{image.grid.x0, image.grid.dx, 0, image.grid.y0, 0, image.grid.dy};
    writing.check(dataset->SetGeoTransform(transform.data()) == CE_None, "place the raster");
    const OGRSpatialReference reference = reference_of(image.grid.crs, writing);
    writing.check(dataset->SetSpatialRef(&reference) == CE_None, "state the CRS");
    if (image.pixel_is_point) writing.check(dataset->SetMetadataItem("AREA_OR_POINT", "Point") == CE_None, "state the kind of pixel");
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    if (image.no_data) writing.check(band.SetNoDataValue(*image.no_data) == CE_None, "state the NoData value");
    if (!image.description.empty()) band.SetDescription(image.description.c_str());
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
    const char* const drivers[] = {driver == "COG" ? "GTiff" : driver.c_str(), nullptr};
    const GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers));
    writing.check(dataset != nullptr, "read it again");
    const Grid& grid = image.grid;
    std::array<double, 6> place{};
    writing.check(
        dataset->GetRasterXSize() == grid.cols && dataset->GetRasterYSize() == grid.rows && dataset->GetRasterCount() == image.bands,
        "keep the size");
    writing.check(dataset->GetGeoTransform(place.data()) == CE_None, "read the place again");
    const auto close = [&](double a, double b) { return std::abs(a - b) <= 1e-6 * grid.dx; };
    writing.check(close(place[0], grid.x0) && close(place[3], grid.y0) && close(place[1], grid.dx) && close(place[5], grid.dy),
                  "keep the place");
    const OGRSpatialReference reference = reference_of(grid.crs, writing);
    const OGRSpatialReference* stored = dataset->GetSpatialRef();
    writing.check(stored && stored->IsSame(&reference), "state the CRS " + printable(grid.crs.name));
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

CPLStringList index_options(const OutputFormat& format, const Grid& grid)
{
    CPLStringList options;
    for (const std::string& option : format.creation_options) options.AddString(option.c_str());
    const bool small = grid.rows < smallest_with_overviews && grid.cols < smallest_with_overviews;
    options.SetNameValue("OVERVIEWS", small ? "NONE" : "AUTO");
    options.SetNameValue("NUM_THREADS", std::to_string(thread_count()).c_str());  // the bytes are the same for any number
    return options;
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
    const Image<Number> image{north_up(grid), stored, type, options.no_data, {}, options.pixel_is_point, bands};
    write_image(file, options.driver, image, band_options(options), writing);
}

}  // namespace

void write_index(const AtomicOutput& output, const Grid& grid, const Pixels& values, const std::string& description)
{
    const std::string shown = printable(output.target().string());
    const OutputFormat& format = format_for(output.target(), true);
    check_shape(grid, values.rows(), values.cols(), shown);
    const ErrorWatch watch;
    const Writing writing{shown, watch};
    const Pixels turned = grid.dy > 0 ? Pixels(values.colwise().reverse()) : Pixels();
    const double no_data = std::numeric_limits<double>::quiet_NaN();
    const Image<float> image{north_up(grid), grid.dy > 0 ? turned : values, GDT_Float32, no_data, description, false};
    // A short name first: the driver makes files of longer names beside it.
    const std::filesystem::path working = output.working_path().parent_path() / (".part" + format.suffix);
    write_image(working, format.driver, image, index_options(format, grid), writing);
    rename_file(working, output.working_path());
}

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
