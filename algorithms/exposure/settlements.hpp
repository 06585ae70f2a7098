#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/assessed_coast.hpp"
#include "algorithms/exposure/reach.hpp"
#include "src/core/layer.hpp"

namespace tasi {

struct ExposureOptions {
    double base_year = 2025;                   ///< calendar year of the present shoreline
    std::vector<int> years{2030, 2050, 2100};  ///< horizons
    double point_sd_m = 50;                    ///< sigma_D of settlements given as points (gazetteers)
    double polygon_sd_m = 10;                  ///< sigma_D of settlements given as polygons
    double at_risk_probability = 0.10;         ///< by the last horizon
    double within_m = 5000;                    ///< farther from the shore: not assessed
    double last_year = 2200;                   ///< of reach years

    /// UsageError (2) naming the option.
    void validate() const;
};

/// What the sea means to one settlement; nothing where it was not assessed.
struct SettlementRisk {
    std::optional<Point> place;  ///< the point of the settlement nearest to the shore: the one that is judged
    std::string transect;
    std::optional<double> dist_m;  ///< to the present shoreline along the transect, landward positive
    std::optional<double> near_m;  ///< straight distance to the present shoreline
    std::optional<double> rate_m_per_year, rate_interval;
    std::vector<std::optional<double>> probability;             ///< one per horizon
    std::optional<double> reach_year, reach_early, reach_late;  ///< 50, 5 and 95 %
    std::string assessment = "not assessed";                    ///< `at risk`, `not at risk`, `not assessed`
    std::string reason;
};

/// Joins one settlement (points, lines or polygons; the part nearest to the shore counts) with the coast.
/// See docs/methods/risk.md.
SettlementRisk risk_of(const Geometry& settlement, const AssessedCoast& coast, const ExposureOptions& options);

}  // namespace tasi
