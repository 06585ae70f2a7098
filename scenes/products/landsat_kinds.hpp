#pragma once

#include <optional>
#include <string>

#include "scenes/products/scene_facts.hpp"
#include "scenes/sensors/sensor.hpp"

namespace tasi::scenes {

/// How the metadata of one kind of Landsat product are laid out; what the product holds is in its ProductSheet.
struct LandsatKind {
    const char* sheet;           ///< name of the ProductSheet
    const char* contents;        ///< group of the file names
    const char* factors;         ///< group of the scale factors: no other group may give them
    const char* quality_key;     ///< of the file with the cloud bits
    const char* saturation_key;  ///< empty: the kind has no such file
    const char* aerosol_key;
    bool top_of_atmosphere;  ///< the factors leave the angle of the sun out
    bool shadow_known;       ///< the quality layer knows cloud shadow

    const ProductSheet& product_sheet() const;
};

/// The kind whose sheet has the collection and the level of `facts`. UnsafeError (4) naming both when there is none.
const LandsatKind& landsat_kind(const SceneFacts& facts, const std::string& file);

}  // namespace tasi::scenes
