#pragma once

#include <vector>

#include "algorithms/exposure/dwellings.hpp"
#include "algorithms/exposure/settlements.hpp"

namespace tasi {

/// The people of one settlement where they live, as shares of 1. Of a point: all there, with the probability of the settlement. Of an
/// outline: at its buildings, or without any (`dwellings`) spread evenly over it (`cells_of`); none in the sea where a part is on land.
/// One outline is drawn with one error, which all its places share: give them one Stake::own_group. A place stands today if the front of
/// the outline does. A settlement that was not assessed is one
/// share without probability; a part that was not assessed (far inland) is one too.
std::vector<Asset> people_of(const Geometry& settlement, const SettlementRisk& risk, const AssessedCoast& coast,
                             const ExposureOptions& options, const Dwellings& dwellings = {});

/// The share of the people that is expected to be reached by a horizon; nothing when nothing was assessed.
std::optional<double> expected_share(const std::vector<Asset>& people, std::size_t horizon);

/// The share of the people that was not assessed.
double share_not_assessed(const std::vector<Asset>& people);

}  // namespace tasi
