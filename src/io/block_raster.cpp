#include "src/io/block_raster.hpp"

#include <array>
#include <cstdio>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

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

/// How each kind is stored; one row per kind, in their order.
struct Storage {
    GDALDataType type;
    std::optional<double> no_data;
    const char* overviews;
};

const Storage& storage_of(BlockRaster::Kind kind)
{
    static const std::array<Storage, 3> table{{
        {GDT_Float32, std::numeric_limits<double>::quiet_NaN(), "AVERAGE"},
        {GDT_UInt16, 0.0, "NEAREST"},
        {GDT_Byte, std::nullopt, "NEAREST"},
    }};
    return table.at(static_cast<std::size_t>(kind));
}

/// FNV-1a over the bits of the values; one NaN is as good as another.
std::uint64_t digest_of(const Pixels& values)
{
    std::uint64_t digest = 0xcbf29ce484222325ULL;
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        const float value = values.data()[i];
        std::uint32_t bits = 0x7fc00000U;
        if (value == value) std::memcpy(&bits, &value, sizeof bits);
        if (bits == 0x80000000U) bits = 0;
        digest = (digest ^ bits) * 0x100000001b3ULL;
    }
    return digest;
}

}  // namespace

struct BlockRaster::State {
    std::filesystem::path file, part;
    std::string shown;
    Grid grid;
    Kind kind;
    std::vector<std::pair<Window, std::uint64_t>> written;

    [[noreturn]] void fail(const ErrorWatch& watch, const std::string& step) const
    {
        const std::string& why = watch.first_message();
        throw OutputError("WRITE", shown, "cannot " + step + (why.empty() ? "" : ": " + why), "check room and permissions");
    }
    void check(bool good, const ErrorWatch& watch, const std::string& step) const
    {
        if (!good || watch.failures() > 0) fail(watch, step);
    }
    GDALDriver& driver(const char* name) const
    {
        GDALDriver* found = GetGDALDriverManager()->GetDriverByName(name);
        if (!found) throw BugError("FORMAT", shown, std::string("GDAL has no driver ") + name, "install a GDAL with it");
        return *found;
    }
    OGRSpatialReference reference(const ErrorWatch& watch) const
    {
        OGRSpatialReference crs;
        crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        check(crs.importFromWkt(grid.crs.wkt.c_str()) == OGRERR_NONE, watch, "understand the CRS " + printable(grid.crs.name));
        return crs;
    }

    void create(const std::string& description) const;
    void describe(GDALDataset& dataset, const std::string& description, const ErrorWatch& watch) const;
    void append(const Window& window, const Pixels& values) const;
    void convert() const;
    void verify() const;
};

void BlockRaster::State::create(const std::string& description) const
{
    const ErrorWatch watch;
    CPLStringList options;
    for (const char* option : {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "BIGTIFF=IF_SAFER", "SPARSE_OK=TRUE"})
        options.AddString(option);
    if (kind != Kind::real) {  // measured numbers hardly shrink, and are packed once more in the end
        options.SetNameValue("COMPRESS", "DEFLATE");
        options.SetNameValue("ZLEVEL", "1");
        options.SetNameValue("PREDICTOR", "2");
    }
    GDALDatasetUniquePtr dataset(driver("GTiff").Create(part.c_str(), grid.cols, grid.rows, 1, storage_of(kind).type, options.List()));
    check(dataset != nullptr, watch, "write");
    describe(*dataset, description, watch);
    dataset.reset();
    check(true, watch, "write");
}

void BlockRaster::State::describe(GDALDataset& dataset, const std::string& description, const ErrorWatch& watch) const
{
    std::array<double, 6> transform{grid.x0, grid.dx, 0, grid.y0, 0, grid.dy};
    check(dataset.SetGeoTransform(transform.data()) == CE_None, watch, "place the raster");
    const OGRSpatialReference crs = reference(watch);
    check(dataset.SetSpatialRef(&crs) == CE_None, watch, "state the CRS");
    GDALRasterBand& band = *dataset.GetRasterBand(1);
    if (const auto no_data = storage_of(kind).no_data) check(band.SetNoDataValue(*no_data) == CE_None, watch, "state the NoData value");
    band.SetDescription(description.c_str());
}

/// Opened for each block: a run over many periods would hold too many files, and a full disk shows when a file is closed.
void BlockRaster::State::append(const Window& window, const Pixels& values) const
{
    const ErrorWatch watch;
    const char* const drivers[] = {"GTiff", nullptr};
    const char* const options[] = {"SPARSE_OK=TRUE", nullptr};
    GDALDatasetUniquePtr dataset(GDALDataset::Open(part.c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE, drivers, options));
    check(dataset != nullptr, watch, "write");
    const CPLErr result =
        dataset->GetRasterBand(1)->RasterIO(GF_Write, window.col, window.row, window.cols, window.rows, const_cast<float*>(values.data()),
                                            window.cols, window.rows, GDT_Float32, 0, 0, nullptr);
    dataset.reset();
    check(result == CE_None, watch, "write");
}

void BlockRaster::State::convert() const
{
    const ErrorWatch watch;
    const GDALDatasetUniquePtr source(GDALDataset::Open(part.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    check(source != nullptr, watch, "read the blocks again");
    CPLStringList options;
    for (const std::string& option : format_for(file, true).creation_options) options.AddString(option.c_str());
    options.SetNameValue("PREDICTOR", kind == Kind::real ? "FLOATING_POINT" : "STANDARD");
    options.SetNameValue("OVERVIEW_RESAMPLING", storage_of(kind).overviews);
    const bool small = grid.rows < smallest_with_overviews && grid.cols < smallest_with_overviews;
    options.SetNameValue("OVERVIEWS", small ? "NONE" : "AUTO");
    options.SetNameValue("NUM_THREADS", std::to_string(thread_count()).c_str());
    // A short name first: the driver makes files of longer names beside it.
    const std::filesystem::path working = file.parent_path() / ".part.tif";
    GDALDatasetUniquePtr made(driver("COG").CreateCopy(working.c_str(), source.get(), TRUE, options.List(), nullptr, nullptr));
    check(made != nullptr, watch, "write");
    made->FlushCache(false);
    made.reset();
    check(true, watch, "write");
    rename_file(working, file);
}

void BlockRaster::State::verify() const
{
    const ErrorWatch watch;
    const GDALDatasetUniquePtr made(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    check(made != nullptr && made->GetRasterXSize() == grid.cols && made->GetRasterYSize() == grid.rows, watch, "keep the size");
    std::array<double, 6> place{};
    check(made->GetGeoTransform(place.data()) == CE_None && place[0] == grid.x0 && place[3] == grid.y0, watch, "keep the place");
    const OGRSpatialReference wanted = reference(watch);
    const OGRSpatialReference* stored = made->GetSpatialRef();
    check(stored && stored->IsSame(&wanted), watch, "state the CRS " + printable(grid.crs.name));
    for (const auto& [window, digest] : written) {
        Pixels values(window.rows, window.cols);
        const CPLErr result = made->GetRasterBand(1)->RasterIO(GF_Read, window.col, window.row, window.cols, window.rows, values.data(),
                                                               window.cols, window.rows, GDT_Float32, 0, 0, nullptr);
        check(result == CE_None, watch, "read it again");
        if (digest_of(values) != digest)
            fail(watch, fmt::format("keep its values: they read back differently from row {}, column {}", window.row, window.col));
    }
}

BlockRaster::BlockRaster(const std::filesystem::path& file, const Grid& grid, Kind kind, const std::string& description)
    : state_(new State{
          file, file.parent_path() / ("." + file.stem().string() + ".blocks"), printable(file.filename().string()), grid, kind, {}})
{
    if (grid.rows < 1 || grid.cols < 1 || !(grid.dx > 0) || !(grid.dy < 0) || grid.crs.empty())
        throw BugError("GRID", state_->shown, "the grid is empty, not north-up or without a CRS", "report it");
    state_->create(description);
}

BlockRaster::~BlockRaster() = default;
BlockRaster::BlockRaster(BlockRaster&&) noexcept = default;

void BlockRaster::write(const Window& window, const Pixels& values)
{
    if (values.rows() != window.rows || values.cols() != window.cols)
        throw BugError("SHAPE", state_->shown, "a block of another size", "report it");
    state_->append(window, values);
    state_->written.emplace_back(window, digest_of(values));
}

void BlockRaster::finish()
{
    State& state = *state_;
    long long pixels = 0;
    for (const auto& [window, digest] : state.written) pixels += static_cast<long long>(window.rows) * window.cols;
    if (pixels != static_cast<long long>(state.grid.rows) * state.grid.cols)
        throw BugError("BLOCKS", state.shown, "not every block was written", "report it");
    state.convert();
    std::remove(state.part.c_str());
    state.verify();
}

}  // namespace tasi::io
