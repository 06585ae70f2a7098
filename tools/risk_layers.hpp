#pragma once

#include <optional>
#include <vector>

#include "algorithms/exposure/admin.hpp"
#include "src/core/layer.hpp"

namespace tasi::cli {

/// One settlement with all that is said about it.
struct SettlementRow {
    SettlementRisk risk;
    std::optional<double> population;
    std::optional<std::size_t> unit;
    bool duplicate = false;
};

/// `settlements_at_risk`: the settlement's own fields, then the columns of docs/commands/risk.md. An own field whose name clashes
/// is kept as `s_<name>`, cut to 10 characters.
Layer settlements_layer(const Layer& settlements, const std::vector<SettlementRow>& rows, const AdminUnits& units,
                        const ExposureOptions& options);

/// `admin_summary`: one row per unit, level and horizon, without geometry.
Layer admin_layer(const std::vector<AdminSummary>& rows);

}  // namespace tasi::cli
