#include "src/io/block_raster.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <mutex>
#include <optional>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include "src/core/error.hpp"
#include "src/core/north_up.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/formats.hpp"
#include "src/io/raster_writing.hpp"
#include "src/io/sha256.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

constexpr int smallest_with_overviews = 1024;
constexpr int rows_at_once = 256;

/// How each kind is stored; one row per kind, in their order.
struct Storage {
    GDALDataType type;
    std::optional<double> no_data;
    const char* predictor;
    const char* overviews;
};

const Storage& storage_of(BlockRaster::Kind kind)
{
    static const std::array<Storage, 3> table{{
        {GDT_Float32, std::numeric_limits<double>::quiet_NaN(), "FLOATING_POINT", "AVERAGE"},
        {GDT_UInt16, 0.0, "STANDARD", "NEAREST"},
        {GDT_Byte, std::nullopt, "STANDARD", "NEAREST"},
    }};
    return table.at(static_cast<std::size_t>(kind));
}

/// A sum over pixels that depends on value and place of each, but not on their order. A pixel written twice or never changes it.
std::uint64_t digest(const Window& at, const Pixels& values, int cols)
{
    std::uint64_t sum = 0;
    for (int row = 0; row < at.rows; ++row)
        for (int col = 0; col < at.cols; ++col) {
            const float value = values(row, col);
            std::uint32_t bits = 0x7fc00000u;  // every NaN is the same
            if (value == value) std::memcpy(&bits, &value, sizeof bits);
            if (value == 0) bits = 0;  // and so is every zero
            const auto place =
                static_cast<std::uint64_t>(at.row + row) * static_cast<std::uint64_t>(cols) + static_cast<std::uint64_t>(at.col + col);
            std::uint64_t mixed = (place << 32 ^ bits) + place * 0x9e3779b97f4a7c15u;
            mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
            sum += mixed ^ (mixed >> 27);
        }
    return sum;
}

GDALDriver& driver_named(const std::string& name, const std::string& shown)
{
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(name.c_str());
    if (!driver) throw BugError("FORMAT", shown, "GDAL has no driver " + name, "install a GDAL with it");
    return *driver;
}

GDALDatasetUniquePtr opened(const fs::path& file, unsigned mode)
{
    const char* const drivers[] = {"GTiff", nullptr};
    const char* const options[] = {mode == GDAL_OF_UPDATE ? "SPARSE_OK=TRUE" : nullptr, nullptr};
    return GDALDatasetUniquePtr(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | mode, drivers, options));
}

/// Beside `file`, and short: the driver makes files of longer names beside its own.
fs::path beside(const fs::path& file, const char* suffix)
{
    return file.parent_path() / ("." + sha256_of(file.filename().string()).substr(0, 16) + suffix);
}

}  // namespace

struct BlockRaster::State {
    fs::path file, raw, made;
    std::string shown;
    const OutputFormat& format;
    Kind kind;
    bool turned;  ///< a south-up grid is written from its last row on
    Grid grid;    ///< north-up
    std::mutex mutex = {};
    std::uint64_t written = 0;
    long long pixels = 0;

    void create(const std::string& description) const;
    void append(const Window& at, const Pixels& values);
    CPLStringList options() const;
    void convert() const;
    void check() const;
};

/// Not compressed: parts that share a tile would leave holes behind. Tiles without any number take no room.
void BlockRaster::State::create(const std::string& description) const
{
    const ErrorWatch watch;
    const Writing writing{shown, watch};
    CPLStringList how;
    for (const char* option : {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "BIGTIFF=IF_SAFER", "SPARSE_OK=TRUE"})
        how.AddString(option);
    GDALDatasetUniquePtr dataset(
        driver_named("GTiff", shown).Create(raw.c_str(), grid.cols, grid.rows, 1, storage_of(kind).type, how.List()));
    writing.check(dataset != nullptr, "write");
    put_place(*dataset, grid, writing);
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    if (const auto no_data = storage_of(kind).no_data) writing.check(band.SetNoDataValue(*no_data) == CE_None, "state the NoData value");
    band.SetDescription(description.c_str());
    dataset.reset();
    writing.check(true, "write");
}

/// Closed after each part: a full disk shows here and not while something else is read, and many rasters need no open file.
void BlockRaster::State::append(const Window& at, const Pixels& values)
{
    const std::uint64_t sum = digest(at, values, grid.cols);
    const std::lock_guard lock(mutex);
    const ErrorWatch watch;
    const Writing writing{shown, watch};
    GDALDatasetUniquePtr dataset = opened(raw, GDAL_OF_UPDATE);
    writing.check(dataset != nullptr, "write");
    const CPLErr result = dataset->GetRasterBand(1)->RasterIO(GF_Write, at.col, at.row, at.cols, at.rows, const_cast<float*>(values.data()),
                                                              at.cols, at.rows, GDT_Float32, 0, 0, nullptr);
    dataset.reset();
    writing.check(result == CE_None, "write");
    written += sum;
    pixels += static_cast<long long>(values.size());
}

CPLStringList BlockRaster::State::options() const
{
    CPLStringList list;
    for (const std::string& option : format.creation_options) list.AddString(option.c_str());
    list.SetNameValue("PREDICTOR", storage_of(kind).predictor);
    list.SetNameValue("OVERVIEW_RESAMPLING", storage_of(kind).overviews);
    const bool small = grid.rows < smallest_with_overviews && grid.cols < smallest_with_overviews;
    list.SetNameValue("OVERVIEWS", small ? "NONE" : "AUTO");
    // The bytes are the same for any number of threads. Few pixels are not worth a pool, which GDAL waits for without end where the system
    // refuses it one of its threads.
    list.SetNameValue("NUM_THREADS", std::to_string(small ? 1 : thread_count()).c_str());
    return list;
}

void BlockRaster::State::convert() const
{
    const ErrorWatch watch;
    const Writing writing{shown, watch};
    const GDALDatasetUniquePtr source = opened(raw, GDAL_OF_UPDATE);
    writing.check(source != nullptr, "read the parts again");
    put_place(*source, grid, writing);  // a CRS that went through a file may have other words
    GDALDatasetUniquePtr copy(
        driver_named(format.driver, shown).CreateCopy(made.c_str(), source.get(), TRUE, options().List(), nullptr, nullptr));
    writing.check(copy != nullptr, "write");
    copy->FlushCache(false);
    copy.reset();
    writing.check(true, "write");
}

/// What a full disk leaves may look like a success to the writer; a reader sees it.
void BlockRaster::State::check() const
{
    const ErrorWatch watch;
    const Writing writing{shown, watch};
    const GDALDatasetUniquePtr dataset = opened(made, GDAL_OF_READONLY);
    writing.check(dataset != nullptr, "read it again");
    check_place(*dataset, grid, 1, writing);
    std::uint64_t sum = 0;
    for (int row = 0; row < grid.rows; row += rows_at_once) {
        const Window at{row, 0, std::min(rows_at_once, grid.rows - row), grid.cols};
        Pixels values(at.rows, at.cols);
        writing.check(dataset->GetRasterBand(1)->RasterIO(GF_Read, 0, row, at.cols, at.rows, values.data(), at.cols, at.rows, GDT_Float32,
                                                          0, 0, nullptr) == CE_None,
                      "read it again");
        sum += digest(at, values, grid.cols);
    }
    if (sum != written) writing.fail("reads back differently");
}

BlockRaster::BlockRaster(const fs::path& file, const Grid& grid, Kind kind, const std::string& description, const std::string& shown)
{
    const std::string name = printable(shown);
    const OutputFormat& format = format_for(file, true);
    check_shape(grid, grid.rows, grid.cols, name);
    state_.reset(new State{file, beside(file, ".raw"), beside(file, ".tif"), name, format, kind, grid.dy > 0, north_up(grid)});
    state_->create(description);
}

BlockRaster::~BlockRaster() = default;

void BlockRaster::write(const Window& part, const Pixels& values)
{
    State& s = *state_;
    const bool inside = part.row >= 0 && part.col >= 0 && part.row + part.rows <= s.grid.rows && part.col + part.cols <= s.grid.cols;
    if (!inside || values.rows() != part.rows || values.cols() != part.cols)
        throw BugError("GRID", s.shown,
                       fmt::format("{} x {} values for a part of {} x {}", values.rows(), values.cols(), part.rows, part.cols),
                       "report it");
    if (s.turned)
        s.append({s.grid.rows - part.row - part.rows, part.col, part.rows, part.cols}, values.colwise().reverse());
    else
        s.append(part, values);
}

void BlockRaster::finish()
{
    const State& s = *state_;
    if (s.pixels != static_cast<long long>(s.grid.rows) * s.grid.cols)
        throw BugError("GRID", s.shown, fmt::format("{} of {} x {} pixels were written", s.pixels, s.grid.rows, s.grid.cols), "report it");
    s.convert();
    std::error_code ignored;
    fs::remove(s.raw, ignored);
    s.check();
    rename_file(s.made, s.file);
}

}  // namespace tasi::io
