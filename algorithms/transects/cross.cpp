#include "algorithms/transects/cross.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "algorithms/transects/orientation.hpp"

namespace tasi {
namespace {

constexpr double same_point_m = 1e-7;

int sign(double value) { return (value > 0) - (value < 0); }

/// Whether `p`, known to lie on the line a-b, lies between both.
bool between(const Point& p, const Point& a, const Point& b)
{
    return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y && p.y <= std::max(a.y, b.y);
}

/// Collects what one transect shares with one segment after another.
class Meeting {
public:
    Meeting(const Point& from, const Point& to) : from_(from), to_(to), length_m_(distance(from, to)), along_(unit(to - from)) {}

    void with(const Segment& segment)
    {
        // One order of both ends, so that a line drawn backwards gives the same digits.
        const bool swap = std::tie(segment.b.x, segment.b.y) < std::tie(segment.a.x, segment.a.y);
        const Point& a = swap ? segment.b : segment.a;
        const Point& b = swap ? segment.a : segment.b;
        const int side_a = sign(orientation(from_, to_, a));
        const int side_b = sign(orientation(from_, to_, b));
        if (side_a * side_b > 0) return;
        if (side_a == 0 && side_b == 0) return along(a, b, segment.line);
        const double sine = std::abs(cross_product(along_, unit(b - a)));
        if (side_a == 0) return at_vertex(a, segment.line, sine);
        if (side_b == 0) return at_vertex(b, segment.line, sine);
        through(a, b, segment.line, sine);
    }

    Contacts result()
    {
        merge_overlaps();
        merge_points();
        return std::move(found_);
    }

private:
    void at_vertex(const Point& vertex, int line, double sine)
    {
        if (between(vertex, from_, to_)) found_.points.push_back({distance(from_, vertex), line, sine});
    }

    void through(const Point& a, const Point& b, int line, double sine)
    {
        const double start = orientation(a, b, from_);
        const double end = orientation(a, b, to_);
        if (sign(start) * sign(end) > 0) return;
        const double share = start / (start - end);
        found_.points.push_back({end == 0 ? length_m_ : share * length_m_, line, sine});
    }

    /// Both ends lie on the transect's line: the common stretch, or the one common point.
    void along(const Point& a, const Point& b, int line)
    {
        const double first = clipped_m(a), last = clipped_m(b);
        const auto [low, high] = std::minmax(first, last);
        if (low < high)
            found_.overlaps_m.emplace_back(low, high);
        else if (between(a, from_, to_) || between(b, from_, to_))
            found_.points.push_back({low, line, 0.0});
    }

    double clipped_m(const Point& on_line) const
    {
        if (between(on_line, from_, to_)) return distance(from_, on_line);
        return dot(on_line - from_, along_) < 0 ? 0.0 : length_m_;
    }

    void merge_overlaps()
    {
        auto& spans = found_.overlaps_m;
        std::sort(spans.begin(), spans.end());
        std::size_t kept = 0;
        for (std::size_t i = 1; i < spans.size(); ++i) {
            if (spans[i].first <= spans[kept].second + same_point_m)
                spans[kept].second = std::max(spans[kept].second, spans[i].second);
            else
                spans[++kept] = spans[i];
        }
        if (!spans.empty()) spans.resize(kept + 1);
    }

    bool in_overlap(double distance_m) const
    {
        return std::any_of(found_.overlaps_m.begin(), found_.overlaps_m.end(), [&](const auto& span) {
            return span.first - same_point_m <= distance_m && distance_m <= span.second + same_point_m;
        });
    }

    void merge_points()
    {
        auto& points = found_.points;
        const auto order = [](const Contact& c) { return std::tie(c.distance_m, c.line, c.sine); };
        std::sort(points.begin(), points.end(), [&](const Contact& a, const Contact& b) { return order(a) < order(b); });
        std::vector<Contact> single;
        for (const Contact& point : points) {
            if (in_overlap(point.distance_m)) continue;
            if (!single.empty() && point.distance_m - single.back().distance_m <= same_point_m)
                single.back().sine = std::min(single.back().sine, point.sine);
            else
                single.push_back(point);
        }
        points = std::move(single);
    }

    Point from_, to_;
    double length_m_;
    Vector along_;
    Contacts found_;
};

}  // namespace

Contacts contacts(const Point& from, const Point& to, const SegmentIndex& lines)
{
    Meeting meeting(from, to);
    lines.for_each_near(from, to, 0.0, [&](const Segment& segment) { meeting.with(segment); });
    return meeting.result();
}

Crossings crossings(const Point& from, const Point& to, const std::vector<Polyline>& lines)
{
    Contacts shared = contacts(from, to, SegmentIndex(lines));
    Crossings plain;
    for (const Contact& point : shared.points) plain.distances_m.push_back(point.distance_m);
    plain.overlaps_m = std::move(shared.overlaps_m);
    return plain;
}

Crossings crossings(const Transect& transect, const std::vector<Polyline>& lines)
{
    return crossings(transect.landward, transect.seaward, lines);
}

bool segments_meet(const Point& a, const Point& b, const Point& c, const Point& d)
{
    const int side_c = sign(orientation(a, b, c)), side_d = sign(orientation(a, b, d));
    const int side_a = sign(orientation(c, d, a)), side_b = sign(orientation(c, d, b));
    if (side_c * side_d < 0 && side_a * side_b < 0) return true;
    return (side_c == 0 && between(c, a, b)) || (side_d == 0 && between(d, a, b)) || (side_a == 0 && between(a, c, d)) ||
           (side_b == 0 && between(b, c, d));
}

}  // namespace tasi
