#include "tests/bench/accuracy/common_grid.hpp"

#include <algorithm>
#include <cmath>

#include "scenes/synthetic/measured/scene_fields.hpp"

namespace tasi::bench {
namespace {

using scenes::measured::MeasuredScene;

const MeasuredScene::Layer& layer_with(const MeasuredScene& scene, Band band)
{
    return *std::find_if(scene.layers.begin(), scene.layers.end(), [&](const auto& layer) { return layer.reflectance.has(band); });
}

int ratio_between(const Grid& coarse, const Grid& fine) { return static_cast<int>(std::lround(coarse.dx / fine.dx)); }

Mask coarser_mask(const Mask& mask, int ratio)
{
    Mask result = Mask::Zero(mask.rows() / ratio, mask.cols() / ratio);
    for (Eigen::Index row = 0; row < result.rows() * ratio; ++row)
        for (Eigen::Index col = 0; col < result.cols() * ratio; ++col)
            result(row / ratio, col / ratio) = static_cast<std::uint8_t>(result(row / ratio, col / ratio) | mask(row, col));
    return result;
}

Pixels interpolated(const Pixels& coarse, int ratio)
{
    Pixels result(coarse.rows() * ratio, coarse.cols() * ratio);
    const auto split = [&](Eigen::Index i, Eigen::Index n) {
        const double at = std::clamp((static_cast<double>(i) + 0.5) / ratio - 0.5, 0.0, static_cast<double>(n - 1));
        const auto below = std::min(static_cast<Eigen::Index>(at), n - 2);
        return std::pair{below, static_cast<float>(at - static_cast<double>(below))};
    };
    for (Eigen::Index row = 0; row < result.rows(); ++row)
        for (Eigen::Index col = 0; col < result.cols(); ++col) {
            const auto [r, down] = split(row, coarse.rows());
            const auto [c, across] = split(col, coarse.cols());
            result(row, col) = (1 - down) * ((1 - across) * coarse(r, c) + across * coarse(r, c + 1)) +
                               down * ((1 - across) * coarse(r + 1, c) + across * coarse(r + 1, c + 1));
        }
    return result;
}

}  // namespace

CommonGrid averaged_to_common_grid(const MeasuredScene& scene, const std::vector<Band>& bands)
{
    const Grid* coarsest = &scene.layers.front().grid;
    for (const Band band : bands)
        if (layer_with(scene, band).grid.dx > coarsest->dx) coarsest = &layer_with(scene, band).grid;
    CommonGrid result{*coarsest, {}, coarser_mask(scene.mask, ratio_between(*coarsest, scene.layers.front().grid))};
    for (const Band band : bands) {
        const MeasuredScene::Layer& layer = layer_with(scene, band);
        result.reflectance[band] = scenes::measured::coarser(layer.reflectance[band], ratio_between(*coarsest, layer.grid));
    }
    return result;
}

CommonGrid interpolated_to_common_grid(const MeasuredScene& scene, const std::vector<Band>& bands)
{
    const Grid& finest = scene.layers.front().grid;
    CommonGrid result{finest, {}, scene.mask};
    for (const Band band : bands) {
        const MeasuredScene::Layer& layer = layer_with(scene, band);
        const int ratio = ratio_between(layer.grid, finest);
        result.reflectance[band] = ratio == 1 ? layer.reflectance[band] : interpolated(layer.reflectance[band], ratio);
    }
    return result;
}

}  // namespace tasi::bench
