#pragma once

#include <nlohmann/json.hpp>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// Time series of the transects for the charts.
struct SeriesData {
    nlohmann::ordered_json json;     ///< one per transect, in the order along the coast
    std::size_t with_positions = 0;  ///< how many have theirs in the page; the fastest changes first
};

/// Positions as whole thousandths of a year, decimetres and decimetres of uncertainty; the fitted line by its two ends; forecasts with
/// their band.
SeriesData series_data(const StudyResults& results, const Texts& text);

}  // namespace tasi::report
