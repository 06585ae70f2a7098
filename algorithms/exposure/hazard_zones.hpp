#pragma once

#include <string>
#include <vector>

#include "algorithms/exposure/place_reach.hpp"

namespace tasi {

/// Land that is reached with at least `probability` by `year`: one area, valid, without overlaps in itself.
struct HazardZone {
    int year = 0;
    double probability = 0;
    std::vector<Polygon> area;
};

/// Zones for each horizon and probability, years ascending, then probabilities descending. On each transect the zone reaches from the
/// present line to `landward_limit_m`; neighbours of one baseline are joined where they are at most two spacings apart and both were
/// assessed. A zone holds those of higher probability and of earlier years. With `land` it is clipped to it.
/// The uncertainty of a place is not in it: a zone says where the line will be.
std::vector<HazardZone> hazard_zones(const AssessedCoast& coast, const ExposureOptions& options, const std::vector<double>& probabilities,
                                     const std::vector<Polygon>& land);

/// How a setback is reckoned: max(0, -b) T + storm + F^-1(q) sqrt(sigma_0^2 + (sigma_b T)^2), metres landward of the present line.
struct SetbackRule {
    double storm_m = 0;     ///< what one storm may take
    double quantile = 0.9;  ///< q, of the line in T years
    double years = 50;      ///< T

    /// UsageError (2).
    void validate() const;
    /// The rule in words, with its numbers.
    std::string in_words(bool sea_level) const;
};

double setback_m(const Approach& approach, const SetbackRule& rule);

/// A part of the setback line, from one gap to the next.
struct SetbackLine {
    std::string baseline;
    Polyline line;
    double least_m = 0, most_m = 0, mean_m = 0;  ///< of the setbacks on its transects
};

/// Broken where zones are broken.
std::vector<SetbackLine> setback_lines(const AssessedCoast& coast, const ExposureOptions& options, const SetbackRule& rule);

}  // namespace tasi
