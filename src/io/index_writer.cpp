#include <cstring>
#include <limits>
#include <mutex>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/formats.hpp"
#include "src/io/raster_writing.hpp"
#include "src/io/write_raster.hpp"

namespace tasi::io {
namespace {

constexpr int smallest_with_overviews = 1024;
constexpr int rows_at_once = 256;

/// A sum over pixels that depends on value and place of each, but not on their order.
std::uint64_t digest(const Window& at, const Pixels& values, int cols)
{
    std::uint64_t sum = 0;
    for (int row = 0; row < at.rows; ++row)
        for (int col = 0; col < at.cols; ++col) {
            const float value = values(row, col);
            std::uint32_t bits = 0x7fc00000u;  // every NaN is the same
            if (value == value) std::memcpy(&bits, &value, sizeof bits);
            const auto place =
                static_cast<std::uint64_t>(at.row + row) * static_cast<std::uint64_t>(cols) + static_cast<std::uint64_t>(at.col + col);
            std::uint64_t mixed = (place << 32 ^ bits) + place * 0x9e3779b97f4a7c15u;
            mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
            sum += mixed ^ (mixed >> 27);
        }
    return sum;
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

/// An uncompressed file that parts are put into.
GDALDatasetUniquePtr make_raw(const std::filesystem::path& file, const Grid& grid, const std::string& description, const Writing& writing)
{
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    if (!driver) throw BugError("FORMAT", writing.shown, "GDAL has no driver GTiff", "install a GDAL with it");
    CPLStringList options;
    for (const char* option : {"TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER"}) options.AddString(option);
    GDALDatasetUniquePtr raw(driver->Create(file.c_str(), grid.cols, grid.rows, 1, GDT_Float32, options.List()));
    writing.check(raw != nullptr, "write");
    put_place(*raw, grid, writing);
    GDALRasterBand& band = *raw->GetRasterBand(1);
    writing.check(band.SetNoDataValue(std::numeric_limits<double>::quiet_NaN()) == CE_None, "state the NoData value");
    band.SetDescription(description.c_str());
    return raw;
}

}  // namespace

struct IndexWriter::State {
    std::string shown;
    const OutputFormat& format;
    std::filesystem::path raw_file, short_name, working;
    bool turned;  ///< a south-up grid is written from its last row on
    Grid grid;    ///< north-up
    GDALDatasetUniquePtr raw;
    std::mutex mutex;
    std::uint64_t written = 0;
    long long pixels = 0;

    void check_file(const Writing& writing) const
    {
        const char* const drivers[] = {"GTiff", nullptr};
        const GDALDatasetUniquePtr dataset(GDALDataset::Open(short_name.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers));
        writing.check(dataset != nullptr, "read it again");
        check_place(*dataset, grid, 1, writing);
        std::uint64_t sum = 0;
        for (int row = 0; row < grid.rows; row += rows_at_once) {
            const Window at{row, 0, std::min(rows_at_once, grid.rows - row), grid.cols};
            Pixels values(at.rows, at.cols);
            writing.check(dataset->GetRasterBand(1)->RasterIO(GF_Read, 0, row, at.cols, at.rows, values.data(), at.cols, at.rows,
                                                              GDT_Float32, 0, 0, nullptr) == CE_None,
                          "read it again");
            sum += digest(at, values, grid.cols);
        }
        if (sum != written) writing.fail("reads back differently");
    }
};

IndexWriter::IndexWriter(const AtomicOutput& output, const Grid& grid, const std::string& description)
{
    const std::string shown = printable(output.target().string());
    const OutputFormat& format = format_for(output.target(), true);
    check_shape(grid, grid.rows, grid.cols, shown);
    const std::filesystem::path folder = output.working_path().parent_path();
    // A short name first: the driver makes files of longer names beside it.
    state_.reset(new State{shown,
                           format,
                           folder / ".raw.tif",
                           folder / (".part" + format.suffix),
                           output.working_path(),
                           grid.dy > 0,
                           north_up(grid),
                           nullptr,
                           {}});
    const ErrorWatch watch;
    state_->raw = make_raw(state_->raw_file, state_->grid, description, {state_->shown, watch});
}

IndexWriter::~IndexWriter() = default;

void IndexWriter::write(const Window& part, const Pixels& values)
{
    State& s = *state_;
    if (values.rows() != part.rows || values.cols() != part.cols)
        throw BugError("GRID", s.shown,
                       fmt::format("{} x {} values for a part of {} x {}", values.rows(), values.cols(), part.rows, part.cols),
                       "report it");
    const Window at = s.turned ? Window{s.grid.rows - part.row - part.rows, part.col, part.rows, part.cols} : part;
    Pixels rows = values;
    if (s.turned) rows.colwise().reverseInPlace();
    const std::uint64_t sum = digest(at, rows, s.grid.cols);
    const std::lock_guard lock(s.mutex);
    const ErrorWatch watch;
    const Writing writing{s.shown, watch};
    writing.check(s.raw->GetRasterBand(1)->RasterIO(GF_Write, at.col, at.row, at.cols, at.rows, rows.data(), at.cols, at.rows, GDT_Float32,
                                                    0, 0, nullptr) == CE_None,
                  "write");
    s.written += sum;
    s.pixels += static_cast<long long>(values.size());
}

void IndexWriter::finish()
{
    State& s = *state_;
    if (s.pixels != static_cast<long long>(s.grid.rows) * s.grid.cols)
        throw BugError("GRID", s.shown, fmt::format("{} of {} x {} pixels were written", s.pixels, s.grid.rows, s.grid.cols), "report it");
    const ErrorWatch watch;
    const Writing writing{s.shown, watch};
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(s.format.driver.c_str());
    if (!driver) throw BugError("FORMAT", s.shown, "GDAL has no driver " + s.format.driver, "install a GDAL with it");
    s.raw->FlushCache(false);
    writing.check(true, "write");
    GDALDatasetUniquePtr made(
        driver->CreateCopy(s.short_name.c_str(), s.raw.get(), TRUE, index_options(s.format, s.grid).List(), nullptr, nullptr));
    writing.check(made != nullptr, "write");
    made->FlushCache(false);
    made.reset();
    s.raw.reset();
    writing.check(true, "write");
    s.check_file(writing);
    std::error_code ignored;
    std::filesystem::remove(s.raw_file, ignored);
    rename_file(s.short_name, s.working);
}

void write_index(const AtomicOutput& output, const Grid& grid, const Pixels& values, const std::string& description)
{
    check_shape(grid, values.rows(), values.cols(), printable(output.target().string()));
    IndexWriter writer(output, grid, description);
    writer.write(grid.whole(), values);
    writer.finish();
}

}  // namespace tasi::io
