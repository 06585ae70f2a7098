#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/rates/rate_options.hpp"
#include "algorithms/validation/survey_scale.hpp"
#include "src/core/position.hpp"

namespace tasi {

struct ValidationOptions {
    MatchOptions match;
    RateOptions rates;  ///< confidence and length of the year of the trend error
};

/// The accuracy of one transect (or of several), and of its trend.
struct ValidationRow {
    std::string transect;                    ///< `all` and `all:<sensor>` for those of all transects
    std::size_t positions = 0, surveys = 0;  ///< with a distance
    std::size_t n = 0;                       ///< pairs
    std::optional<Accuracy> accuracy;
    std::optional<double>
        trend_error_m_per_yr;  ///< LRR of the positions minus that of the surveys, both over their common time; `all`: mean over transects
    std::optional<double> trend_interval_m_per_yr;  ///< half width, sqrt(LCIac^2 + LCIac^2)
    std::vector<std::string> flags;                 ///< why something is missing
};

struct Validation {
    std::vector<ValidationRow> rows;   ///< one per transect in the order of the positions, then `all`, then one per sensor
    std::vector<Pair> pairs;           ///< all of them, by transect
    std::optional<SurveyScale> scale;  ///< of all transects together
    std::size_t same_moment = 0;       ///< positions left out, see `one_of_each_moment`
    std::vector<std::string> only_in_positions, only_in_surveys;  ///< transects without a partner
};

/// Compares positions with surveyed positions of the same transects (whose ids may differ in case). Both must count their distances
/// from the same point and refer to the same datum. Transects that surveys do not have are named in `only_in_positions`.
Validation validate(const std::vector<Position>& positions, const std::vector<Position>& surveys, const ValidationOptions& options = {});

}  // namespace tasi
