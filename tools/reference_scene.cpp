#include <algorithm>
#include <filesystem>
#include <limits>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/raster_file.hpp"
#include "tools/registration.hpp"
#include "tools/scene_threshold.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

constexpr double most_clouds = 0.2;             // of a reference chosen by the program
constexpr double unknown_geolocation_sd_m = 8;  // of a raster that states none

/// Whether the file is one band and nothing says more of it.
bool is_single_band(Run& run, const std::string& path)
{
    const std::string suffix = lower_case(fs::path(path).extension().string());
    if (fs::is_directory(path) || (suffix != ".tif" && suffix != ".tiff")) return false;
    if (fs::exists(fs::path(path).replace_extension(".toml"))) return false;
    return io::RasterFile(run.session, path).info().bands.size() == 1;
}

ReferenceScene single_band(Run& run, const std::string& path)
{
    const io::RasterFile file(run.session, path);
    io::require_map_grid(file);
    io::require_numbers(file, 0);
    ReferenceScene reference;
    reference.id = fs::path(path).filename().string();
    reference.path = path;
    reference.grid = file.info().grid;
    reference.band = file.read(0, reference.grid.whole());
    reference.mask = Mask::Zero(reference.grid.rows, reference.grid.cols);
    reference.geolocation_sd_m = unknown_geolocation_sd_m;
    return reference;
}

/// 0..1 of the pixels inside the area of interest that hold data.
double cloud_share(const SceneImage& image)
{
    long seen = 0, cloudy = 0;
    for (Eigen::Index i = 0; i < image.mask.size(); ++i) {
        const std::uint8_t flags = image.mask.data()[i];
        if (flags & (PixelFlag::outside | PixelFlag::fill)) continue;
        ++seen;
        cloudy += (flags & (PixelFlag::cloud | PixelFlag::shadow | PixelFlag::snow)) != 0;
    }
    return seen == 0 ? 1 : static_cast<double>(cloudy) / static_cast<double>(seen);
}

ReferenceScene reference_of(Run& run, SceneImage image, const ExtractionOptions& options)
{
    const Mask near = keep_near_coast(run, image, options);
    const Threshold threshold = threshold_of(image, threshold_rule(options), near, natural_cut(image, options.index));
    ReferenceScene reference;
    reference.id = image.scene_id;
    reference.path = image.path;
    reference.grid = image.grid;
    reference.mask = land_only(image, threshold.value);
    if (!options.coast)
        reference.coast = for_scene(
            image.path, [&] { return trace_shoreline(image.values, image.mask, image.grid, threshold.value, options.trace).lines; });
    reference.geolocation_sd_m = geolocation_sd_m(image);
    reference.bands = std::move(image.reflectance);
    return reference;
}

SceneImage read_reference(Run& run, const std::string& path, const ExtractionOptions& options, const SceneInputOptions& input)
{
    return read_image(run, open(run, path, input), seaward_quantity(options.index), input, {Band::nir, Band::swir1});
}

ReferenceScene from_file(Run& run, const std::string& path, const ExtractionOptions& options, SceneInputOptions input)
{
    if (is_single_band(run, path)) return single_band(run, path);
    const std::string suffix = lower_case(fs::path(path).extension().string());
    input.band_files.clear();
    input.sharpen = false;                        // the scenes are compared on the larger pixels
    if (suffix != ".tif" && suffix != ".tiff") {  // a product states these itself
        input.scale = input.offset = std::nullopt;
        input.bands.clear();
        input.date = std::nullopt;
    }
    return reference_of(run, read_reference(run, path, options, input), options);
}

/// Nothing when the scene is no reference.
std::optional<ReferenceScene> clear_reference(Run& run, const scenes::SceneFacts& facts, const ExtractionOptions& options,
                                              const SceneInputOptions& input)
{
    try {
        SceneImage image = read_reference(run, facts.path, options, input);
        const bool gaps = std::find(image.flags.begin(), image.flags.end(), "gaps") != image.flags.end();
        if (gaps || cloud_share(image) > most_clouds) return std::nullopt;
        return reference_of(run, std::move(image), options);
    } catch (const Error& error) {  // the scene itself will say so when its turn comes
        if (!concerns_one_scene(error.code())) throw;
    }
    return std::nullopt;
}

}  // namespace

std::shared_ptr<const ReferenceScene> reference_scene(Run& run, const std::vector<scenes::SceneFacts>& facts,
                                                      const ExtractionOptions& options, const SceneInputOptions& input)
{
    if (*options.coregister != "first") return std::make_shared<ReferenceScene>(from_file(run, *options.coregister, options, input));
    std::vector<scenes::SceneFacts> in_time;
    std::copy_if(facts.begin(), facts.end(), std::back_inserter(in_time),
                 [](const scenes::SceneFacts& one) { return one.time && !one.path.empty(); });
    std::stable_sort(in_time.begin(), in_time.end(), [](const scenes::SceneFacts& a, const scenes::SceneFacts& b) {
        return std::tie(a.time->milliseconds, a.id) < std::tie(b.time->milliseconds, b.id);
    });
    for (const scenes::SceneFacts& one : in_time) {
        if (is_index_raster(run, one.path, input)) continue;
        if (auto reference = clear_reference(run, one, options, input)) return std::make_shared<ReferenceScene>(std::move(*reference));
    }
    throw UnsafeError("COREGISTER", "", "no scene is clear enough to be the reference of --coregister first",
                      "give --coregister FILE: a cloud-free scene or band of the same place");
}

}  // namespace tasi::cli
