#pragma once

#include "scenes/synthetic/measured/measured_scene.hpp"
#include "scenes/synthetic/measured/scene_fields.hpp"

namespace tasi::scenes::measured {

/// Cells of a tenth of a finest pixel with a margin all around.
struct SceneCells {
    static constexpr int per_pixel = 10;
    static constexpr int margin_px = 5;
    std::array<Pixels, zone_count> shares;
};

/// The cells of an image with `finest` pixels.
Grid cell_grid(const Grid& finest);

SceneCells scene_cells(const Grid& finest, const Zones& zones);

/// All that a layer is made from.
struct LayerOrder {
    const Grid& finest;
    const SceneCells& cells;
    const SceneFields& fields;  ///< of the finest grid
    const Colours& colours;
    const Nuisance& nuisance;
    const RandomField& random;
};

/// The bands of one layer: surfaces as seen, texture, plume, glint, haze, cloud, noise, gaps.
MeasuredScene::Layer render_layer(const LayerOrder& order, const LayerKind& kind);

/// The shift of every band of `six_bands`, pixels of the finest layer to the right and down: they sum to 0, none is above the
/// nuisance's in either axis.
std::array<Vector, 6> band_shifts(const Nuisance& nuisance, const RandomField& random);

}  // namespace tasi::scenes::measured
