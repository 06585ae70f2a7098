#include "scenes/products/sentinel2_images.hpp"

#include <fmt/format.h>

#include "scenes/products/nested_grids.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the whole product again";

bool is_image(const std::string& lower_member, const std::string& ending)
{
    return lower_member.ends_with(ending + ".jp2") || lower_member.ends_with(ending + ".tif");
}

}  // namespace

std::optional<std::string> sentinel2_image(const ProductFiles& files, const std::string& folder, const std::string& ending)
{
    std::optional<std::string> found;
    for (const std::string& member : files.tree->members()) {
        if (!member.starts_with(folder) || !is_image(lower_case(member), lower_case(ending))) continue;
        if (found)
            throw UnsafeError("BAND", files.path(),
                              fmt::format("two files for {}: {} and {}: ambiguous", ending, printable(*found), printable(member)),
                              download);
        found = member;
    }
    return found;
}

std::optional<std::string> sentinel2_band_image(const ProductFiles& files, const std::string& images, const SensorBand& band)
{
    for (const int resolution_m : {static_cast<int>(band.native_m), 20, 60})
        if (auto member = sentinel2_image(files, images, fmt::format("_{}_{}m", band.token, resolution_m))) return member;
    return sentinel2_image(files, images, "_" + band.token);
}

std::optional<std::string> sentinel2_scl_image(const ProductFiles& files, const std::string& images)
{
    for (const int resolution_m : {20, 60})
        if (auto member = sentinel2_image(files, images, fmt::format("_SCL_{}m", resolution_m))) return member;
    return std::nullopt;
}

RasterSource sentinel2_source(io::Session& session, const ProductFiles& files, const std::string& member, const Grid& tile, int bands,
                              int band)
{
    const io::RasterFile file = files.tree->raster(session, member);
    if (static_cast<int>(file.info().bands.size()) != bands)
        throw UnsafeError("BAND", file.name(), fmt::format("{} bands in a file of {}", file.info().bands.size(), bands), download);
    io::require_numbers(file, band);
    io::require_map_grid(file);
    const Grid& grid = file.info().grid;
    if (tile.rows > 0) nesting_of(grid, file.name(), tile, "the tile metadata");
    return {member, band, grid};
}

}  // namespace tasi::scenes
