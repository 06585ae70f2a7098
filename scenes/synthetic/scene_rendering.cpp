#include "scenes/synthetic/scene_rendering.hpp"

#include <cmath>

#include "scenes/synthetic/platforms.hpp"
#include "scenes/synthetic/product_kinds.hpp"

namespace tasi::scenes {
namespace {

// Uses of a scene's random numbers; the clouds have theirs from 1000 on.
constexpr std::uint64_t shift_stream = 1, noise_stream = 10, mix_stream = 100;
// The ground keeps its texture from scene to scene: one seed for all of them.
constexpr std::uint64_t ground_seed = 20'240'229;
constexpr double texture_m = 45;
// Thick cloud seen from above; darker in the shortwave infrared, where ice and droplets absorb.
constexpr Spectrum cloud_reflectance{0.74, 0.73, 0.72, 0.73, 0.76, 0.55, 0.42};
constexpr double shadow_depth = 0.55;  // what a full shadow takes of the light

std::uint64_t band_stream(Band band, double pixel_m)
{
    return noise_stream + 10 * static_cast<std::uint64_t>(band) + (pixel_m == 20 ? 1 : 0);
}

/// Products of the ground have had their air taken away.
Atmosphere air_of(const CoastDescription& coast, const SceneOrder& order)
{
    const bool sentinel = platform_named(coast.sensors[static_cast<std::size_t>(order.sensor)].platform)->sentinel;
    const ProductKind* kind = product_kind(order.product, sentinel);
    return !kind || kind->surface ? Atmosphere() : clear_air();
}

}  // namespace

SceneRenderer::SceneRenderer(const CoastDescription& coast, const SceneOrder& order)
    : coast_(coast),
      order_(order),
      motion_(coast),
      areas_(painted_areas(coast, motion_, order.time)),
      sun_(sun_position(order.time, coast.longitude_deg, coast.latitude_deg)),
      clouds_(coast, order, sun_),
      random_(order.seed),
      air_(air_of(coast, order))
{
    const double sd_m = coast.sensors[static_cast<std::size_t>(order.sensor)].geolocation_m;
    shift_ = order.shift_m.value_or(Vector{sd_m * random_.normal(shift_stream, 0, 0), sd_m * random_.normal(shift_stream, 0, 1)});
}

SceneImage SceneRenderer::surfaces(const Grid& grid) const
{
    Grid ground = grid;
    ground.x0 -= shift_.x;
    ground.y0 -= shift_.y;
    SceneImage seen;
    seen.shares = seen_shares(areas_, coast_.land, coast_.materials.size(), ground, edge_blur_pixels(grid.dx));
    seen.water = seen.cloud = seen.shadow = Pixels::Zero(grid.rows, grid.cols);
    for (std::size_t m = 0; m < coast_.materials.size(); ++m) {
        if (coast_.materials[m].water()) seen.water += seen.shares[m];
    }
    for (int row = 0; row < grid.rows; ++row) {
        for (int col = 0; col < grid.cols; ++col) {
            seen.cloud(row, col) = static_cast<float>(clouds_.cloud(grid.at_centre(row, col)));
            seen.shadow(row, col) = static_cast<float>(clouds_.shadow(grid.at_centre(row, col)));
        }
    }
    return seen;
}

Pixels SceneRenderer::turbidity(const Grid& grid) const
{
    Pixels result(grid.rows, grid.cols);
    for (int row = 0; row < grid.rows; ++row) {
        for (int col = 0; col < grid.cols; ++col) {
            const double far = distance(grid.at_centre(row, col), coast_.plume) / coast_.plume_m;
            result(row, col) = static_cast<float>(order_.turbidity * std::exp(-0.5 * far * far));
        }
    }
    return result;
}

std::vector<Pixels> SceneRenderer::brightness(const SceneImage& seen, const Grid& grid) const
{
    const RandomField ground(ground_seed);
    std::vector<Pixels> result(coast_.materials.size(), Pixels::Ones(grid.rows, grid.cols));
    for (std::size_t m = 0; m < result.size(); ++m) {
        for (int row = 0; row < grid.rows; ++row) {
            for (int col = 0; col < grid.cols; ++col) {
                if (seen.shares[m](row, col) <= 0) continue;
                const Point at = grid.at_centre(row, col) - shift_;
                result[m](row, col) += static_cast<float>(coast_.materials[m].texture * ground.smooth(m, at.x, at.y, texture_m));
            }
        }
    }
    return result;
}

Pixels SceneRenderer::band(Band wanted, const SceneImage& seen, const std::vector<Pixels>& brightness, const Grid& grid) const
{
    const auto b = static_cast<std::size_t>(wanted);
    const auto reflectance = [&](int m) { return static_cast<float>(coast_.materials[static_cast<std::size_t>(m)].reflectance[b]); };
    Pixels values = Pixels::Zero(grid.rows, grid.cols);
    for (std::size_t m = 0; m < seen.shares.size(); ++m) {
        if (seen.shares[m].maxCoeff() > 0) values += reflectance(static_cast<int>(m)) * brightness[m] * seen.shares[m];
    }
    const float plume = reflectance(coast_.turbid_sea) - reflectance(coast_.clear_sea);
    values += plume * turbidity(grid) * seen.shares[static_cast<std::size_t>(coast_.clear_sea)];
    values *= 1.0f - static_cast<float>(shadow_depth) * seen.shadow;
    values += seen.cloud * (static_cast<float>(cloud_reflectance[b]) - values);
    return static_cast<float>(air_.path[b]) + static_cast<float>(air_.transmittance[b]) * values;
}

Pixels SceneRenderer::mix(const BandMix& wanted, const SceneImage& seen, const std::vector<Pixels>& brightness, const Grid& grid) const
{
    Pixels values = Pixels::Zero(grid.rows, grid.cols);
    for (const auto& [role, weight] : wanted.weights) values += static_cast<float>(weight) * band(role, seen, brightness, grid);
    add_noise(mix_stream + static_cast<std::uint64_t>(wanted.number), values);
    return values;
}

void SceneRenderer::add_noise(std::uint64_t stream, Pixels& values) const
{
    const double sd = coast_.sensors[static_cast<std::size_t>(order_.sensor)].noise;
    for (int row = 0; row < values.rows(); ++row) {
        for (int col = 0; col < values.cols(); ++col) values(row, col) += static_cast<float>(sd * random_.normal(stream, row, col));
    }
}

SceneImage SceneRenderer::image(const std::vector<Band>& bands, const Grid& grid, const std::vector<BandMix>& mixes) const
{
    SceneImage seen = surfaces(grid);
    const auto bright = brightness(seen, grid);
    for (const Band wanted : bands) {
        seen.reflectance[wanted] = band(wanted, seen, bright, grid);
        add_noise(band_stream(wanted, grid.dx), seen.reflectance[wanted]);
    }
    for (const BandMix& wanted : mixes) seen.mixed.push_back(mix(wanted, seen, bright, grid));
    return seen;
}

}  // namespace tasi::scenes
