#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// The box around an area; `low` is above `high` when there is nothing in it.
struct Frame {
    Point low{1e300, 1e300}, high{-1e300, -1e300};
    bool empty() const { return low.x > high.x; }
};
Frame frame_of(const std::vector<Polygon>& area);

/// An area cut into small pieces, so that its overlap with many small convex rings (pixels) is found fast. Built once, read by any thread.
class AreaIndex {
public:
    explicit AreaIndex(const std::vector<Polygon>& area);

    /// Square metres of the area inside a convex ring, whichever way it runs.
    double overlap_m2(const Polyline& convex_ring) const;
    bool contains(const Point& p) const;

private:
    struct Box {
        Point low, high;
        bool meets(const Box& other) const;
    };
    /// A ring clipped to a box; holes count negative. Bridges along the box add no area.
    struct Node {
        Box box;
        std::vector<Polyline> outer, holes;
        std::vector<Node> children;
    };
    static Box box_of(const Polyline& ring);
    static void split(Node& node, int depth);
    static double overlap_m2(const Node& node, const Polyline& convex_ring, const Box& box);
    static bool contains(const Node& node, const Point& p);

    Node root_;
};

/// The part of a ring inside a convex counter-clockwise ring (Sutherland and Hodgman 1974, doi:10.1145/360767.360802). Of a ring that is
/// not convex the result may run along itself: its signed area is right.
Polyline clipped(const Polyline& ring, const Polyline& convex_ring);

}  // namespace tasi
