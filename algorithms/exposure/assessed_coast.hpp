#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/transect.hpp"

namespace tasi {

/// A transect with what its history says of the shoreline; nothing where it was not assessed.
struct AssessedTransect {
    Transect transect;
    std::optional<double> rate_m_per_year;    ///< seaward positive
    std::optional<double> rate_interval;      ///< half width at the stated confidence, metres a year
    std::optional<double> ordinary_interval;  ///< the same without regard to autocorrelation (`LCI90`)
    std::optional<double> rate_sd;            ///< 1 sigma
    std::optional<double> degrees_of_freedom;
    std::optional<double> now_m;  ///< present shoreline, metres from the landward end
    std::optional<double> now_sd_m;
    std::string trend;  ///< `eroding`, `accreting`, `no detectable trend`, `not assessed`
    std::string certainty;

    bool assessed() const { return rate_m_per_year && rate_sd && now_m && now_sd_m && trend != "not assessed"; }
    bool located() const { return now_m.has_value(); }
    Point shore() const { return transect.at(*now_m); }
    Point middle() const { return transect.at(transect.length_m() / 2); }
};

/// The part of the present coast that transects stand for.
class AssessedCoast {
public:
    /// `shoreline`: the present shore, for straight distances; empty: the line through the transects' present positions.
    AssessedCoast(std::vector<AssessedTransect> transects, std::vector<Polyline> shoreline);

    const std::vector<AssessedTransect>& transects() const { return transects_; }
    /// Median distance between neighbouring present positions, metres; 0 when there are fewer than two.
    double spacing_m() const { return spacing_m_; }
    /// Metres of coast that each transect stands for: half the way to each neighbour, at most one spacing.
    const std::vector<double>& coast_m() const { return coast_m_; }

    struct Nearest {
        double distance_m = 0;
        Point point;  ///< of the shoreline
        Point place;  ///< of the edge
    };
    /// Where the edge a-b (or the point a = b) and the present shoreline come nearest to each other; nothing without a shoreline.
    std::optional<Nearest> nearest_shore(const Point& a, const Point& b) const;
    std::optional<Nearest> nearest_shore(const Point& place) const { return nearest_shore(place, place); }

    /// A transect that serves a place, with its weight (weights sum to 1).
    struct Link {
        std::size_t transect;
        double weight;
        double distance_m;  ///< from the place to the present shoreline along the transect, landward positive
    };
    struct Linked {
        std::vector<Link> links;  ///< none: see `reason`
        std::string reason;       ///< why no transect serves the place
    };
    /// The transect with the nearest perpendicular foot (within max(1.5 spacings, 100 m)); else the nearest two, weighted by
    /// inverse distance, within 3 spacings; else none. The place must be within `within_m` of the shore, and the shore nearest to
    /// it must be served by transects: else the coast in front of it was not assessed.
    Linked link(const Point& place, double within_m) const;

private:
    std::optional<Linked> link_by_foot(const Point& place, double within_m) const;
    std::optional<Linked> link_by_two(const Point& place) const;
    double foot_limit_m() const;

    std::vector<AssessedTransect> transects_;
    std::vector<Polyline> shoreline_;
    double spacing_m_ = 0;
    std::vector<double> coast_m_;
};

}  // namespace tasi
