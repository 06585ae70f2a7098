#include "scenes/synthetic/measured/layer_rendering.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenes/synthetic/measured/point_spread.hpp"

namespace tasi::scenes::measured {
namespace {

constexpr std::uint64_t noise_stream = 200, shift_stream = 510;

using Shares = std::array<Pixels, zone_count>;

Grid coarser(const Grid& grid, int ratio)
{
    return {grid.rows / ratio, grid.cols / ratio, grid.x0, grid.y0, grid.dx * ratio, grid.dy * ratio, grid.crs};
}

std::size_t slot_of(Band band) { return static_cast<std::size_t>(std::find(six_bands.begin(), six_bands.end(), band) - six_bands.begin()); }

/// The share of every zone in each pixel as one band sees it.
Shares seen_shares(const SceneCells& cells, const Grid& grid, const LayerKind& kind, const Vector& shift_px)
{
    const int per_pixel = SceneCells::per_pixel * kind.pixel_ratio;
    const Sampling sampling{grid.rows,
                            grid.cols,
                            per_pixel,
                            SceneCells::per_pixel * SceneCells::margin_px,
                            kind.blur_px * per_pixel,
                            static_cast<double>(SceneCells::per_pixel) * shift_px};
    Shares shares;
    for (std::size_t z = 0; z < zone_count; ++z)
        if (cells.shares[z].size() > 0) shares[z] = seen(cells.shares[z], sampling);
    return shares;
}

/// The ground in one band: every zone with its texture, water with its plume and glint.
Pixels ground(const LayerOrder& order, const SceneFields& fields, const Shares& shares, std::size_t band)
{
    Pixels result;
    for (const Zone zone : all_zones) {
        const std::size_t z = number_of(zone);
        if (shares[z].size() == 0) continue;
        const Surface& surface = order.colours.zones[z];
        Pixels bright = Pixels::Constant(shares[z].rows(), shares[z].cols(), static_cast<float>(surface.reflectance[band]));
        const bool water = zone == Zone::open_water || zone == Zone::terrace;
        if (water && fields.turbidity.size() > 0)
            bright += fields.turbidity * static_cast<float>(order.colours.turbid[band] - surface.reflectance[band]);
        bright *= 1 + static_cast<float>(surface.texture) * fields.texture[z];
        if (water && fields.glint.size() > 0) bright += static_cast<float>(glint_factor[band]) * fields.glint;
        if (result.size() == 0)
            result = shares[z] * bright;
        else
            result += shares[z] * bright;
    }
    return result;
}

/// Haze and clouds above the ground.
void add_air(const SceneFields& fields, std::size_t band, Pixels& pixels)
{
    const auto cover = [&](const Pixels& opacity, double reflectance) {
        if (opacity.size() > 0) pixels += opacity * (static_cast<float>(reflectance) - pixels);
    };
    cover(fields.shadow, 0);
    if (fields.haze.size() > 0) pixels += static_cast<float>(haze_path[band]) * fields.haze;
    cover(fields.thin_cloud, cloud_reflectance[band]);
    cover(fields.cloud, cloud_reflectance[band]);
}

void add_noise(const RandomField& random, std::size_t band, double sigma, Pixels& pixels)
{
    for (Eigen::Index row = 0; row < pixels.rows(); ++row)
        for (Eigen::Index col = 0; col < pixels.cols(); ++col)
            pixels(row, col) += static_cast<float>(sigma * random.normal(noise_stream + band, row, col));
}

}  // namespace

Grid cell_grid(const Grid& finest)
{
    constexpr int n = SceneCells::per_pixel, margin = SceneCells::margin_px;
    return {n * (finest.rows + 2 * margin),
            n * (finest.cols + 2 * margin),
            finest.x0 - margin * finest.dx,
            finest.y0 - margin * finest.dy,
            finest.dx / n,
            finest.dy / n,
            finest.crs};
}

SceneCells scene_cells(const Grid& finest, const Zones& zones) { return {zones.shares(cell_grid(finest), SceneCells::per_pixel)}; }

std::array<Vector, 6> band_shifts(const Nuisance& nuisance, const RandomField& random)
{
    std::array<Vector, 6> shifts{};
    if (nuisance.misregistration_px == 0) return shifts;
    Vector mean{};
    for (int b = 0; b < 6; ++b) {
        const auto draw = [&](int axis) { return 2 * random.uniform(shift_stream, b, axis) - 1; };
        shifts[static_cast<std::size_t>(b)] = {draw(0), draw(1)};
        mean = mean + (1.0 / 6) * shifts[static_cast<std::size_t>(b)];
    }
    double largest = 1;
    for (Vector& s : shifts) {
        s = s - mean;
        largest = std::max({largest, std::abs(s.x), std::abs(s.y)});
    }
    for (Vector& s : shifts) s = nuisance.misregistration_px / largest * s;
    return shifts;
}

MeasuredScene::Layer render_layer(const LayerOrder& order, const LayerKind& kind)
{
    const SceneFields fields = coarser(order.fields, kind.pixel_ratio);
    const auto shifts = band_shifts(order.nuisance, order.random);
    MeasuredScene::Layer layer{coarser(order.finest, kind.pixel_ratio), {}, kind.blur_px};
    Shares shares;
    for (std::size_t i = 0; i < kind.bands.size(); ++i) {
        const std::size_t band = slot_of(kind.bands[i]);
        if (i == 0 || order.nuisance.misregistration_px > 0) shares = seen_shares(order.cells, layer.grid, kind, shifts[band]);
        Pixels pixels = ground(order, fields, shares, band);
        add_air(fields, band, pixels);
        add_noise(order.random, band, kind.noise[i], pixels);
        if (fields.gap.size() > 0) pixels = (fields.gap > 0).select(std::numeric_limits<float>::quiet_NaN(), pixels);
        layer.reflectance[kind.bands[i]] = std::move(pixels);
    }
    return layer;
}

}  // namespace tasi::scenes::measured
