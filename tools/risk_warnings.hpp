#pragma once

#include <optional>
#include <string>

#include "algorithms/exposure/early_warning.hpp"
#include "src/core/layer.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/run.hpp"

namespace tasi::cli {

/// `warnings`: transects where the last years depart from the trend, as points at the present shore, with the evidence. From positions
/// where they are given, and from the breaks that the rates state. Without features when nothing departs.
Layer early_warnings(Run& run, const LayerOptions& layers, const AssessedCoast& coast, const std::optional<std::string>& positions,
                     const WarningOptions& options, const Crs& crs);

/// Whether there is anything to test: positions, or rates that state breaks.
bool can_warn_early(const AssessedCoast& coast, const std::optional<std::string>& positions);

}  // namespace tasi::cli
