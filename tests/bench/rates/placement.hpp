#pragma once

#include "scenes/synthetic/measured/measured_scene.hpp"

namespace tasi::bench {

/// The scene against whose place the others of a series are set.
struct Reference {
    Grid grid;
    Pixels nir;
    Mask mask;                    ///< not 0: missing or water
    std::vector<Polyline> coast;  ///< its waterline
};

/// Nothing is missing in it, and it has a waterline: fit to be a reference.
bool can_be_reference(const scenes::measured::MeasuredScene& scene);

Reference reference_of(const scenes::measured::MeasuredScene& scene);

/// By how much a scene lies off the reference.
struct Placement {
    Vector shift_m;
    double sd_m = 0;  ///< along one axis
    bool accepted = false;
};

/// The shift that `tasi shorelines --coregister` finds: edges of the near infrared on the grid with the larger pixels, land alone, without
/// 300 m around the waterline of the reference (docs/methods/registration.md).
Placement placement_of(const scenes::measured::MeasuredScene& scene, const Reference& reference);

}  // namespace tasi::bench
