#pragma once

#include <cstdint>
#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// One piece of a line: vertices `position` and `position + 1` of line number `line`.
struct Segment {
    Point a, b;
    int line = 0;
    int position = 0;
};

/// The segments of many lines, packed along a Hilbert curve into a tree of boxes (fan-out 8; Kamel & Faloutsos 1994),
/// so that a search touches only what lies near. Repeated vertices make no segment. Built once, read by any thread.
class SegmentIndex {
public:
    SegmentIndex() = default;
    explicit SegmentIndex(const std::vector<Polyline>& lines);
    explicit SegmentIndex(const std::vector<const Polyline*>& lines);

    const std::vector<Segment>& segments() const { return segments_; }

    /// Calls `visit` for every segment that comes within `margin_m` of the segment from-to, and for a few others whose box
    /// does; in a fixed order that says nothing.
    template <class Visit>
    void for_each_near(const Point& from, const Point& to, double margin_m, Visit&& visit) const;

private:
    struct Box {
        Point low, high;
    };
    /// What a search compares boxes with: the query's own box and its line.
    struct Query {
        Query(const Point& from, const Point& to, double margin_m);
        bool may_touch(const Box& box) const;
        Point start;
        Vector along;
        Box box;
        double margin_m;
    };
    static constexpr std::size_t fan_out = 8;
    /// Neighbours of one line, which lie beside each other anyway: they are sorted as one.
    struct Run {
        std::uint32_t key;
        std::size_t first, count;
    };

    void add(const Polyline& line, std::size_t number);
    void sort();
    void pack();
    static Box join(const Box& a, const Box& b);
    static Box box_of(const Segment& s)
    {
        return {{s.a.x < s.b.x ? s.a.x : s.b.x, s.a.y < s.b.y ? s.a.y : s.b.y},
                {s.a.x < s.b.x ? s.b.x : s.a.x, s.a.y < s.b.y ? s.b.y : s.a.y}};
    }

    template <class Visit>
    void descend(const Query& query, std::size_t level, std::size_t node, Visit& visit) const;

    std::vector<Segment> segments_;
    std::vector<std::vector<Box>> levels_;  ///< levels_[0]: one box for `fan_out` segments; the last level has one box
};

template <class Visit>
void SegmentIndex::for_each_near(const Point& from, const Point& to, double margin_m, Visit&& visit) const
{
    if (levels_.empty()) return;
    descend(Query(from, to, margin_m), levels_.size() - 1, 0, visit);
}

template <class Visit>
void SegmentIndex::descend(const Query& query, std::size_t level, std::size_t node, Visit& visit) const
{
    if (!query.may_touch(levels_[level][node])) return;
    const std::size_t below = level == 0 ? segments_.size() : levels_[level - 1].size();
    const std::size_t first = node * fan_out;
    const std::size_t end = first + fan_out < below ? first + fan_out : below;
    for (std::size_t i = first; i < end; ++i) {
        if (level > 0)
            descend(query, level - 1, i, visit);
        else if (query.may_touch(box_of(segments_[i])))
            visit(segments_[i]);
    }
}

}  // namespace tasi
