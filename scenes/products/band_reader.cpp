#include "scenes/products/band_reader.hpp"

#include <algorithm>
#include <limits>

#include "scenes/products/bilinear.hpp"
#include "scenes/products/scene_source.hpp"
#include "scenes/products/sharpened_reader.hpp"
#include "scenes/products/stored_numbers.hpp"
#include "src/core/mask_flags.hpp"

namespace tasi::scenes {
namespace {

/// NaN wherever `mask` has a flag other than `outside`.
void hide(Pixels& values, const Mask& mask)
{
    if (!has_flags(mask, 0xFF & ~PixelFlag::outside)) return;
    for (Eigen::Index i = 0; i < mask.size(); ++i) {
        const bool hidden = (mask.data()[i] & ~PixelFlag::outside) != 0;
        values.data()[i] = hidden ? std::numeric_limits<float>::quiet_NaN() : values.data()[i];
    }
}

}  // namespace

struct BandReader::Inputs {
    struct Input {
        Band role;
        BandLayer layer;
        SceneSource source;

        void average(const Window& window, Pixels& values, Mask& mask) const;
        void interpolate(const Window& window, Pixels& values, Mask& mask) const;
    };
    struct Counted {
        std::string name;
        std::vector<QualityField> fields;
        SceneSource source;

        long long count(const Window& window, const Mask& mask) const;
    };
    std::vector<Input> bands;
    std::vector<Counted> counted;
    std::unique_ptr<SharpenedReader> sharpened;  ///< reads in place of all others
};

void BandReader::Inputs::Input::average(const Window& window, Pixels& values, Mask& mask) const
{
    values.resize(window.rows, window.cols);
    average_into(values, mask, source.read(window), layer, source.nesting.finer);
}

void BandReader::Inputs::Input::interpolate(const Window& window, Pixels& values, Mask& mask) const
{
    const Grid& own = layer.raster.grid;
    const int times = source.nesting.coarser;
    const Window around = bilinear_source(window, times, own.rows, own.cols);
    Pixels coarse(around.rows, around.cols);
    Mask flags = Mask::Zero(around.rows, around.cols);
    average_into(coarse, flags, source.file.read(source.band, around), layer, 1);
    values = bilinear(coarse, around, window, times, own.rows, own.cols);
    const Mask here = bilinear(flags, around, window, times, own.rows, own.cols);
    mask = mask.binaryExpr(here, [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a | b); });
}

long long BandReader::Inputs::Counted::count(const Window& window, const Mask& mask) const
{
    const Mask doubt = gathered(decode_quality(source.read(window), fields, clear), window, source.nesting);
    return (doubt != std::uint8_t{clear} && mask == std::uint8_t{clear}).count();
}

BandReader::BandReader(io::Session& session, const Product& product, const std::vector<Band>& bands) : inputs_(std::make_unique<Inputs>())
{
    const Grid target = common_grid(product, bands);
    if (product.sharpen) {
        inputs_->sharpened = std::make_unique<SharpenedReader>(session, product, bands);
        return;
    }
    for (const Band role : bands) {
        const BandLayer& layer = product.bands.at(role);
        inputs_->bands.push_back({role, layer, open_source(session, product, layer.raster, target)});
    }
    for (const CountedLayer& layer : product.counted) {
        QualityField field = layer.field;
        field.flag = invalid;  // only whether it holds is asked
        inputs_->counted.push_back({layer.name, {field}, open_source(session, product, layer.raster, target)});
    }
}

BandReader::~BandReader() = default;
BandReader::BandReader(BandReader&&) noexcept = default;

SceneBlock BandReader::read(const Window& window, Mask mask) const
{
    SceneBlock block;
    block.mask = std::move(mask);
    if (window.rows == 0 || window.cols == 0) return block;
    if (inputs_->sharpened) return inputs_->sharpened->read(window, std::move(block.mask));
    for (const Inputs::Input& input : inputs_->bands) {
        Pixels& values = block.reflectance[input.role];
        input.source.nesting.coarser > 1 ? input.interpolate(window, values, block.mask) : input.average(window, values, block.mask);
    }
    for (const Inputs::Input& input : inputs_->bands) hide(block.reflectance[input.role], block.mask);
    for (const Inputs::Counted& layer : inputs_->counted) block.counted.push_back({layer.name, layer.count(window, block.mask)});
    return block;
}

Reflectance BandReader::read_apart(const Window& window, const Mask& mask) const
{
    if (inputs_->sharpened) return std::move(inputs_->sharpened->read(window, mask).reflectance);
    Reflectance reflectance;
    for (const Inputs::Input& input : inputs_->bands) {
        Pixels& values = reflectance[input.role];
        Mask own = mask;
        input.source.nesting.coarser > 1 ? input.interpolate(window, values, own) : input.average(window, values, own);
        values = (own != std::uint8_t{clear}).select(std::numeric_limits<float>::quiet_NaN(), values);
    }
    return reflectance;
}

BlockSize BandReader::block_size() const
{
    if (inputs_->sharpened) return inputs_->sharpened->block_size();
    BlockSize largest;
    for (const Inputs::Input& input : inputs_->bands) {
        const BlockSize own = input.source.block_size();
        largest = {std::max(largest.rows, own.rows), std::max(largest.cols, own.cols)};
    }
    return largest;
}

}  // namespace tasi::scenes
