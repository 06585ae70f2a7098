#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/admin.hpp"
#include "src/core/layer.hpp"
#include "tools/risk_layers.hpp"
#include "tools/run.hpp"

namespace tasi::cli {

/// Assets of one layer, joined with coast and units.
struct AssetsOfLayer {
    std::string what, measure, source;  ///< `clinic`, `count` or `m`, file
    std::vector<Asset> assets;          ///< in the order of their features
    std::vector<std::size_t> feature;   ///< of each asset
};

/// Buildings and facilities count 1 each, lines by metres. `group_field` sorts the features of one layer into kinds; without it they are
/// one kind, `what`. A feature without geometry is left out with a warning.
std::vector<AssetsOfLayer> assets_of_layer(Run& run, const Layer& layer, const std::string& file, const std::string& what,
                                           const std::optional<std::string>& group_field, const AssessedCoast& coast,
                                           const AdminUnits& units, const ExposureOptions& options);

/// The sums of one kind: for everything, then for every unit and what lies outside (with `units`).
void add_exposure(std::vector<ExposureRow>& rows, const std::string& what, const std::string& measure, const std::string& source,
                  const std::vector<Asset>& assets, const AdminUnits& units, const StakeSums& sums, const ExposureOptions& options);

/// The layer itself with amount, probabilities (of a line: the greatest of its pieces) and what is expected to be reached.
Layer reached_layer(const Layer& given, const std::string& name, const std::vector<AssetsOfLayer>& kinds, const ExposureOptions& options);

}  // namespace tasi::cli
