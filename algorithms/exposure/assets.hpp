#pragma once

#include <optional>
#include <vector>

#include "algorithms/exposure/place_reach.hpp"
#include "algorithms/exposure/stakes.hpp"
#include "src/core/layer.hpp"

namespace tasi {

/// A stake with what the roll-up needs to know.
struct Asset {
    Stake stake;                      ///< `probability` is empty when it was not assessed
    std::optional<std::size_t> unit;  ///< administrative unit in which it lies
    Point place;
    bool seaward = false;  ///< of the present line
    bool far = false;      ///< not assessed because it is farther than `within_m` from every shore

    bool assessed() const { return !stake.probability.empty(); }
};

/// Some people on a piece of ground: a pixel or its like (a closed convex ring of four corners), or a point (one vertex).
struct PeopleCell {
    Polyline ring;
    double people = 0;
};

/// An asset at one place: `amount` of it. `standing_m`: see Approach.
Asset asset_at(const Point& place, double amount, const AssessedCoast& coast, const ExposureOptions& options,
               std::optional<double> standing_m = {});

/// A building or a facility counts 1 where it is nearest to the shore; lines are cut into pieces of at most 25 m, each metres long.
std::vector<Asset> assets_of(const Geometry& geometry, const AssessedCoast& coast, const ExposureOptions& options);

/// A cell becomes k x k places at most 25 m apart (k up to 8). People do not live seaward of the present line: where some places of a
/// cell lie there and others do not, the others share its people.
std::vector<Asset> assets_of(const PeopleCell& cell, const AssessedCoast& coast, const ExposureOptions& options,
                             std::optional<double> standing_m = {});

/// A polygon with people, as cells of equal size, about 20 m or 20 x 20 of them, with people by area of overlap; they add up to `people`.
/// A polygon without area is one point.
std::vector<PeopleCell> cells_of(const std::vector<Polygon>& area, double people);

/// What of many assets is reached.
struct AssetSums {
    double total = 0, not_assessed = 0, far = 0;  ///< `far` is part of `not_assessed`
    bool any_assessed = false;
    std::vector<SumReached> reached;  ///< one per horizon
};
AssetSums sums_of(const std::vector<const Asset*>& assets, const StakeSums& sums, std::size_t horizons);

}  // namespace tasi
