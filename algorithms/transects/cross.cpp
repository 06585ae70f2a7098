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

/// Where a point on the line's own course lies along it, cut to its ends.
double clipped_m(const CrossedLine& line, const Point& on_course)
{
    if (between(on_course, line.from, line.to)) return distance(line.from, on_course);
    return dot(on_course - line.from, line.along) < 0 ? 0.0 : line.length_m;
}

/// Both ends lie on the line's course: the common stretch, or the one common point.
void add_along(const CrossedLine& line, const Point& a, const Point& b, int number, Contacts& found)
{
    const double first = clipped_m(line, a), last = clipped_m(line, b);
    const auto [low, high] = std::minmax(first, last);
    if (low < high)
        found.overlaps_m.emplace_back(low, high);
    else if (between(a, line.from, line.to) || between(b, line.from, line.to))
        found.points.push_back({low, number, 0.0});
}

void add_vertex(const CrossedLine& line, const Point& vertex, const Contact& contact, Contacts& found)
{
    if (!between(vertex, line.from, line.to)) return;
    found.points.push_back(contact);
    found.points.back().distance_m = distance(line.from, vertex);
}

void merge_overlaps(std::vector<std::pair<double, double>>& spans)
{
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

void merge_points(Contacts& found)
{
    auto& points = found.points;
    const auto order = [](const Contact& c) { return std::tie(c.distance_m, c.line, c.sine, c.right); };
    const auto in_overlap = [&](double distance_m) {
        return std::any_of(found.overlaps_m.begin(), found.overlaps_m.end(), [&](const auto& span) {
            return span.first - same_point_m <= distance_m && distance_m <= span.second + same_point_m;
        });
    };
    std::sort(points.begin(), points.end(), [&](const Contact& a, const Contact& b) { return order(a) < order(b); });
    std::size_t kept = 0;
    for (const Contact point : points) {
        if (in_overlap(point.distance_m)) continue;
        if (kept > 0 && point.distance_m - points[kept - 1].distance_m <= same_point_m) {
            Contact& first = points[kept - 1];
            first.sine = std::min(first.sine, point.sine);
            if (first.right != point.right) first.right = 0;
        } else {
            points[kept++] = point;
        }
    }
    points.resize(kept);
}

}  // namespace

CrossedLine::CrossedLine(const Point& a, const Point& b)
    : from(a),
      to(b),
      along(unit(b - a)),
      length_m(distance(a, b)),
      slack_m(1e-6 + 1e-12 * (std::abs(a.x) + std::abs(a.y) + std::abs(b.x) + std::abs(b.y)))
{
}

void add_shared(const CrossedLine& line, const Segment& segment, Contacts& found)
{
    // One order of both ends, so that a line drawn backwards gives the same digits.
    const bool swap = std::tie(segment.b.x, segment.b.y) < std::tie(segment.a.x, segment.a.y);
    const Point& a = swap ? segment.b : segment.a;
    const Point& b = swap ? segment.a : segment.b;
    const int side_a = sign(orientation(line.from, line.to, a));
    const int side_b = sign(orientation(line.from, line.to, b));
    if (side_a * side_b > 0) return;
    if (side_a == 0 && side_b == 0) return add_along(line, a, b, segment.line, found);
    const double sine = cross_product(line.along, unit(b - a));
    Contact contact{0, segment.line, std::abs(sine), swap ? -sign(sine) : sign(sine)};
    if (side_a == 0) return add_vertex(line, a, contact, found);
    if (side_b == 0) return add_vertex(line, b, contact, found);
    const double start = orientation(a, b, line.from);
    const double end = orientation(a, b, line.to);
    if (sign(start) * sign(end) > 0) return;
    const double share = start / (start - end);
    contact.distance_m = end == 0 ? line.length_m : share * line.length_m;
    found.points.push_back(contact);
}

void settle(Contacts& found)
{
    merge_overlaps(found.overlaps_m);
    merge_points(found);
}

Contacts contacts(const Point& from, const Point& to, const SegmentIndex& lines)
{
    const CrossedLine line(from, to);
    Contacts found;
    lines.for_each_near(from, to, 0.0, [&](const Segment& segment) { add_shared(line, segment, found); });
    settle(found);
    return found;
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
