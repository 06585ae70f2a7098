#pragma once

#include <utility>
#include <vector>

#include "algorithms/transects/segment_index.hpp"
#include "src/core/transect.hpp"

namespace tasi {

/// A point that a transect and a shoreline share.
struct Contact {
    double distance_m = 0;  ///< from the transect's first point
    int line = 0;           ///< number of the line that passes here
    double sine = 1;        ///< of the angle between both, 0..1; the flattest of the segments that meet here
};

/// All that a transect and a shoreline share: points in order of distance, and stretches along which both run.
struct Contacts {
    std::vector<Contact> points;
    std::vector<std::pair<double, double>> overlaps_m;
};

/// The same as plain distances from the transect's first point, in metres.
struct Crossings {
    std::vector<double> distances_m;
    std::vector<std::pair<double, double>> overlaps_m;
};

/// Every point that the segment from-to shares with the lines. One rule for all: each shared point counts once, whether
/// the line passes through, turns back or ends there, at a vertex or between two, and also at the segment's own ends; so
/// neither the order of the vertices nor the side from which the line comes matters. Stretches along which both run are
/// `overlaps_m`, and points in them are not points. Whether two segments meet is decided exactly; two points
/// less than 1e-7 m apart are one.
Contacts contacts(const Point& from, const Point& to, const SegmentIndex& lines);

Crossings crossings(const Point& from, const Point& to, const std::vector<Polyline>& lines);
Crossings crossings(const Transect& transect, const std::vector<Polyline>& lines);

/// Whether two segments share at least one point, decided exactly.
bool segments_meet(const Point& a, const Point& b, const Point& c, const Point& d);

}  // namespace tasi
