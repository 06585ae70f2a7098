#include "scenes/products/band_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenes/products/bilinear.hpp"
#include "scenes/products/scene_source.hpp"

namespace tasi::scenes {
namespace {

/// Why a stored number is no reflectance.
std::uint8_t flag_of(float number, const BandLayer& layer)
{
    if (std::isnan(number)) return fill;
    if (!std::isfinite(number)) return invalid;
    if (layer.no_data && number == static_cast<float>(*layer.no_data)) return fill;
    if (layer.satellite_numbers && number == 0) return fill;
    return layer.satellite_numbers && static_cast<double>(number) >= layer.saturated_from ? saturated : clear;
}

/// Mean reflectance of the source pixels in each target pixel; a pixel with an unusable contributor gets its flags.
void average_into(Pixels& mean, Mask& flags, const Pixels& numbers, const BandLayer& layer, int finer)
{
    const double share = 1.0 / (finer * finer);
    for (Eigen::Index row = 0; row < mean.rows(); ++row)
        for (Eigen::Index col = 0; col < mean.cols(); ++col) {
            double sum = 0;
            unsigned bits = clear;
            for (int i = 0; i < finer * finer; ++i) {
                const float number = numbers(row * finer + i / finer, col * finer + i % finer);
                bits |= flag_of(number, layer);
                sum += layer.calibration.reflectance(static_cast<double>(number));
            }
            mean(row, col) = static_cast<float>(sum * share);
            flags(row, col) = static_cast<std::uint8_t>(flags(row, col) | bits);
        }
}

/// NaN wherever `mask` has a flag other than `outside`.
void hide(Pixels& values, const Mask& mask)
{
    for (Eigen::Index i = 0; i < mask.size(); ++i) {
        const bool hidden = (mask.data()[i] & ~PixelFlag::outside) != 0;
        values.data()[i] = hidden ? std::numeric_limits<float>::quiet_NaN() : values.data()[i];
    }
}

/// As average_into, for source pixels as large as those of the target. Nearly all numbers lie between the special ones, so a few are tested
/// together.
void convert_into(Pixels& values, Mask& flags, const Pixels& numbers, const BandLayer& layer)
{
    const float least = layer.satellite_numbers ? 0.0F : std::numeric_limits<float>::lowest();
    const float most = layer.satellite_numbers ? static_cast<float>(layer.saturated_from) : std::numeric_limits<float>::max();
    const float no_data = layer.no_data ? static_cast<float>(*layer.no_data) : std::numeric_limits<float>::quiet_NaN();
    const Calibration& calibration = layer.calibration;
    constexpr Eigen::Index together = 64;
    for (Eigen::Index first = 0; first < numbers.size(); first += together) {
        const Eigen::Index end = std::min(first + together, numbers.size());
        int special = 0;
        for (Eigen::Index i = first; i < end; ++i) {
            const float number = numbers.data()[i];
            values.data()[i] = static_cast<float>(calibration.reflectance(static_cast<double>(number)));
            special += static_cast<int>(!(number > least)) + static_cast<int>(!(number < most)) + static_cast<int>(number == no_data);
        }
        for (Eigen::Index i = first; special > 0 && i < end; ++i)
            flags.data()[i] = static_cast<std::uint8_t>(flags.data()[i] | flag_of(numbers.data()[i], layer));
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
};

void BandReader::Inputs::Input::average(const Window& window, Pixels& values, Mask& mask) const
{
    values.resize(window.rows, window.cols);
    if (source.nesting.finer == 1)
        convert_into(values, mask, source.read(window), layer);
    else
        average_into(values, mask, source.read(window), layer, source.nesting.finer);
}

void BandReader::Inputs::Input::interpolate(const Window& window, Pixels& values, Mask& mask) const
{
    const Grid& own = layer.raster.grid;
    const int times = source.nesting.coarser;
    const Window around = bilinear_source(window, times, own.rows, own.cols);
    Pixels coarse(around.rows, around.cols);
    Mask flags = Mask::Zero(around.rows, around.cols);
    convert_into(coarse, flags, source.file.read(source.band, around), layer);
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
    for (const Inputs::Input& input : inputs_->bands) {
        Pixels& values = block.reflectance[input.role];
        input.source.nesting.coarser > 1 ? input.interpolate(window, values, block.mask) : input.average(window, values, block.mask);
    }
    for (const Inputs::Input& input : inputs_->bands) hide(block.reflectance[input.role], block.mask);
    for (const Inputs::Counted& layer : inputs_->counted) block.counted.push_back({layer.name, layer.count(window, block.mask)});
    return block;
}

BlockSize BandReader::block_size() const
{
    BlockSize largest;
    for (const Inputs::Input& input : inputs_->bands) {
        const BlockSize own = input.source.block_size();
        largest = {std::max(largest.rows, own.rows), std::max(largest.cols, own.cols)};
    }
    return largest;
}

}  // namespace tasi::scenes
