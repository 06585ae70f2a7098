#include <cmath>
#include <limits>

#include "scenes/products/nested_grids.hpp"
#include "scenes/products/product.hpp"
#include "scenes/products/scene.hpp"
#include "src/core/error.hpp"

namespace tasi::scenes {
namespace {

struct Source {
    io::RasterFile file;
    int band;
    Nesting nesting;

    Pixels read(const Window& target) const { return file.read(band, source_window(target, nesting)); }
};

Source source_of(io::Session& session, const Product& product, const RasterSource& raster, const Grid& target)
{
    return {product.open(session, raster), raster.band, nesting_of(raster.grid, raster.name, target, product.facts.id)};
}

/// Why a stored number is no reflectance.
std::uint8_t flag_of(float number, const BandLayer& layer)
{
    if (std::isnan(number)) return fill;
    if (!std::isfinite(number)) return invalid;
    if (layer.no_data && number == static_cast<float>(*layer.no_data)) return fill;
    if (layer.satellite_numbers && number == 0) return fill;
    return layer.satellite_numbers && static_cast<double>(number) >= layer.saturated_from ? saturated : clear;
}

/// The bits of every source pixel that falls into, or covers, each target pixel.
Mask gathered(const Mask& source, const Window& origin, const Window& target, const Nesting& nesting)
{
    Mask flags(target.rows, target.cols);
    const int f = nesting.finer;
    for (int row = 0; row < target.rows; ++row)
        for (int col = 0; col < target.cols; ++col) {
            const int r = (target.row + row) * f / nesting.coarser - origin.row, c = (target.col + col) * f / nesting.coarser - origin.col;
            unsigned bits = clear;
            for (int i = 0; i < f * f; ++i) bits |= source(r + i / f, c + i % f);
            flags(row, col) = static_cast<std::uint8_t>(bits);
        }
    return flags;
}

}  // namespace

struct SceneReader::Inputs {
    struct BandInput {
        Band role;
        BandLayer layer;
        Source source;
    };
    struct QualityInput {
        std::vector<QualityField> fields;
        PixelFlag unstated;
        Source source;
    };
    std::vector<BandInput> bands;
    std::vector<QualityInput> quality;

    void add_bands(io::Session& session, const Product& product, const std::vector<Band>& roles, const Grid& target);
    void add_quality(io::Session& session, const Product& product, const std::vector<Band>& roles, const Grid& target);
};

void SceneReader::Inputs::add_bands(io::Session& session, const Product& product, const std::vector<Band>& roles, const Grid& target)
{
    for (const Band role : roles) {
        const BandLayer& layer = product.bands.at(role);
        bands.push_back({role, layer, source_of(session, product, layer.raster, target)});
    }
}

void SceneReader::Inputs::add_quality(io::Session& session, const Product& product, const std::vector<Band>& roles, const Grid& target)
{
    for (const QualityLayer& layer : product.quality)
        quality.push_back({layer.fields, layer.unstated, source_of(session, product, layer.raster, target)});
    if (!product.saturation) return;
    std::vector<int> numbers;
    for (const Band role : roles) numbers.push_back(product.sensor->band(role)->number);
    const bool oli = product.sensor->band(Band::coastal) != nullptr;
    quality.push_back({landsat_c2_radsat(numbers, oli), clear, source_of(session, product, *product.saturation, target)});
}

SceneReader::SceneReader(io::Session& session, const Product& product, const std::vector<Band>& bands) : inputs_(std::make_unique<Inputs>())
{
    const Grid target = coarsest_grid(product, bands);
    inputs_->add_bands(session, product, bands, target);
    inputs_->add_quality(session, product, bands, target);
}

SceneReader::~SceneReader() = default;
SceneReader::SceneReader(SceneReader&&) noexcept = default;

namespace {

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

}  // namespace

SceneBlock SceneReader::read(const Window& window) const
{
    SceneBlock block;
    block.mask = Mask::Zero(window.rows, window.cols);
    for (const Inputs::QualityInput& input : inputs_->quality) {
        const Mask flags = decode_quality(input.source.read(window), input.fields, input.unstated);
        const Mask here = gathered(flags, source_window(window, input.source.nesting), window, input.source.nesting);
        block.mask = block.mask.binaryExpr(here, [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a | b); });
    }
    for (const Inputs::BandInput& input : inputs_->bands) {
        Pixels& mean = block.reflectance[input.role];
        mean.resize(window.rows, window.cols);
        average_into(mean, block.mask, input.source.read(window), input.layer, input.source.nesting.finer);
    }
    for (const Inputs::BandInput& input : inputs_->bands) {
        Pixels& values = block.reflectance[input.role];
        values = (block.mask != std::uint8_t{clear}).select(std::numeric_limits<float>::quiet_NaN(), values);
    }
    return block;
}

const SceneFacts& Scene::facts() const { return product_->facts; }

Grid Scene::grid(const std::vector<Band>& bands) const
{
    const Grid target = coarsest_grid(*product_, bands);
    for (const Band role : bands) {
        const RasterSource& raster = product_->bands.at(role).raster;
        nesting_of(raster.grid, raster.name, target, product_->facts.id);
    }
    return target;
}

SceneReader Scene::reader(io::Session& session, const std::vector<Band>& bands) const { return {session, *product_, bands}; }

long fill_pixels(const Mask& mask)
{
    return static_cast<long>(mask.unaryExpr([](std::uint8_t flags) { return (flags & fill) != 0 ? 1 : 0; }).cast<long>().sum());
}

}  // namespace tasi::scenes
