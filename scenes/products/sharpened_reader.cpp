#include "scenes/products/sharpened_reader.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "scenes/products/scene_source.hpp"
#include "scenes/products/sharpening.hpp"
#include "scenes/products/stored_numbers.hpp"
#include "src/core/error.hpp"

namespace tasi::scenes {
namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

void hide(Pixels& values, const Mask& mask, std::uint8_t flags)
{
    for (Eigen::Index i = 0; i < values.size(); ++i)
        if (mask.data()[i] & flags) values.data()[i] = missing;
}

void add_flags(Mask& mask, const Mask& flags)
{
    mask = mask.binaryExpr(flags, [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a | b); });
}

/// The part over `wanted` of what holds `of`.
template <class Image>
Image part(const Image& image, const Window& of, const Window& wanted)
{
    return image.block(wanted.row - of.row, wanted.col - of.col, wanted.rows, wanted.cols);
}

}  // namespace

struct SharpenedReader::Inputs {
    MaskReader masks;
    BandReader coarse;
    BandLayer pan;
    SceneSource source;  ///< of `pan`
    PanLattice lattice;
    std::vector<Band> bands;
};

SharpenedReader::SharpenedReader(io::Session& session, const Product& product, const std::vector<Band>& bands)
{
    const Product plain = unsharpened(product);
    const Grid own = common_grid(plain, bands), &target = product.pan->raster.grid;
    inputs_ = std::unique_ptr<Inputs>(new Inputs{MaskReader(session, plain, bands),
                                                 BandReader(session, plain, bands),
                                                 *product.pan,
                                                 open_source(session, product, product.pan->raster, target),
                                                 {own.rows, own.cols},
                                                 bands});
}

SharpenedReader::~SharpenedReader() = default;

SceneBlock SharpenedReader::read(const Window& window, Mask mask) const
{
    const PanLattice& lattice = inputs_->lattice;
    const Window between = lattice.between(window), wide = lattice.widened(between, gain_reach), seen = lattice.seen_from(wide, blur_reach);
    Pixels pan(seen.rows, seen.cols);
    Mask pan_flags = Mask::Zero(seen.rows, seen.cols);
    average_into(pan, pan_flags, inputs_->source.read(seen), inputs_->pan, 1);
    hide(pan, pan_flags, 0xff);
    const Pixels low = seen_coarsely(pan, lattice, wide);
    const SceneBlock coarse = inputs_->coarse.read(wide, inputs_->masks.read(wide));

    SceneBlock block;
    block.mask = std::move(mask);
    const Mask unusable = part(coarse.mask, wide, between), unseen = part(seen_coarsely(pan_flags, lattice, wide), wide, between);
    add_flags(block.mask, between_pixels(unusable, between, window));
    add_flags(block.mask, between_pixels(unseen, between, window));
    add_flags(block.mask, part(pan_flags, seen, window));
    const Pixels here = part(pan, seen, window), low_here = part(low, wide, between);
    for (const Band role : inputs_->bands) {
        const Pixels& band = coarse.reflectance[role];
        const Pixels gain = detail_gain(band, low, lattice, between);
        Pixels& values = block.reflectance[role] = sharpened(part(band, wide, between), here, low_here, gain, lattice, window);
        hide(values, block.mask, static_cast<std::uint8_t>(~PixelFlag::outside));
    }
    return block;
}

BlockSize SharpenedReader::block_size() const
{
    const BlockSize coarse = inputs_->coarse.block_size(), own = inputs_->source.block_size();
    return {std::max(2 * coarse.rows, own.rows), std::max(2 * coarse.cols, own.cols)};
}

void require_pan(const Product& product)
{
    const auto refused = [&](const std::string& what, const std::string& remedy) {
        return UnsafeError("SHARPEN", product.facts.path, "cannot be sharpened: " + what, remedy);
    };
    const std::string without = "leave --sharpen out";
    if (!product.sensor) throw refused("a plain raster has no panchromatic band", without);
    if (!product.sensor->pan) throw refused(fmt::format("{} has no panchromatic band", product.sensor->name), without);
    if (product.facts.level.starts_with("L2"))
        throw refused(fmt::format("{} products have no panchromatic band", product.facts.level),
                      "give the Level 1 product of the scene, or " + without);
    if (!product.pan)
        throw refused(fmt::format("the panchromatic band ({}) is missing in the product", product.sensor->pan->token),
                      "download the whole product, or " + without);
    const RasterSource &pan = product.pan->raster, &band = product.bands.begin()->second.raster;
    pan_lattice(pan.grid, pan.name, band.grid, band.name);
}

}  // namespace tasi::scenes
