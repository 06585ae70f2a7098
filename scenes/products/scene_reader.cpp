#include "scenes/products/nested_grids.hpp"
#include "scenes/products/product.hpp"
#include "scenes/products/scene.hpp"

namespace tasi::scenes {

SceneReader::SceneReader(io::Session& session, const Product& product, const std::vector<Band>& bands)
    : masks_(session, product, bands), bands_(session, product, bands)
{
}

const SceneFacts& Scene::facts() const { return product_->facts; }

Grid Scene::grid(const std::vector<Band>& bands) const
{
    const Grid target = common_grid(*product_, bands);
    if (product_->sharpen) return target;  // its bands were compared with it when it was opened
    for (const Band role : bands) {
        const RasterSource& raster = product_->bands.at(role).raster;
        nesting_of(raster.grid, raster.name, target, product_->facts.id);
    }
    return target;
}

SceneReader Scene::reader(io::Session& session, const std::vector<Band>& bands) const { return {session, *product_, bands}; }
MaskReader Scene::mask_reader(io::Session& session, const std::vector<Band>& bands) const { return {session, *product_, bands}; }
BandReader Scene::band_reader(io::Session& session, const std::vector<Band>& bands) const { return {session, *product_, bands}; }

double Scene::cloud_buffer_m() const { return product_->cloud_buffer_m; }

long fill_pixels(const Mask& mask)
{
    return static_cast<long>(mask.unaryExpr([](std::uint8_t flags) { return (flags & fill) != 0 ? 1 : 0; }).cast<long>().sum());
}

}  // namespace tasi::scenes
