#include "src/io/raster_layout.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {
namespace {

using namespace std::string_view_literals;
using namespace std::string_literals;

constexpr unsigned long long max_bands = 1000;

struct Signature {
    std::string_view start;
    const char* what;
};

/// How files begin that people take for rasters.
constexpr std::array known_strangers{
    Signature{"\x89PNG"sv, "a PNG picture"},
    Signature{"\xFF\xD8\xFF"sv, "a JPEG picture"},
    Signature{"GIF8"sv, "a GIF picture"},
    Signature{"PK\x03\x04"sv, "a ZIP archive"},
    Signature{"\x1F\x8B"sv, "a gzip archive"},
    Signature{"SQLite format 3"sv, "a GeoPackage"},
    Signature{"\x89HDF"sv, "an HDF5 or netCDF file"},
    Signature{"CDF"sv, "a netCDF file"},
    Signature{"%PDF"sv, "a PDF document"},
    Signature{"BM"sv, "a BMP picture"},
    Signature{"EHFA_HEADER_TAG"sv, "an Erdas Imagine file"},
};

/// Files that only point to other files, or to programs.
constexpr std::array descriptor_words{"<vrtdataset",       "<vrtwarpeddataset", "<gdal_wms", "<gdal_wmts",      "<wcs_gdal",
                                      "<ogrvrtdatasource", "<pansharpening",    "wms_cache", "<tilemapservice", "<georaster"};

[[noreturn]] void refuse_text(const std::string& start, const std::string& shown)
{
    const std::string lower = lower_case(start);
    for (const char* word : descriptor_words) {
        if (lower.find(word) != std::string::npos) {
            throw RefusedError("DRIVER", shown, "an indirect file (VRT, WMS or the like) that names other files is not allowed",
                               "give the GeoTIFF or JPEG 2000 itself");
        }
    }
    const bool page = lower.find("<html") != std::string::npos || lower.find("<!doctype html") != std::string::npos;
    throw UnreadableError(
        "FORMAT", shown,
        fmt::format("not a GeoTIFF or JPEG 2000 but {}", page ? "an HTML page (a failed download or login page?)" : "an XML text"),
        "fetch the file again");
}

[[noreturn]] void refuse_stranger(const std::string& start, const std::string& shown)
{
    for (const Signature& known : known_strangers) {
        if (start.starts_with(known.start)) {
            throw UnreadableError("FORMAT", shown, fmt::format("not a GeoTIFF or JPEG 2000 but {}", known.what),
                                  "give a GeoTIFF or JPEG 2000");
        }
    }
    throw UnreadableError("FORMAT", shown, "not a GeoTIFF or JPEG 2000 (unrecognised content)", "give a GeoTIFF or JPEG 2000");
}

}  // namespace

void check_raster_size(const Session& session, const std::string& shown, unsigned long long rows, unsigned long long cols,
                       unsigned long long bands)
{
    const auto limit = static_cast<unsigned long long>(std::max(1LL, session.max_pixels));
    if (rows == 0 || cols == 0)
        throw UnreadableError("FORMAT", shown, fmt::format("corrupt: {} x {} pixels", cols, rows), "fetch the file again");
    if (rows > limit / cols) {
        throw LimitError("PIXELS", shown, fmt::format("{} x {} pixels is larger than the limit of {} pixels", cols, rows, limit),
                         "cut the raster, or raise --max-pixels");
    }
    if (bands == 0 || bands > max_bands) {
        throw LimitError("BANDS", shown, fmt::format("{} samples (bands) per pixel, the limit is {}", bands, max_bands),
                         "give a file with fewer bands");
    }
}

void check_raster_layout(const Session& session, const VirtualFile& file)
{
    if (file.size() == 0) throw UnreadableError("FORMAT", file.shown(), "empty: 0 bytes, not a raster", "fetch the file again");
    const std::string start = file.bytes(0, std::min(file.size(), 4096LL));
    const auto begins = [&](std::string_view bytes) { return start.starts_with(bytes); };
    if (begins("II*\0"sv) || begins("MM\0*"sv) || begins("II+\0"sv) || begins("MM\0+"sv)) return check_tiff_layout(session, file);
    if (begins("\0\0\0\x0CjP  \r\n\x87\n"sv) || begins("\xFF\x4F\xFF\x51"sv)) return check_jpeg2000_layout(session, file);
    const auto first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF\xFE\xFF"s + '\0');
    if (first != std::string::npos && start[first] == '<') refuse_text(start, file.shown());
    refuse_stranger(start, file.shown());
}

}  // namespace tasi::io
