#include "tools/scene_walk.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

#include <fmt/format.h>

#include "scenes/products/offset_check.hpp"
#include "src/core/mask_flags.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "tools/scene_mask.hpp"
#include "tools/work_blocks.hpp"

namespace tasi::cli {
namespace {

/// Every how many pixels near infrared and index are kept for the check of bands: about a million pairs of a large image.
Eigen::Index sample_stride(const Grid& grid)
{
    return std::max<Eigen::Index>(7, static_cast<Eigen::Index>(grid.rows) * grid.cols / 1'000'000) | 1;
}

bool holds(const std::vector<Band>& bands, Band band) { return std::find(bands.begin(), bands.end(), band) != bands.end(); }

/// The bands of `wanted` that leave the grid of the quantity as it is.
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

/// What is summed over the parts, in their order.
struct Sums {
    PixelCounts counts;
    scenes::OffsetCheck offset;
    std::vector<float> nir_sample, value_sample;
};

/// Usable pixels inside the area with a negative band.
long long negative_pixels(const scenes::SceneBlock& pixels, const std::vector<Band>& bands)
{
    long long negative = 0;
    const auto has_negative = [&](Band band) {
        const Pixels& values = pixels.reflectance[band];
        int below = 0;
        for (Eigen::Index i = 0; i < values.size(); ++i) below |= static_cast<int>(values.data()[i] < 0);
        return below != 0;
    };
    if (std::none_of(bands.begin(), bands.end(), has_negative)) return 0;
    for (Eigen::Index i = 0; i < pixels.mask.size(); ++i) {
        if (pixels.mask.data()[i] != 0) continue;
        negative += std::any_of(bands.begin(), bands.end(), [&](Band band) { return pixels.reflectance[band].data()[i] < 0; });
    }
    return negative;
}

/// The band that is dark over water in any state; present in every index.
std::optional<Band> infrared(const Reflectance& reflectance)
{
    for (const Band band : {Band::nir, Band::swir1})
        if (reflectance.has(band)) return band;
    return std::nullopt;
}

void sample(Sums& sums, const Reflectance& reflectance, const Pixels& values, Eigen::Index stride)
{
    const auto band = infrared(reflectance);
    if (!band) return;
    const Pixels& nir = reflectance[*band];
    for (Eigen::Index i = 0; i < values.size(); i += stride) {
        if (std::isnan(values.data()[i]) || std::isnan(nir.data()[i])) continue;
        sums.nir_sample.push_back(nir.data()[i]);
        sums.value_sample.push_back(values.data()[i]);
    }
}

ImagePart part_of(scenes::SceneBlock& pixels, const Quantity& quantity, const std::vector<Band>& kept, Eigen::Index stride, Sums& sums)
{
    ImagePart part;
    if (pixels.reflectance.has(Band::green)) sums.offset.add(pixels);
    if (quantity.index) {
        IndexImage index = compute(*quantity.index, pixels.reflectance);
        if (quantity.seaward) index.turn_seaward(*quantity.index);
        sums.counts.negative = negative_pixels(pixels, quantity.index->bands);
        sums.counts.undefined = index.undefined;
        sample(sums, pixels.reflectance, index.values, stride);
        part.values = std::move(index.values);
        part.by_rule = std::move(index.by_rule);
    } else {
        part.values = pixels.reflectance[*quantity.band];
    }
    for (const Band band : kept) part.reflectance[band] = std::move(pixels.reflectance[band]);
    sums.counts.doubts = std::move(pixels.counted);
    part.mask = std::move(pixels.mask);
    hide_masked(part.values, part.mask);
    add_flags(sums.counts, part.values, part.mask);
    return part;
}

void add(SceneImage& image, scenes::OffsetCheck& offset, const Sums& sums)
{
    offset.add(sums.offset);
    image.counts.add(sums.counts);
    image.nir_sample.insert(image.nir_sample.end(), sums.nir_sample.begin(), sums.nir_sample.end());
    image.value_sample.insert(image.value_sample.end(), sums.value_sample.begin(), sums.value_sample.end());
}

void tell_blocks(Run& run, const SceneImage& image)
{
    const std::string blocks = fmt::format("decoded {} of {} blocks", run.session.blocks.decoded(), run.session.blocks.available());
    run.session.note("reading of " + image.scene_id, blocks);
    run.detail(fmt::format("{}: {}", printable(image.scene_id), blocks));
}

/// Which bands of which pixel size the quantity was made of.
void tell_bands(Run& run, const scenes::Scene& scene, const Quantity& quantity, const Grid& grid)
{
    std::vector<std::string> bands;
    for (const Band band : quantity.bands())
        bands.push_back(fmt::format("{} {} m", name_of(band), format_number(std::abs(scene.grid({band}).dx))));
    const std::string all =
        fmt::format("{} of {}; on pixels of {} m", quantity.name(), join(bands, ", "), format_number(std::abs(grid.dx)));
    run.session.note("bands of " + scene.facts().id, all);
    run.detail(fmt::format("{}: {}", printable(scene.facts().id), all));
}

}  // namespace

SceneWalk::SceneWalk(Run& run, const scenes::Scene& scene, const Quantity& quantity, const SceneInputOptions& options,
                     const std::vector<Band>& wanted)
    : run_(run), scene_(scene), quantity_(quantity), kept_(kept_bands(scene, quantity, wanted)), bands_(quantity.bands())
{
    for (const Band band : kept_)
        if (!holds(bands_, band)) bands_.push_back(band);
    whole_ = scene.grid(bands_);
    area_ = area_of(run, whole_, options, scene.facts().path);
    frame_.scene_id = scene.facts().id;
    frame_.sensor = scene.facts().sensor;
    frame_.path = scene.facts().path;
    frame_.time = scene.facts().time;
    frame_.geometric_rmse_m = scene.facts().geometric_rmse_m;
    frame_.flags = scene.facts().flags;
    frame_.normalised = quantity.index && quantity.index->normalised;
    frame_.grid = whole_.crop(area_.window);
    frame_.window = area_.window;
    frame_.bands = quantity.bands();
}

namespace {

/// The mask of an image while its parts find more to flag; several threads, each in its own part.
class GrowingMask {
public:
    GrowingMask(Mask start, const Grid& grid) : mask_(std::move(start)), grid_(grid) {}

    Mask part(const Window& at) const
    {
        const std::lock_guard lock(mutex_);
        return mask_.size() == 0 ? Mask(Mask::Zero(at.rows, at.cols)) : Mask(mask_.block(at.row, at.col, at.rows, at.cols));
    }
    void put(const Window& at, const Mask& part)
    {
        if (!has_flags(part)) return;
        const std::lock_guard lock(mutex_);
        if (mask_.size() == 0) mask_ = Mask::Zero(grid_.rows, grid_.cols);
        mask_.block(at.row, at.col, at.rows, at.cols) = part;
    }
    Mask take() { return std::move(mask_); }

private:
    Mask mask_;
    const Grid& grid_;
    mutable std::mutex mutex_;
};

}  // namespace

SceneImage SceneWalk::walk(const std::function<void(ImagePart&&)>& take) const
{
    run_.session.blocks.clear();
    GrowingMask mask(read_mask(run_, scene_, bands_, whole_, area_), frame_.grid);
    const Window& window = area_.window;
    const auto blocks = work_blocks(window, scene_.band_reader(run_.session, bands_).block_size());
    std::vector<Sums> sums(blocks.size());
    parallel_for_with(
        static_cast<int>(blocks.size()), [&] { return scene_.band_reader(run_.session, bands_); },
        [&](const scenes::BandReader& reader, int i) {
            const Window& block = blocks[static_cast<std::size_t>(i)];
            const Window at{block.row - window.row, block.col - window.col, block.rows, block.cols};
            scenes::SceneBlock pixels = reader.read(block, mask.part(at));
            ImagePart part = part_of(pixels, quantity_, kept_, sample_stride(frame_.grid), sums[static_cast<std::size_t>(i)]);
            part.at = at;
            mask.put(at, part.mask);
            take(std::move(part));
        });
    SceneImage image = frame_;
    image.mask = mask.take();
    scenes::OffsetCheck offset;
    for (const Sums& one : sums) add(image, offset, one);
    if (image.sensor.starts_with("sentinel-2") && offset.suspect())
        run_.session.warnings.add("OFFSET-SUSPECT", image.path,
                                  "the offset of Sentinel-2 seems to be applied twice or not at all: check where the product comes from");
    tell_bands(run_, scene_, quantity_, image.grid);
    tell_blocks(run_, image);
    require_valid_pixels(image);
    return image;
}

SceneImage read_image(Run& run, const scenes::Scene& scene, const Quantity& quantity, const SceneInputOptions& options,
                      const std::vector<Band>& wanted)
{
    const SceneWalk walk(run, scene, quantity, options, wanted);
    const Grid& grid = walk.grid();
    Pixels values(grid.rows, grid.cols);
    Mask by_rule;
    if (quantity.index && quantity.index->normalised) by_rule = Mask::Zero(grid.rows, grid.cols);
    Reflectance reflectance;
    for (const Band band : walk.kept()) reflectance[band].resize(grid.rows, grid.cols);
    SceneImage image = walk.walk([&](ImagePart&& part) {
        const auto place = [&](auto& whole, const auto& piece) {
            whole.block(part.at.row, part.at.col, part.at.rows, part.at.cols) = piece;
        };
        place(values, part.values);
        if (part.by_rule.size() > 0 && by_rule.size() > 0) place(by_rule, part.by_rule);
        for (const Band band : walk.kept()) place(reflectance[band], part.reflectance[band]);
    });
    image.values = std::move(values);
    if (image.mask.size() == 0) image.mask = Mask::Zero(grid.rows, grid.cols);
    image.by_rule = std::move(by_rule);
    image.reflectance = std::move(reflectance);
    return image;
}

}  // namespace tasi::cli
