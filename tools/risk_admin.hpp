#pragma once

#include <vector>

#include "algorithms/exposure/admin.hpp"
#include "src/core/layer.hpp"

namespace tasi::cli {

/// `admin_summary`: one row per unit, level and horizon, without geometry.
Layer admin_layer(const std::vector<AdminSummary>& rows);

/// `admin_units`: the units of the lowest level given with their row of `rows` for the last horizon, to be coloured on a map. A unit that
/// stands in several features is one. Its shape is that of the layer given, not simplified; one that crosses itself is repaired.
Layer admin_map(const AdminUnits& units, const std::vector<AdminSummary>& rows, const Crs& crs);

}  // namespace tasi::cli
