#include "scenes/synthetic/measured/scene_fields.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

namespace tasi::scenes::measured {
namespace {

using std::numbers::pi;

enum Stream : std::uint64_t {
    texture_stream = 100,
    plume_stream = 110,
    haze_stream = 120,
    thin_cloud_stream = 130,
    cloud_stream = 140,
    wave_stream = 150,
    sparkle_stream = 160
};

constexpr double noticed = 0.02;  // opacity from which on a quality layer knows of a cloud

/// A value for every pixel by its column and row, in pixels.
Pixels drawn(const Grid& grid, const std::function<double(double, double)>& value)
{
    Pixels result(grid.rows, grid.cols);
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col) result(row, col) = static_cast<float>(value(col, row));
    return result;
}

/// 0..1 along a random direction, over `length` pixels around the middle of the grid.
std::function<double(double, double)> ramp(const Grid& grid, const RandomField& random, std::uint64_t stream, double length)
{
    const double angle = 2 * pi * random.uniform(stream, 0, 0), c = std::cos(angle), s = std::sin(angle);
    const double mx = grid.cols / 2.0, my = grid.rows / 2.0;
    return [=](double x, double y) { return 0.5 + ((x - mx) * c + (y - my) * s) / length; };
}

/// Thick cloud: a smooth field above the level that leaves `share` of the scene covered.
std::function<double(double, double)> thick_cloud(const Grid& grid, const RandomField& random, double share)
{
    const auto field = [&random](double x, double y) {
        return random.smooth(cloud_stream, x, y, 30) + 0.5 * random.smooth(cloud_stream + 1, x, y, 13);
    };
    const Pixels values = drawn(grid, field);
    std::vector<float> sorted(values.data(), values.data() + values.size());
    const auto clear = sorted.begin() + static_cast<std::ptrdiff_t>((1 - share) * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), clear, sorted.end());
    const double level = static_cast<double>(*clear);
    return [=](double x, double y) { return std::clamp((field(x, y) - level) / 0.35, 0.0, 1.0); };
}

/// Wedges that widen towards the west edge, 33 rows apart, slightly aslant.
double slc_gap(double x, double y)
{
    const double phase = y + 0.2 * x, place = phase - 33 * std::floor(phase / 33);
    return place < 12 - 0.06 * x ? 1 : 0;
}

void add_sky(const Grid& grid, const Nuisance& nuisance, const RandomField& random, SceneFields& fields)
{
    if (nuisance.haze > 0) {
        const auto across = ramp(grid, random, haze_stream, grid.cols);
        fields.haze = drawn(grid, [&](double x, double y) { return nuisance.haze * (0.3 + 0.7 * std::clamp(across(x, y), 0.0, 1.0)); });
    }
    if (nuisance.thin_cloud > 0)
        fields.thin_cloud = drawn(grid, [&](double x, double y) {
            return nuisance.thin_cloud * std::clamp(0.5 + 0.35 * random.smooth(thin_cloud_stream, x, y, 20), 0.0, 1.0);
        });
    if (nuisance.cloud > 0) {
        const auto cloud = thick_cloud(grid, random, nuisance.cloud);
        fields.cloud = drawn(grid, cloud);
        fields.shadow = drawn(grid, [&](double x, double y) { return 0.6 * cloud(x - 7, y + 5); });
    }
    if (nuisance.slc_off) fields.gap = drawn(grid, slc_gap);
}

void add_water(const Grid& grid, const Nuisance& nuisance, const RandomField& random, SceneFields& fields)
{
    if (nuisance.turbidity > 0) {
        const auto across = ramp(grid, random, plume_stream, 45);
        fields.turbidity =
            drawn(grid, [&](double x, double y) { return nuisance.turbidity * (0.65 + 0.35 * std::sin(pi * across(x, y))); });
    }
    if (nuisance.glint > 0)
        fields.glint = drawn(grid, [&](double x, double y) {
            const double sparkle = random.normal(sparkle_stream, static_cast<int>(y), static_cast<int>(x));
            return nuisance.glint * std::max(0.0, 1 + glint_waves * random.smooth(wave_stream, x, y, 6) + glint_pixels * sparkle);
        });
}

}  // namespace

const std::array<double, 6> haze_path{0.060, 0.045, 0.030, 0.015, 0.005, 0.003};
const std::array<double, 6> cloud_reflectance{0.50, 0.50, 0.50, 0.50, 0.38, 0.28};
const std::array<double, 6> glint_factor{1.00, 1.00, 0.98, 0.95, 0.85, 0.75};

SceneFields scene_fields(const Grid& grid, const Zones& zones, const Nuisance& nuisance, const RandomField& random)
{
    SceneFields fields;
    for (const Zone zone : all_zones) {
        if (!zones.has(zone)) continue;
        const std::uint64_t stream = texture_stream + number_of(zone);
        // An offset, so that pixel centres do not sit on the lattice of the field.
        const double dx = random.uniform(stream, -1, 0), dy = random.uniform(stream, -1, 1);
        fields.texture[number_of(zone)] = drawn(grid, [&](double x, double y) { return random.smooth(stream, x + dx, y + dy, 1); });
    }
    add_sky(grid, nuisance, random, fields);
    add_water(grid, nuisance, random, fields);
    return fields;
}

Pixels coarser(const Pixels& field, int ratio)
{
    if (ratio == 1 || field.size() == 0) return field;
    Pixels result(field.rows() / ratio, field.cols() / ratio);
    for (Eigen::Index row = 0; row < result.rows(); ++row)
        for (Eigen::Index col = 0; col < result.cols(); ++col)
            result(row, col) = field.block(row * ratio, col * ratio, ratio, ratio).mean();
    return result;
}

SceneFields coarser(const SceneFields& fields, int ratio)
{
    SceneFields result = fields;
    for (Pixels& texture : result.texture) texture = coarser(texture, ratio);
    for (Pixels* field : {&result.turbidity, &result.haze, &result.thin_cloud, &result.cloud, &result.shadow, &result.glint, &result.gap})
        *field = coarser(*field, ratio);
    return result;
}

Mask quality_mask(const Grid& grid, const SceneFields& fields, bool cloud_missed)
{
    Mask mask = Mask::Zero(grid.rows, grid.cols);
    const auto flag = [&](const Pixels& field, double least, std::uint8_t bit) {
        if (field.size() > 0) mask = (field > static_cast<float>(least)).select(mask + bit, mask);
    };
    flag(fields.gap, 0, PixelFlag::fill);
    if (cloud_missed) return mask;
    flag(fields.cloud, noticed, PixelFlag::cloud);
    flag(fields.shadow, noticed, PixelFlag::shadow);
    return mask;
}

}  // namespace tasi::scenes::measured
