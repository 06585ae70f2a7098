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
    int right = 0;          ///< what lies right of the line: 1 farther along the transect, -1 nearer; 0: cannot be told
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

/// The line of a transect, measured once for meetings with many segments.
struct CrossedLine {
    CrossedLine(const Point& from, const Point& to);

    /// Whether a-b certainly shares nothing with it: lies on one side, or before or behind it. Cheap, and not exact.
    bool surely_apart(const Point& a, const Point& b) const
    {
        const Vector to_a = a - from, to_b = b - from;
        const double side_a = cross_product(along, to_a), side_b = cross_product(along, to_b);
        if ((side_a > slack_m && side_b > slack_m) || (side_a < -slack_m && side_b < -slack_m)) return true;
        const double foot_a = dot(along, to_a), foot_b = dot(along, to_b);
        return (foot_a < -slack_m && foot_b < -slack_m) || (foot_a > length_m + slack_m && foot_b > length_m + slack_m);
    }

    Point from, to;
    Vector along;
    double length_m, slack_m;
};

/// Adds what the line and one segment of the shore share; `settle` sorts and joins what many have added.
void add_shared(const CrossedLine& line, const Segment& segment, Contacts& found);
void settle(Contacts& found);

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
