#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scenes/synthetic/measured/coast_kinds.hpp"
#include "scenes/synthetic/measured/colours.hpp"
#include "scenes/synthetic/measured/fixed_ground.hpp"
#include "scenes/synthetic/measured/nuisances.hpp"
#include "scenes/synthetic/measured/sensor_kinds.hpp"
#include "scenes/synthetic/measured/truth_stations.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"
#include "src/core/reflectance.hpp"

namespace tasi::scenes::measured {

/// A scene in memory whose waterline is known.
struct MeasuredScene {
    struct Layer {
        Grid grid;
        Reflectance reflectance;
        double blur_px;  ///< of an edge, 1 sigma, in pixels of this layer
    };
    std::vector<Layer> layers;           ///< finest first; the corner is the same
    Mask mask;                           ///< of the finest layer
    std::vector<Polyline> truth;         ///< waterlines on the ground, sea on the right-hand side; they reach beyond the image
    std::vector<TruthStation> stations;  ///< on `truth`
    Vector shift_m;                      ///< by which the image lies off the ground (geolocation error)
    Colours colours;                     ///< what the surfaces of this scene look like
};

/// What else may be set: defaults make one scene of its own.
struct RenderOrder {
    std::uint64_t seed = 1;
    std::optional<std::uint64_t> ground_seed = {};  ///< places the coast against the pixels; default `seed`
    std::optional<double> unit_m = {};              ///< size of a unit of the coast's shape; default a pixel of the finest layer
    double seaward_m = 0;                           ///< by which every point of the coast lies further seaward along its normal
    std::optional<Vector> shift_m = {};             ///< geolocation error, in place of a random one
    std::optional<FixedGround> fixed_ground = {};   ///< features of the land that all scenes share; default none
    int view_px = view_units;                       ///< pixels of the finest layer across; even
};

/// One scene of `view_px` (128) pixels of the finest layer across, without any file. The same arguments give the same bits; scenes that
/// differ only in the nuisance have the same noise, texture and place. Shares of surfaces are exact areas on cells of a tenth of a pixel,
/// then seen through a Gaussian. The coast lies at another place within the pixel for every seed.
MeasuredScene render(const CoastKind& coast, const SensorKind& sensor, const Nuisance& nuisance, const RenderOrder& order);
MeasuredScene render(const CoastKind& coast, const SensorKind& sensor, const Nuisance& nuisance, std::uint64_t seed);

}  // namespace tasi::scenes::measured
