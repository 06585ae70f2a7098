#include "algorithms/transects/positions.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "algorithms/transects/crossing_rules.hpp"
#include "algorithms/transects/crossing_table.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {

void CrossOptions::validate() const
{
    const CrossingRule& chosen = crossing_rule(rule);
    if (!std::isfinite(min_island_m2) || min_island_m2 < 0)
        throw UsageError("OPTION", "", "--min-island " + format_number(min_island_m2) + " is out of range",
                         "give square metres, 0 or more");
    if (uncertainty_m && !(std::isfinite(*uncertainty_m) && *uncertainty_m > 0))
        throw UsageError("OPTION", "", "--uncertainty " + format_number(*uncertainty_m) + " is out of range",
                         "give 1 sigma in metres, above 0");
    if (!std::isfinite(geolocation_m) || geolocation_m < 0)
        throw UsageError("OPTION", "", "--geolocation " + format_number(geolocation_m) + " is out of range", "give metres, 0 or more");
    if (chosen.need == RuleNeed::reference && reference.empty())
        throw UsageError("CROSSING", "", "--crossing " + rule + " needs a reference shoreline", "give one, or another rule");
}

std::vector<Position> cross_all(const std::vector<Transect>& transects, const std::vector<Shoreline>& shorelines,
                                const CrossOptions& options)
{
    CrossingTable table(transects, options);
    table.add(shorelines);
    table.finish();
    return table.positions(0, transects.size());
}

CrossSummary summary_of(const std::vector<Position>& positions)
{
    CrossSummary sum;
    std::set<std::string> all, hit;
    for (const Position& p : positions) {
        const auto has = [&](const char* flag) { return std::find(p.flags.begin(), p.flags.end(), flag) != p.flags.end() ? 1 : 0; };
        ++sum.rows;
        sum.found += p.distance_m ? 1 : 0;
        sum.no_crossing += has("no crossing");
        sum.beyond_reach += has("beyond reach");
        sum.multiple += has("multiple crossings");
        sum.collinear += has("collinear");
        sum.no_choice += has("no choice");
        sum.island_ignored += has("island ignored");
        all.insert(p.transect);
        if (p.distance_m) hit.insert(p.transect);
    }
    sum.transects = static_cast<long>(all.size());
    sum.transects_without_hit = sum.transects - static_cast<long>(hit.size());
    return sum;
}

}  // namespace tasi
