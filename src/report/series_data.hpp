#pragma once

#include <nlohmann/json.hpp>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// Transects with their time series, for the map, the charts and their headings.
struct SeriesData {
    nlohmann::ordered_json json;     ///< one per transect, in the order along the coast
    nlohmann::ordered_json words;    ///< words that trend and certainty of a transect point to
    nlohmann::ordered_json spans;    ///< first and last year, thousandths, of the fitted lines
    nlohmann::ordered_json years;    ///< of the forecasts, thousandths
    std::size_t with_positions = 0;  ///< how many have theirs in the page; the fastest changes first
};

/// `id`, `k` class of its rate, `m` rate and half interval in hundredths, count, trend, certainty; `p` positions by date: thousandths of a
/// year since the one before, decimetres since the one before, decimetres of uncertainty; `fit` the fitted line: its span, decimetres at
/// its two ends; `f` for each of the years the forecast in decimetres since the one before, and how far its band reaches down and up.
SeriesData series_data(const StudyResults& results, const Texts& text);

}  // namespace tasi::report
