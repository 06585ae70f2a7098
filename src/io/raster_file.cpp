#include "src/io/raster_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/core.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/gdal_errors.hpp"
#include "src/io/input_file.hpp"
#include "src/io/raster_layout.hpp"
#include "src/io/raster_sidecars.hpp"

namespace tasi::io {
namespace {

constexpr std::array<const char*, 3> drivers{"GTiff", "JP2OpenJPEG", nullptr};
constexpr unsigned long long max_block_bytes = 512ULL << 20;

struct Closer {
    void operator()(void* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<void, Closer>;

/// Throws what GDAL's failure means: want of memory is a limit, all else a broken file.
[[noreturn]] void fail(const ErrorWatch& watch, const char* name, const std::string& shown, const std::string& what)
{
    if (watch.out_of_memory())
        throw LimitError("MEMORY", shown, fmt::format("out of memory: {}", watch.first_message()), "give more memory, or cut the raster");
    throw UnreadableError(name, shown, fmt::format("{}: {}", what, watch.first_message()), "fetch the file again");
}

Dataset open_dataset(const std::string& name, const std::string& shown)
{
    const ErrorWatch watch;
    // The file alone: overviews, masks and metadata files beside it stay unread.
    const std::string own = name.substr(name.rfind('/') + 1);
    const std::array<const char*, 2> siblings{own.c_str(), nullptr};
    Dataset dataset(
        GDALOpenEx(name.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers.data(), nullptr, siblings.data()));
    if (!dataset || watch.failures() > 0) {
        fail(watch, "FORMAT", shown, "cannot open, corrupt or truncated");
    }
    return dataset;
}

std::optional<double> no_data_of(GDALRasterBandH band)
{
    int stated = 0;
    switch (GDALGetRasterDataType(band)) {
        case GDT_Int64: {
            const auto value = GDALGetRasterNoDataValueAsInt64(band, &stated);
            return stated ? std::optional(static_cast<double>(value)) : std::nullopt;
        }
        case GDT_UInt64: {
            const auto value = GDALGetRasterNoDataValueAsUInt64(band, &stated);
            return stated ? std::optional(static_cast<double>(value)) : std::nullopt;
        }
        default: {
            const double value = GDALGetRasterNoDataValue(band, &stated);
            return stated ? std::optional(value) : std::nullopt;
        }
    }
}

RasterBandInfo band_info(GDALRasterBandH band, const std::string& shown)
{
    const GDALDataType type = GDALGetRasterDataType(band);
    const char* signedness = GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE");
    if (type == GDT_Byte && signedness && std::string(signedness) == "SIGNEDBYTE") {
        throw UnsafeError("TYPE", shown, "data type signed 8 bit would be read as unsigned", "convert the file to Int16");
    }
    RasterBandInfo info;
    info.data_type = GDALGetDataTypeName(type);
    info.complex = GDALDataTypeIsComplex(type) != 0;
    info.palette = GDALGetRasterColorTable(band) != nullptr || GDALGetRasterColorInterpretation(band) == GCI_PaletteIndex;
    info.no_data = no_data_of(band);
    int stated = 0;
    const double scale = GDALGetRasterScale(band, &stated);
    if (stated) info.scale = scale;
    const double offset = GDALGetRasterOffset(band, &stated);
    if (stated) info.offset = offset;
    info.description = printable(GDALGetDescription(band));
    return info;
}

Crs crs_of(GDALDatasetH dataset, const std::string& shown)
{
    const ErrorWatch watch;
    OGRSpatialReferenceH reference = GDALGetSpatialRef(dataset);
    if (!reference) return {};
    const std::array<const char*, 2> options{"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    const OGRErr result = OSRExportToWktEx(reference, &text, options.data());
    const std::string wkt = text ? text : "";
    VSIFree(text);
    if (result != OGRERR_NONE || wkt.empty()) throw UnsafeError("CRS", shown, "the CRS cannot be read", "repair the CRS of the file");
    return crs_from_wkt(wkt, shown);
}

void place(RasterInfo& info, GDALDatasetH dataset, const std::string& shown)
{
    std::array<double, 6> t{};
    info.georeferenced = GDALGetGeoTransform(dataset, t.data()) == CE_None;
    if (!info.georeferenced) return;
    if (!std::all_of(t.begin(), t.end(), [](double v) { return std::isfinite(v); }) || !(t[1] > 0) || t[5] == 0) {
        throw UnsafeError("GEOREFERENCING", shown, fmt::format("georeferencing with pixels of {} x {} makes no sense", t[1], t[5]),
                          "repair the georeferencing");
    }
    if (t[2] != 0 || t[4] != 0) {
        throw UnsafeError("GEOREFERENCING", shown, fmt::format("rotated grid (geotransform terms {} and {})", t[2], t[4]),
                          "warp the raster to a north-up grid");
    }
    info.grid.x0 = t[0];
    info.grid.dx = t[1];
    info.grid.y0 = t[3];
    info.grid.dy = t[5];
}

RasterInfo describe(const Session& session, GDALDatasetH dataset, const std::string& shown)
{
    const ErrorWatch watch;
    RasterInfo info;
    info.grid.rows = GDALGetRasterYSize(dataset);
    info.grid.cols = GDALGetRasterXSize(dataset);
    const int bands = GDALGetRasterCount(dataset);
    const auto counted = [](int n) { return static_cast<unsigned long long>(std::max(0, n)); };
    check_raster_size(session, shown, counted(info.grid.rows), counted(info.grid.cols), counted(bands));
    info.driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
    GDALGetBlockSize(GDALGetRasterBand(dataset, 1), &info.block_cols, &info.block_rows);
    const int pixel_bytes = GDALGetDataTypeSizeBytes(GDALGetRasterDataType(GDALGetRasterBand(dataset, 1)));
    if (counted(info.block_cols) * counted(info.block_rows) > max_block_bytes / counted(std::max(1, pixel_bytes))) {
        throw LimitError("BLOCKS", shown,
                         fmt::format("blocks of {} x {} pixels are larger than the limit", info.block_cols, info.block_rows),
                         "rewrite the file in tiles");
    }
    place(info, dataset, shown);
    info.grid.crs = crs_of(dataset, shown);
    for (int b = 1; b <= bands; ++b) info.bands.push_back(band_info(GDALGetRasterBand(dataset, b), shown));
    if (watch.failures() > 0) fail(watch, "FORMAT", shown, "corrupt header");
    return info;
}

bool fits_float(GDALDataType type) { return type == GDT_Byte || type == GDT_UInt16 || type == GDT_Int16 || type == GDT_Float32; }

float narrowed(double value)
{
    constexpr double largest = std::numeric_limits<float>::max();
    if (std::abs(value) > largest && std::isfinite(value)) return value > 0 ? HUGE_VALF : -HUGE_VALF;
    return static_cast<float>(value);
}

}  // namespace

struct RasterFile::Handle {
    Session* session;
    std::string name, shown;
    Dataset dataset;
    RasterInfo info;

    BlockLayout layout() const
    {
        return {info.grid.rows, info.grid.cols, std::max(1, info.block_rows), std::max(1, info.block_cols),
                static_cast<int>(info.bands.size())};
    }

    GDALRasterBandH band(int number) const { return GDALGetRasterBand(dataset.get(), number + 1); }

    void fill(int number, const Window& w, GDALDataType type, void* buffer) const
    {
        const ErrorWatch watch;
        const CPLErr result = GDALRasterIO(band(number), GF_Read, w.col, w.row, w.cols, w.rows, buffer, w.cols, w.rows, type, 0, 0);
        if (result != CE_None || watch.failures() > 0) {
            fail(watch, "READ", shown,
                 fmt::format("cannot read block of band {}, rows {} to {}, columns {} to {} (decode error)", number + 1, w.row,
                             w.row + w.rows - 1, w.col, w.col + w.cols - 1));
        }
        if (watch.warnings() > 0) session->warnings.add("DECODER", shown, fmt::format("band {}: {}", number + 1, watch.first_message()));
    }

    /// Row by row through double: NoData is compared before the number loses digits.
    void fill_wide(int number, const Window& window, Pixels& pixels) const
    {
        const std::optional<double> missing = info.bands[static_cast<std::size_t>(number)].no_data;
        std::vector<double> row(static_cast<std::size_t>(window.cols));
        for (int r = 0; r < window.rows; ++r) {
            fill(number, {window.row + r, window.col, 1, window.cols}, GDT_Float64, row.data());
            for (int c = 0; c < window.cols; ++c) {
                const double value = row[static_cast<std::size_t>(c)];
                pixels(r, c) = missing && value == *missing ? std::numeric_limits<float>::quiet_NaN() : narrowed(value);
            }
        }
    }
};

RasterFile::RasterFile(Session& session, const std::string& name, bool from_tree, const std::string& shown)
{
    const std::string path = from_tree ? name : checked_input(session, name).string();
    const std::string title = printable(shown.empty() ? name : shown);
    check_raster_layout(session, VirtualFile(path, title));
    Dataset dataset = open_dataset(path, title);
    RasterInfo info = describe(session, dataset.get(), title);
    if (!path.starts_with("/vsi")) refuse_conflicting_sidecars(path, info, title);
    handle_.reset(new Handle{&session, path, title, std::move(dataset), std::move(info)});
    session.blocks.opened(path, handle_->layout());
}

RasterFile::~RasterFile() = default;

RasterFile::RasterFile(RasterFile&&) noexcept = default;

RasterFile::RasterFile(const RasterFile& other)
    : handle_(new Handle{other.handle_->session, other.handle_->name, other.handle_->shown,
                         open_dataset(other.handle_->name, other.handle_->shown), other.handle_->info})
{
    handle_->session->blocks.opened(handle_->name, handle_->layout());
}

const RasterInfo& RasterFile::info() const { return handle_->info; }

const std::string& RasterFile::name() const { return handle_->shown; }

Pixels RasterFile::read(int band, const Window& window) const
{
    const RasterInfo& info = handle_->info;
    const bool inside = band >= 0 && band < static_cast<int>(info.bands.size()) && window.row >= 0 && window.col >= 0 && window.rows >= 0 &&
                        window.cols >= 0 && window.rows <= info.grid.rows - window.row && window.cols <= info.grid.cols - window.col;
    if (!inside) throw BugError("WINDOW", name(), fmt::format("band {} or window outside the raster", band + 1), "");
    Pixels pixels(window.rows, window.cols);
    if (pixels.size() == 0) return pixels;
    handle_->session->blocks.read(handle_->name, handle_->layout(), band, window);
    if (!fits_float(GDALGetRasterDataType(handle_->band(band)))) {
        handle_->fill_wide(band, window, pixels);
        return pixels;
    }
    handle_->fill(band, window, GDT_Float32, pixels.data());
    const auto& missing = info.bands[static_cast<std::size_t>(band)].no_data;
    if (missing && !std::isnan(*missing)) {
        const float value = narrowed(*missing);
        for (Eigen::Index i = 0; i < pixels.size(); ++i) {
            const float number = pixels.data()[i];
            pixels.data()[i] = number == value ? std::numeric_limits<float>::quiet_NaN() : number;
        }
    }
    return pixels;
}

}  // namespace tasi::io
