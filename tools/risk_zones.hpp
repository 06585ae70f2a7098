#pragma once

#include <optional>
#include <vector>

#include "algorithms/exposure/hazard_zones.hpp"
#include "src/core/layer.hpp"

namespace tasi::cli {

/// `hazard_zones`: one area per horizon and probability, wider ones first. `people`: beside each zone, empty without a grid of people.
Layer zones_layer(const std::vector<HazardZone>& zones, const std::vector<double>& people, const ExposureOptions& options, const Crs& crs);

/// `setback`: lines with the rule in words.
Layer setback_layer(const std::vector<SetbackLine>& lines, const SetbackRule& rule, const ExposureOptions& options, const Crs& crs);

}  // namespace tasi::cli
