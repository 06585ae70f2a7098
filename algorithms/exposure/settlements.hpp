#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/place_reach.hpp"
#include "src/core/layer.hpp"

namespace tasi {

/// What the sea means to one settlement; nothing where it was not assessed.
struct SettlementRisk {
    std::optional<Point> place;  ///< the point of the settlement nearest to the shore: the one that is judged
    std::string transect;
    std::optional<double> dist_m;  ///< to the present shoreline along the transect, landward positive
    std::optional<double> near_m;  ///< straight distance to the present shoreline
    std::optional<double> rate_m_per_year, rate_interval;
    std::vector<std::optional<double>> probability;             ///< one per horizon
    std::vector<double> own_share;                              ///< see Stake::own_share
    std::optional<double> reach_year, reach_early, reach_late;  ///< 50, 5 and 95 %
    std::string assessment = "not assessed";                    ///< `at risk`, `not at risk`, `not assessed`
    std::string reason;
    std::size_t stretch = 0;  ///< of coast, see AssessedCoast::stretch_of
    bool with_sea_level_rise = false;
};

/// The point of an outline that the sea reaches first: the one nearest to the present shore. Nothing without geometry or shore.
std::optional<AssessedCoast::Nearest> nearest_edge(const Geometry& settlement, const AssessedCoast& coast);

/// Joins one settlement (points, lines or polygons; the part nearest to the shore counts) with the coast.
/// See docs/methods/exposure.md.
SettlementRisk risk_of(const Geometry& settlement, const AssessedCoast& coast, const ExposureOptions& options);

}  // namespace tasi
