#pragma once

#include <optional>
#include <vector>

#include "algorithms/validation/accuracy.hpp"

namespace tasi {

/// How far positions move for each metre that the surveys move. Surveys in feet give 0.3, in centimetres 0.01; positions in feet 3.3.
struct SurveyScale {
    double moved = 1;  ///< slope of least absolute errors through the medians of each transect
    double r2 = 0;     ///< squared correlation, transect means taken away
    std::size_t pairs = 0;

    /// Below a half or above two: more than any smoothing or noise of a satellite series does.
    bool contradicts() const { return moved < 0.5 || moved > 2; }
};

/// Of the pairs of all transects, one list each. Nothing for fewer than 20 pairs, or where positions and surveys do not move together
/// (squared correlation below 0.3), so that no scale can be told.
std::optional<SurveyScale> survey_scale(const std::vector<std::vector<Pair>>& transects);

/// Whether the median error is too large for one of measurement: above 50 m and above three times the scatter of errors.
bool counts_from_elsewhere(const Accuracy& accuracy);

}  // namespace tasi
