#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/transects/cross.hpp"

namespace tasi {

/// What a rule may look at when it chooses among the crossings of one shoreline with one transect.
struct Candidates {
    const std::vector<Contact>& points;     ///< in order of distance
    double baseline_m = 0;                  ///< of the baseline's own point
    std::optional<double> expected_m;       ///< where rules that need it expect the shore
    const std::vector<double>& vertices_m;  ///< of shoreline vertices near the transect, in order of distance
};

/// What a rule looks at beside the crossings themselves.
enum class RuleNeed { nothing, reference, other_dates, vertices };

/// A distance, and the crossing that it is; no crossing for rules that do not choose one.
struct Choice {
    double distance_m = 0;
    std::optional<std::size_t> point;
};

/// One way to choose the shore's position among several crossings. `choose` gives nothing when the rule cannot tell.
struct CrossingRule {
    std::string name;
    std::string meaning;
    RuleNeed need;
    std::optional<Choice> (*choose)(const Candidates&);
};

const std::vector<CrossingRule>& crossing_rules();

/// UsageError (2), with all names, for a name that is no rule.
const CrossingRule& crossing_rule(const std::string& name);

/// Width of the strip on either side of a transect in which `median25` takes vertices.
inline constexpr double median_strip_m = 25;

}  // namespace tasi
