#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenes/sensors/quality_bits.hpp"

namespace tasi::scenes {

/// Which pixels a user takes out of a scene, beside fill and defects.
struct MaskChoice {
    /// All but `dark` (volcanic sand and deep water look dark).
    std::vector<MaskClass> classes{MaskClass::cloud, MaskClass::dilated, MaskClass::cirrus, MaskClass::shadow, MaskClass::snow};
    bool medium_confidence = false;        ///< reject also where a layer is only fairly sure
    std::optional<double> cloud_buffer_m;  ///< by which clouds grow, shadows 60 m more; default: that of the ProductSheet
};

/// `cloud`, `dilated`, ...: as on the command line.
const std::vector<std::pair<std::string, MaskClass>>& mask_classes();

/// The fields that count by that choice. Fields of MaskClass::defect always stay.
std::vector<QualityField> chosen_fields(const std::vector<QualityField>& fields, const MaskChoice& choice);

/// Whether what is of that class counts: defects always, all else as chosen.
bool counts(MaskClass what, const MaskChoice& choice);

/// A list as on the command line, `cloud,shadow`, or `none`; nothing for a word that is no class.
std::optional<std::vector<MaskClass>> mask_classes_named(std::string_view names);
/// The list that names these classes.
std::string names_of(const std::vector<MaskClass>& classes);

}  // namespace tasi::scenes
