#pragma once

#include <utility>
#include <vector>

#include "scenes/synthetic/atmosphere.hpp"
#include "scenes/synthetic/blur.hpp"
#include "scenes/synthetic/clouds.hpp"
#include "src/core/reflectance.hpp"

namespace tasi::scenes {

/// A band that is no role of its own (panchromatic, red edge): a weighted sum of roles, with noise of its own.
struct BandMix {
    int number = 0;  ///< that its noise is known by, 0..99
    std::vector<std::pair<Band, double>> weights;
};

/// What one scene looks like on one of its grids.
struct SceneImage {
    Reflectance reflectance;
    std::vector<Pixels> shares;  ///< of each material, as seen
    Pixels water;                ///< share of water of any kind, 0..1
    Pixels cloud, shadow;        ///< opacity, 0..1
    std::vector<Pixels> mixed;   ///< reflectance of the mixes asked for
};

/// Renders the scenes of one coast.
class SceneRenderer {
public:
    SceneRenderer(const CoastDescription& coast, const SceneOrder& order);

    /// Metres by which everything in this scene lies too far east and north: its geolocation error.
    Vector shift() const { return shift_; }
    const SunPosition& sun() const { return sun_; }
    const SceneOrder& order() const { return order_; }
    const CoastDescription& coast() const { return coast_; }
    /// The bands of one pixel size, each blurred as edge_blur_pixels says, of the ground or from above the atmosphere as the ordered
    /// product has them.
    SceneImage image(const std::vector<Band>& bands, const Grid& grid, const std::vector<BandMix>& mixes = {}) const;

private:
    SceneImage surfaces(const Grid& grid) const;
    Pixels band(Band wanted, const SceneImage& seen, const std::vector<Pixels>& brightness, const Grid& grid) const;
    Pixels mix(const BandMix& wanted, const SceneImage& seen, const std::vector<Pixels>& brightness, const Grid& grid) const;
    Pixels turbidity(const Grid& grid) const;
    std::vector<Pixels> brightness(const SceneImage& seen, const Grid& grid) const;
    void add_noise(std::uint64_t stream, Pixels& values) const;

    const CoastDescription& coast_;
    const SceneOrder& order_;
    CoastMotion motion_;
    std::vector<PaintedArea> areas_;
    SunPosition sun_;
    CloudField clouds_;
    RandomField random_;
    Atmosphere air_;  ///< none for products of the ground
    Vector shift_;
};

}  // namespace tasi::scenes
