#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/session.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::io {

/// Beach slope of one transect as a table states it; nothing where it was not found.
struct SlopeRow {
    std::string transect;
    std::optional<double> n, slope, lower, upper;
    std::string method;
};

/// A table with `transect` and `slope`, and optionally `n`, `slope_lo`, `slope_hi` and `method`. UnsafeError (4): a column missing, no
/// number, a transect twice.
std::vector<SlopeRow> read_slopes(Session& session, const std::string& path);

/// The numbers in column `name` of a layer of transects, one per feature. UsageError (2) when there is no such column.
std::vector<std::optional<double>> slopes_in_column(const Layer& transects, const std::string& file, const std::string& name);

}  // namespace tasi::io
