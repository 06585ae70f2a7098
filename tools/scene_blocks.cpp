#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "algorithms/masking/area_of_interest.hpp"
#include "scenes/products/offset_check.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/raster_file.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {
namespace {

constexpr int block_rows = 512;  // fixed: bytes must not depend on the number of threads
constexpr int sample_stride = 7;

/// A box in degrees is not a box in metres: its edges are drawn with many vertices before they are transformed.
Polygon box_polygon(double x0, double y0, double x1, double y1)
{
    constexpr int steps = 20;
    Polygon box;
    const auto edge = [&](Point a, Point b) {
        for (int i = 0; i < steps; ++i) box.exterior.push_back(a + (static_cast<double>(i) / steps) * (b - a));
    };
    edge({x0, y0}, {x1, y0});
    edge({x1, y0}, {x1, y1});
    edge({x1, y1}, {x0, y1});
    edge({x0, y1}, {x0, y0});
    box.exterior.push_back({x0, y0});
    return box;
}

PixelCounts count(const SceneImage& image, long long negative, long long undefined)
{
    PixelCounts counts;
    counts.negative = negative;
    counts.undefined = undefined;
    for (Eigen::Index i = 0; i < image.mask.size(); ++i) {
        const std::uint8_t flags = image.mask.data()[i];
        if (flags & PixelFlag::outside) continue;
        ++counts.total;
        counts.fill += (flags & PixelFlag::fill) != 0;
        counts.cloud += (flags & PixelFlag::cloud) != 0;
        counts.shadow += (flags & PixelFlag::shadow) != 0;
        counts.saturated += (flags & PixelFlag::saturated) != 0;
        counts.invalid += (flags & PixelFlag::invalid) != 0;
        counts.masked += flags != 0 || std::isnan(image.values.data()[i]);
    }
    return counts;
}

void require_valid_pixels(const SceneImage& image)
{
    if (image.counts.valid() > 0) return;
    const double cloudy =
        image.counts.total > 0 ? 100.0 * static_cast<double>(image.counts.cloud) / static_cast<double>(image.counts.total) : 0;
    throw NoResultError("NO-VALID-PIXELS", image.path,
                        fmt::format("no valid pixels: all {} are masked (cloud {} %)", image.counts.total, format_fixed(cloudy, 0)),
                        "use another scene or area");
}

/// Pixels outside the area keep their values: the sea is followed through them, but no line is drawn there.
void hide_masked(SceneImage& image)
{
    for (Eigen::Index i = 0; i < image.mask.size(); ++i)
        if (image.mask.data()[i] & ~PixelFlag::outside) image.values.data()[i] = std::numeric_limits<float>::quiet_NaN();
}

/// Usable pixels inside the area with a negative band.
long long negative_pixels(const scenes::SceneBlock& pixels, const Mask& mask, const std::vector<Band>& bands)
{
    long long negative = 0;
    for (Eigen::Index i = 0; i < mask.size(); ++i) {
        if (mask.data()[i] != 0) continue;
        negative += std::any_of(bands.begin(), bands.end(), [&](Band band) { return pixels.reflectance[band].data()[i] < 0; });
    }
    return negative;
}

struct Block {
    scenes::OffsetCheck offset;
    long long negative = 0, undefined = 0;
    std::vector<float> nir_sample, value_sample;
};

/// The band that is dark over water in any state; present in every index.
std::optional<Band> infrared(const Reflectance& reflectance)
{
    for (const Band band : {Band::nir, Band::swir1})
        if (reflectance.has(band)) return band;
    return std::nullopt;
}

void sample(Block& block, const Reflectance& reflectance, const Pixels& values)
{
    const auto band = infrared(reflectance);
    if (!band) return;
    const Pixels& nir = reflectance[*band];
    for (Eigen::Index i = 0; i < values.size(); i += sample_stride) {
        if (std::isnan(values.data()[i]) || std::isnan(nir.data()[i])) continue;
        block.nir_sample.push_back(nir.data()[i]);
        block.value_sample.push_back(values.data()[i]);
    }
}

bool holds(const std::vector<Band>& bands, Band band) { return std::find(bands.begin(), bands.end(), band) != bands.end(); }

/// The bands of `wanted` that do not coarsen the grid of the quantity.
std::vector<Band> kept_bands(const scenes::Scene& scene, const Quantity& quantity, const std::vector<Band>& wanted)
{
    std::vector<Band> kept;
    for (const Band band : wanted) {
        if (!holds(scene.facts().bands, band)) continue;
        std::vector<Band> together = quantity.bands();
        together.push_back(band);
        if (scene.grid(together) == scene.grid(quantity.bands())) kept.push_back(band);
    }
    return kept;
}

Block compute_block(SceneImage& image, const scenes::SceneBlock& pixels, const Quantity& quantity, const std::vector<Band>& kept, int row)
{
    Block block;
    const Eigen::Index rows = pixels.mask.rows();
    for (const Band band : kept) image.reflectance[band].middleRows(row, rows) = pixels.reflectance[band];
    if (pixels.reflectance.has(Band::green)) block.offset.add(pixels);
    if (quantity.index) {
        const IndexImage index = compute(*quantity.index, pixels.reflectance);
        block.negative = negative_pixels(pixels, image.mask.middleRows(row, rows), quantity.index->bands);
        block.undefined = index.undefined;
        image.values.middleRows(row, rows) = index.values;
        if (index.by_rule.size() > 0) image.by_rule.middleRows(row, rows) = index.by_rule;
        sample(block, pixels.reflectance, index.values);
    } else {
        image.values.middleRows(row, rows) = pixels.reflectance[*quantity.band];
    }
    return block;
}

}  // namespace

std::optional<std::vector<Polygon>> area_in(Run& run, const Crs& crs, const SceneInputOptions& options)
{
    if (options.bbox) {
        std::vector<double> n;
        for (const std::string& part : split(*options.bbox, ',')) n.push_back(*parse_number(part));
        const io::Transformer to_scene(run.session, io::crs_from_user(options.bbox_crs.value_or("EPSG:4326")), crs);
        return to_scene(Geometry::of(std::vector<Polygon>{box_polygon(n[0], n[1], n[2], n[3])})).polygons;
    }
    if (!options.aoi) return std::nullopt;
    const Layer layer = io::transformed(run.session, io::read_layer(run.session, {*options.aoi, std::nullopt, std::nullopt}), crs);
    std::vector<Polygon> area;
    for (const Feature& feature : layer.features)
        area.insert(area.end(), feature.geometry.polygons.begin(), feature.geometry.polygons.end());
    if (area.empty()) throw UnsafeError("AOI", *options.aoi, "the layer holds no polygon", "give a layer of polygons");
    return area;
}

SceneImage read_image(Run& run, const scenes::Scene& scene, const Quantity& quantity, const SceneInputOptions& options,
                      const std::vector<Band>& wanted)
{
    const std::vector<Band> kept = kept_bands(scene, quantity, wanted);
    std::vector<Band> bands = quantity.bands();
    for (const Band band : kept)
        if (!holds(bands, band)) bands.push_back(band);
    const Grid whole = scene.grid(bands);
    const auto area = area_in(run, whole.crs, options);
    const Window window = area ? window_of(whole, *area) : whole.whole();
    if (window.rows == 0)
        throw NoResultError("AOI", scene.facts().path, "the scene does not overlap the area of interest",
                            "check the area and the CRS (zone) of the scene");

    SceneImage image;
    image.scene_id = scene.facts().id;
    image.sensor = scene.facts().sensor;
    image.path = scene.facts().path;
    image.time = scene.facts().time;
    image.geometric_rmse_m = scene.facts().geometric_rmse_m;
    image.flags = scene.facts().flags;
    image.normalised = quantity.index && quantity.index->normalised;
    image.grid = whole.crop(window);
    image.values.resize(window.rows, window.cols);
    image.mask = Mask::Zero(window.rows, window.cols);
    image.by_rule = Mask::Zero(window.rows, window.cols);
    if (area) mark_outside(image.mask, image.grid, *area);
    for (const Band band : kept) image.reflectance[band].resize(window.rows, window.cols);

    const int count_of_blocks = (window.rows + block_rows - 1) / block_rows;
    std::vector<Block> blocks(static_cast<std::size_t>(count_of_blocks));
    parallel_for_with(
        count_of_blocks, [&] { return scene.reader(run.session, bands); },
        [&](scenes::SceneReader& reader, int i) {
            const int row = i * block_rows, rows = std::min(block_rows, window.rows - row);
            const scenes::SceneBlock pixels = reader.read({window.row + row, window.col, rows, window.cols});
            image.mask.middleRows(row, rows) = image.mask.middleRows(row, rows).binaryExpr(
                pixels.mask, [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a | b); });
            blocks[static_cast<std::size_t>(i)] = compute_block(image, pixels, quantity, kept, row);
        });
    long long negative = 0, undefined = 0;
    scenes::OffsetCheck offset;
    for (const Block& block : blocks) {
        offset.add(block.offset);
        negative += block.negative;
        undefined += block.undefined;
        image.nir_sample.insert(image.nir_sample.end(), block.nir_sample.begin(), block.nir_sample.end());
        image.value_sample.insert(image.value_sample.end(), block.value_sample.begin(), block.value_sample.end());
    }
    if (image.sensor.starts_with("sentinel-2") && offset.suspect())
        run.session.warnings.add("OFFSET-SUSPECT", image.path,
                                 "the offset of Sentinel-2 seems to be applied twice or not at all: check where the product comes from");
    hide_masked(image);
    image.counts = count(image, negative, undefined);
    require_valid_pixels(image);
    return image;
}

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
    const auto area = area_in(run, whole.crs, options);
    const Window window = area ? window_of(whole, *area) : whole.whole();
    if (window.rows == 0)
        throw NoResultError("AOI", path, "the raster does not overlap the area of interest", "check the area and the CRS");

    SceneImage image;
    image.scene_id = std::filesystem::path(path).stem().string();
    image.path = path;
    image.time = options.date;
    image.grid = whole.crop(window);
    image.values = file.read(0, window);
    image.mask = Mask::Zero(window.rows, window.cols);
    image.by_rule = Mask::Zero(window.rows, window.cols);
    if (area) mark_outside(image.mask, image.grid, *area);
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
    hide_masked(image);
    image.counts = count(image, 0, 0);
    require_valid_pixels(image);
    return image;
}

}  // namespace tasi::cli
