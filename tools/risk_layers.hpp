#pragma once

#include <optional>
#include <vector>

#include "algorithms/exposure/admin.hpp"
#include "algorithms/exposure/settlement_people.hpp"
#include "src/core/layer.hpp"

namespace tasi::cli {

/// One settlement with all that is said about it.
struct SettlementRow {
    SettlementRisk risk;
    std::optional<double> population;
    std::vector<Asset> people;  ///< where they live, as shares of 1
    std::optional<std::size_t> unit;
    bool duplicate = false;
    bool disputed = false;  ///< units overlap there
    bool moved = false;     ///< into the nearest unit
};

/// The user's fields followed by ours: a field of the user with the name of one of ours is kept as `s_<name>`, cut to 10 characters.
std::vector<Field> fields_beside(const std::vector<Field>& given, const std::vector<Field>& ours);

/// `settlements_at_risk`: the settlement's own fields, then the columns of docs/commands/risk.md. An own field whose name clashes
/// is kept as `s_<name>`, cut to 10 characters.
Layer settlements_layer(const Layer& settlements, const std::vector<SettlementRow>& rows, const AdminUnits& units,
                        const ExposureOptions& options);

/// What is reached of one kind of assets, for everything or one unit.
struct ExposureRow {
    std::string what, measure, source;
    std::string pcode;  ///< empty: everything
    int level = 0;
    AssetSums sums;
};

/// `exposure`: one row per kind, unit and horizon, without geometry.
Layer exposure_layer(const std::vector<ExposureRow>& rows, const ExposureOptions& options);

}  // namespace tasi::cli
