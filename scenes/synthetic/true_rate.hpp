#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/core/transect.hpp"

namespace tasi::scenes {

/// One row of truth/rates.csv: a point of the waterline at the reference date.
struct TrueRate {
    double alongshore_m = 0;
    Point point;
    Vector seaward;                         ///< unit normal
    std::optional<double> rate_m_per_year;  ///< along the normal; nothing where there is no waterline
    std::string stretch;
};

/// The rows of a table as truth.hpp describes it, read from a file (`file` is for messages). UnsafeError (4) when a column is missing or a
/// cell that has to hold a number does not.
std::vector<TrueRate> true_rates_from(const Layer& table, const std::string& file);

/// The rate (m/yr, seaward positive) at which the waterline moves along a transect at the reference date, where the transect crosses it
/// furthest seaward: rate along the normal / cosine of the angle between normal and transect. Nothing when it crosses nothing, or nothing
/// true.
std::optional<double> true_rate_along(const Transect& transect, const std::vector<TrueRate>& rates);

}  // namespace tasi::scenes
