#include "scenes/products/mask_reader.hpp"

#include <algorithm>

#include "scenes/products/bilinear.hpp"
#include "scenes/products/pan_lattice.hpp"
#include "scenes/products/scene_source.hpp"
#include "src/core/covered_pixels.hpp"

namespace tasi::scenes {
namespace {

void add_flags(Mask& mask, const Mask& flags)
{
    mask = mask.binaryExpr(flags, [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a | b); });
}

/// The ratios by which bands are coarser than the target, each once.
std::vector<int> coarser_ratios(const Product& product, const std::vector<Band>& bands, const Grid& target)
{
    std::vector<int> ratios;
    for (const Band role : bands) {
        const RasterSource& raster = product.bands.at(role).raster;
        const int ratio = nesting_of(raster.grid, raster.name, target, product.facts.id).coarser;
        if (ratio > 1 && std::find(ratios.begin(), ratios.end(), ratio) == ratios.end()) ratios.push_back(ratio);
    }
    return ratios;
}

Window scaled(const Window& window, int times)
{
    return {window.row * times, window.col * times, window.rows * times, window.cols * times};
}

/// The smallest window that holds both.
Window joined(const Window& a, const Window& b)
{
    const int row = std::min(a.row, b.row), col = std::min(a.col, b.col);
    return {row, col, std::max(a.row + a.rows, b.row + b.rows) - row, std::max(a.col + a.cols, b.col + b.cols) - col};
}

Mask part(const Mask& mask, const Window& of, const Window& wanted)
{
    return mask.block(wanted.row - of.row, wanted.col - of.col, wanted.rows, wanted.cols);
}

}  // namespace

struct MaskReader::Inputs {
    struct Layer {
        std::vector<QualityField> fields;
        PixelFlag unstated;
        SceneSource source;
    };
    Grid target;
    std::vector<Layer> layers;
    std::vector<MaskedArea> areas;
    std::vector<int> interpolated;            ///< ratios of the bands that are interpolated to the target
    std::unique_ptr<MaskReader> unsharpened;  ///< of the pixels from which sharpened ones are made; in place of all others
    PanLattice lattice;                       ///< of the sharpened pixels
};

MaskReader::MaskReader(io::Session& session, const Product& product, const std::vector<Band>& bands) : inputs_(std::make_unique<Inputs>())
{
    const Grid target = common_grid(product, bands);
    if (product.sharpen) {
        const Product plain = unsharpened(product);
        const Grid own = common_grid(plain, bands);
        inputs_->unsharpened = std::make_unique<MaskReader>(session, plain, bands);
        inputs_->lattice = {own.rows, own.cols};
        return;
    }
    inputs_->target = target;
    inputs_->areas = product.masked_areas;
    inputs_->interpolated = coarser_ratios(product, bands, target);
    for (const QualityLayer& layer : product.quality)
        inputs_->layers.push_back({layer.fields, layer.unstated, open_source(session, product, layer.raster, target)});
    if (!product.saturation) return;
    std::vector<int> numbers;
    for (const Band role : bands) numbers.push_back(product.sensor->band(role)->number);
    const bool oli = product.sensor->band(Band::coastal) != nullptr;
    inputs_->layers.push_back({landsat_c2_radsat(numbers, oli), clear, open_source(session, product, *product.saturation, target)});
}

MaskReader::~MaskReader() = default;
MaskReader::MaskReader(MaskReader&&) noexcept = default;

Mask MaskReader::read_plain(const Window& window) const
{
    Mask mask = Mask::Zero(window.rows, window.cols);
    for (const Inputs::Layer& layer : inputs_->layers)
        add_flags(mask, gathered(decode_quality(layer.source.read(window), layer.fields, layer.unstated), window, layer.source.nesting));
    for (const MaskedArea& area : inputs_->areas) {
        const auto flag = static_cast<std::uint8_t>(area.flag);
        add_flags(mask, covered_pixels(inputs_->target, window, area.polygons) * flag);
    }
    return mask;
}

Mask MaskReader::read(const Window& window) const
{
    if (inputs_->unsharpened) return read_sharpened(window);
    if (inputs_->interpolated.empty() || window.rows == 0 || window.cols == 0) return read_plain(window);
    const auto source_of = [&](int ratio) {
        return bilinear_source(window, ratio, inputs_->target.rows / ratio, inputs_->target.cols / ratio);
    };
    Window wide = window;
    for (const int ratio : inputs_->interpolated) wide = joined(wide, scaled(source_of(ratio), ratio));
    const Mask plain = read_plain(wide);
    Mask mask = part(plain, wide, window);
    for (const int ratio : inputs_->interpolated) {
        const Window source = source_of(ratio);
        const Mask coarse = gathered(part(plain, wide, scaled(source, ratio)), source, {ratio, 1});
        add_flags(mask, bilinear(coarse, source, window, ratio, inputs_->target.rows / ratio, inputs_->target.cols / ratio));
    }
    return mask;
}

Mask MaskReader::read_sharpened(const Window& window) const
{
    if (window.rows == 0 || window.cols == 0) return Mask(window.rows, window.cols);
    const Window source = inputs_->lattice.between(window);
    return between_pixels(inputs_->unsharpened->read(source), source, window);
}

bool MaskReader::is_empty() const
{
    if (inputs_->unsharpened) return inputs_->unsharpened->is_empty();
    return inputs_->layers.empty() && inputs_->areas.empty();
}

BlockSize MaskReader::block_size() const
{
    if (inputs_->unsharpened) {
        const BlockSize own = inputs_->unsharpened->block_size();
        return {2 * own.rows, 2 * own.cols};
    }
    BlockSize largest;
    for (const Inputs::Layer& layer : inputs_->layers) {
        const BlockSize own = layer.source.block_size();
        largest = {std::max(largest.rows, own.rows), std::max(largest.cols, own.cols)};
    }
    return largest;
}

}  // namespace tasi::scenes
