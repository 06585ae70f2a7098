#include "tests/bench/rates/placement.hpp"

#include <cmath>
#include <limits>

#include "algorithms/indices/water_index.hpp"
#include "algorithms/masking/zone.hpp"
#include "algorithms/registration/registration.hpp"
#include "algorithms/registration/resample.hpp"
#include "algorithms/shorelines/trace.hpp"
#include "src/core/error.hpp"

namespace tasi::bench {
namespace {

using scenes::measured::MeasuredScene;

constexpr double buffer_m = 300;  // the default of the program

/// Missing pixels and water.
Mask no_land(const MeasuredScene& scene)
{
    const WaterIndex& ndwi = water_index_named("ndwi");
    const IndexImage index = compute(ndwi, scene.layers.front().reflectance);
    const auto water = index.values > static_cast<float>(ndwi.natural_cut);
    return water.select(scene.mask + std::uint8_t{PixelFlag::invalid}, scene.mask);
}

std::vector<Polyline> waterline(const MeasuredScene& scene)
{
    const WaterIndex& ndwi = water_index_named("ndwi");
    const MeasuredScene::Layer& finest = scene.layers.front();
    try {
        return trace_shoreline(compute(ndwi, finest.reflectance).values, scene.mask, finest.grid, ndwi.natural_cut).lines;
    } catch (const NoResultError&) {
        return {};
    }
}

/// The part of `grid` that `other` covers, in whole pixels.
Grid part_over(const Grid& grid, const Grid& other)
{
    const auto whole = [&](double metres) { return static_cast<int>(std::ceil(metres / std::abs(grid.dx) - 1e-9)); };
    const Window window{whole(grid.y0 - other.y0), whole(other.x0 - grid.x0),
                        static_cast<int>(std::floor(other.rows * std::abs(other.dy / grid.dy))) - 1,
                        static_cast<int>(std::floor(other.cols * std::abs(other.dx / grid.dx))) - 1};
    return grid.crop(window);
}

Pixels on_grid(const Pixels& values, const Mask& mask, const Grid& from, const Grid& to)
{
    return resampled(values, mask, from, to, [](const Point& p) { return p; });
}

}  // namespace

bool can_be_reference(const MeasuredScene& scene) { return (scene.mask == 0).all() && !waterline(scene).empty(); }

Reference reference_of(const MeasuredScene& scene)
{
    return {scene.layers.front().grid, scene.layers.front().reflectance[Band::nir], no_land(scene), waterline(scene)};
}

Placement placement_of(const MeasuredScene& scene, const Reference& reference)
{
    const Grid& grid = scene.layers.front().grid;
    const Grid common = std::abs(grid.dx) < std::abs(reference.grid.dx) ? part_over(reference.grid, grid) : grid;
    Pixels image = on_grid(scene.layers.front().reflectance[Band::nir], no_land(scene), grid, common);
    const Mask away = near_lines(common, reference.coast, buffer_m);
    image = (away == 0).select(std::numeric_limits<float>::quiet_NaN(), image);
    const Registration found = register_to(image, {}, on_grid(reference.nir, reference.mask, reference.grid, common), {});
    if (!found.accepted()) return {};
    return {{found.shift_px.col * common.dx, found.shift_px.row * common.dy}, found.sd_px * std::abs(common.dx), true};
}

}  // namespace tasi::bench
