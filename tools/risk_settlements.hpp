#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/risk_layers.hpp"
#include "tools/run.hpp"

namespace tasi::cli {

/// Every settlement joined with the coast and its unit; the same one given twice is marked, and what a person must know is warned of.
/// `unit_within_m`: a settlement in no unit belongs to the nearest one so near, if the shore is within 1 km: borders are drawn coarsely
/// there. `people_field`: column of their people; they stand at `dwellings` where an outline holds any. UsageError (2) when there is none
/// of that name.
std::vector<SettlementRow> assess_settlements(Run& run, const Layer& settlements, const std::string& file, const AssessedCoast& coast,
                                              const AdminUnits& units, double unit_within_m, const std::optional<std::string>& people_field,
                                              const Dwellings& dwellings, const ExposureOptions& options);

/// The people of settlements, each counted once, for the roll-up.
std::vector<Asset> people_of(const std::vector<SettlementRow>& rows);

std::vector<SettlementInUnit> in_units(const std::vector<SettlementRow>& rows);

}  // namespace tasi::cli
