#include <cmath>

#include <fmt/format.h>

#include "algorithms/masking/area_of_interest.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/raster_file.hpp"
#include "tools/scene_area.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

bool is_index_raster(Run& run, const std::string& path, const SceneInputOptions& options)
{
    if (!options.bands.empty() || !options.band_files.empty() || std::filesystem::is_directory(path)) return false;
    const std::string suffix = lower_case(std::filesystem::path(path).extension().string());
    if (suffix != ".tif" && suffix != ".tiff") return false;
    if (std::filesystem::exists(std::filesystem::path(path).replace_extension(".toml"))) return false;
    const io::RasterFile file(run.session, path);
    return file.info().bands.size() == 1 && file.info().bands[0].data_type.starts_with("Float");
}

SceneImage read_index_raster(Run& run, const std::string& path, const SceneInputOptions& options)
{
    const io::RasterFile file(run.session, path);
    io::require_map_grid(file);
    if (!options.date) throw UsageError("DATE", path, "an index raster states no time", "give --date");
    const Grid whole = file.info().grid;
    const SceneArea area = area_of(run, whole, options, path);

    SceneImage image;
    image.scene_id = std::filesystem::path(path).stem().string();
    image.path = path;
    image.derived = true;
    image.time = options.date;
    image.grid = whole.crop(area.window);
    image.values = file.read(0, area.window);
    image.mask = Mask::Zero(area.window.rows, area.window.cols);
    if (area.polygons) mark_outside(image.mask, image.grid, *area.polygons);
    for (Eigen::Index i = 0; i < image.values.size(); ++i) {
        const float value = image.values.data()[i];
        if (std::isnan(value))
            image.mask.data()[i] |= PixelFlag::fill;
        else if (std::isinf(value))
            image.mask.data()[i] |= PixelFlag::invalid;
        else if (std::abs(value) > 1)
            throw UnsafeError("RANGE", path, fmt::format("an index outside [-1, 1]: {}", format_number(static_cast<double>(value))),
                              "if it marks NoData, tag it as NoData in the file; if the index is not normalised, give the scene itself");
    }
    hide_masked(image.values, image.mask);
    add_flags(image.counts, image.values, image.mask);
    require_valid_pixels(image);
    return image;
}

}  // namespace tasi::cli
