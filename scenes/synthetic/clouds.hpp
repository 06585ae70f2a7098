#pragma once

#include "scenes/synthetic/coast_description.hpp"
#include "scenes/synthetic/random_field.hpp"
#include "scenes/synthetic/sun.hpp"

namespace tasi::scenes {

/// The clouds of one scene: a smooth random field above the level that leaves the wanted share of the window covered.
class CloudField {
public:
    /// Clouds fly 900 m above the ground; their shadows fall away from the sun.
    static constexpr double height_m = 900;
    /// From this opacity on (0..1) a quality layer knows of the cloud or shadow.
    static constexpr double noticed = 0.02;
    /// From here on a cloud is called `high probability`.
    static constexpr double opaque = 0.3;

    CloudField(const CoastDescription& coast, const SceneOrder& order, const SunPosition& sun);

    /// 0 none .. 1 nothing of the ground is seen.
    double cloud(const Point& at) const;
    /// 0 none .. 1 full shadow.
    double shadow(const Point& at) const;

private:
    double thickness(const Point& at) const;

    RandomField random_;
    double level_ = 0;
    bool none_ = false;
    Vector towards_sun_;
};

}  // namespace tasi::scenes
