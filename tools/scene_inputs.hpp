#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/indices/index_rows.hpp"
#include "algorithms/indices/water_index.hpp"
#include "scenes/products/scene.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"
#include "tools/command.hpp"
#include "tools/index_store.hpp"

namespace tasi::cli {

/// Options of every command that reads scenes.
struct SceneInputOptions {
    bool no_cloud_mask = false, allow_network = false, sharpen = false;
    std::optional<double> scale, offset;
    std::string bands;
    std::vector<std::string> band_files;
    std::optional<Instant> date;
    std::optional<std::string> aoi, bbox, bbox_crs;
    std::string mask = scenes::names_of(scenes::MaskChoice{}.classes), mask_confidence = "high", mixed = "average";
    std::optional<double> dilate_m;

    void declare(po::options_description& options);
    /// UsageError (2) for band names that do not exist, a box that is none, ...
    void check() const;
    scenes::SceneOptions scene_options() const;
    /// Files named by options, which the output must not be.
    std::vector<std::filesystem::path> files() const;
};

/// What is counted on the way; every count is of pixels inside the area asked for.
struct PixelCounts {
    long long total = 0, fill = 0, cloud = 0, shadow = 0, saturated = 0, invalid = 0, negative = 0, undefined = 0;
    long long masked = 0;
    std::vector<scenes::CountedPixels> doubts;  ///< over valid pixels, per layer that the product counts

    long long valid() const { return total - masked; }
    void add(const PixelCounts& other);
};

/// An index (or one band) of a scene over the area asked for.
struct SceneImage {
    std::string scene_id, sensor, path;
    std::vector<std::string> flags;  ///< what the product itself tells, e.g. `no cloud mask`, `gaps`
    std::optional<Instant> time;
    std::optional<double> geometric_rmse_m;
    bool normalised = false;  ///< a normalised difference
    bool derived = false;     ///< a composite or an index raster: why a pixel is missing, cloud or gap, is not known
    Grid grid;                ///< moved where the scene was coregistered
    Window window;            ///< of the scene's own grid: the pixels of `grid`
    Pixels values;            ///< NaN where masked, but not where merely outside the area; empty where `stored` holds them
    Mask mask;                ///< PixelFlag bits; with `stored` without pixels where none is flagged
    Mask by_rule;  ///< 1 where the domain rule of a normalised difference set the value: kept out of histograms; empty where there is none
    PixelCounts counts;
    std::shared_ptr<const IndexStore> stored;     ///< values and `by_rule` of an image that does not stand in memory
    std::optional<IndexSummary> summary;          ///< of these, under the mask as it was read
    std::vector<Band> bands;                      ///< that the index was made of; none for composites and index rasters
    Reflectance reflectance;                      ///< of the bands that the caller wants to keep
    std::vector<float> nir_sample, value_sample;  ///< pairs at a fixed stride, to tell land from water by its near infrared
};

/// What to compute from a scene: a water index, or the reflectance of one band.
struct Quantity {
    const WaterIndex* index = nullptr;
    std::optional<Band> band;
    bool seaward = false;  ///< of an index whose land is high, turned so that the sea is
    std::vector<Band> bands() const;
    std::string name() const;
};

/// `ndwi`, ..., or a band's name; UsageError (2) listing both otherwise.
Quantity quantity_named(const std::string& name);
/// The same for lines, which have the larger values on their right.
Quantity seaward_quantity(const std::string& name);
std::vector<std::string> quantity_names();

/// Opens a scene of any kind as the options say.
scenes::Scene open(Run& run, const std::string& path, const SceneInputOptions& options);

/// The whole image in memory (SceneWalk reads it).
/// Of the bands `wanted`, those that the scene has and that leave the grid of the quantity as it is are kept.
/// NoResultError (5) when the area of interest misses the scene or no valid pixel is in it.
SceneImage read_image(Run& run, const scenes::Scene& scene, const Quantity& quantity, const SceneInputOptions& options,
                      const std::vector<Band>& wanted = {});

/// The same with the index in a store, its scratch file in `folder`: for images of any size.
SceneImage read_stored_image(Run& run, const scenes::Scene& scene, const Quantity& quantity, const SceneInputOptions& options,
                             const std::filesystem::path& folder);

/// The index of either kind of image, which must live on; `by_rule` included.
IndexRows rows_of(const SceneImage& image);

/// A raster of one float band within [-1, 1]: an index made before. Its time comes from --date.
bool is_index_raster(Run& run, const std::string& path, const SceneInputOptions& options);
SceneImage read_index_raster(Run& run, const std::string& path, const SceneInputOptions& options);

/// Makes the masked pixels NaN. Those outside the area keep their values: the sea is followed through them, but no line is drawn there.
void hide_masked(Pixels& values, const Mask& mask);
/// Counts the flags of the pixels inside the area.
void add_flags(PixelCounts& counts, const Pixels& values, const Mask& mask);
/// NoResultError (5) when the image has no valid pixel.
void require_valid_pixels(const SceneImage& image);

/// Adds what the counts say to the warnings of the run.
void warn_about_pixels(Run& run, const SceneImage& image, const SceneInputOptions& options);
/// Warns when the class called water is brighter in the near infrared than the class called land.
void warn_when_inverted(Run& run, const SceneImage& image, double threshold);

}  // namespace tasi::cli
