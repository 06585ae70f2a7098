#include "algorithms/exposure/area_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tasi {
namespace {

constexpr std::size_t few_vertices = 32;
constexpr int deepest = 14;

/// What of the ring lies to the left of the line from a to b.
Polyline left_part(const Polyline& ring, const Point& a, const Point& b)
{
    Polyline kept;
    const auto side = [&](const Point& p) { return cross_product(b - a, p - a); };
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double here = side(ring[i]), next = side(ring[i + 1]);
        if (here >= 0) kept.push_back(ring[i]);
        if ((here < 0) != (next < 0)) kept.push_back(ring[i] + (here / (here - next)) * (ring[i + 1] - ring[i]));
    }
    if (!kept.empty()) kept.push_back(kept.front());
    return kept;
}

Polyline counter_clockwise(Polyline ring)
{
    if (signed_area(ring) < 0) std::reverse(ring.begin(), ring.end());
    return ring;
}

Polyline ring_of(const Point& low, const Point& high) { return {low, {high.x, low.y}, high, {low.x, high.y}, low}; }

bool crosses_upward_ray(const Point& p, const Polyline& ring)
{
    bool inside = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point &a = ring[i - 1], &b = ring[i];
        if ((a.y <= p.y) == (b.y <= p.y)) continue;
        if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
    return inside;
}

}  // namespace

Frame frame_of(const std::vector<Polygon>& area)
{
    Frame f;
    for (const Polygon& polygon : area)
        for (const Point& p : polygon.exterior)
            f = {{std::min(f.low.x, p.x), std::min(f.low.y, p.y)}, {std::max(f.high.x, p.x), std::max(f.high.y, p.y)}};
    return f;
}

Polyline clipped(const Polyline& ring, const Polyline& convex_ring)
{
    Polyline part = ring;
    for (std::size_t i = 0; i + 1 < convex_ring.size() && part.size() > 3; ++i) part = left_part(part, convex_ring[i], convex_ring[i + 1]);
    return part.size() > 3 ? part : Polyline{};
}

bool AreaIndex::Box::meets(const Box& other) const
{
    return low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y && other.low.y <= high.y;
}

AreaIndex::Box AreaIndex::box_of(const Polyline& ring)
{
    constexpr double far = std::numeric_limits<double>::infinity();
    Box box{{far, far}, {-far, -far}};
    for (const Point& p : ring)
        box = {{std::min(box.low.x, p.x), std::min(box.low.y, p.y)}, {std::max(box.high.x, p.x), std::max(box.high.y, p.y)}};
    return box;
}

AreaIndex::AreaIndex(const std::vector<Polygon>& area)
{
    Polyline corners;
    for (const Polygon& polygon : area) {
        root_.outer.push_back(counter_clockwise(polygon.exterior));
        for (const Polyline& hole : polygon.holes) root_.holes.push_back(counter_clockwise(hole));
        corners.insert(corners.end(), polygon.exterior.begin(), polygon.exterior.end());
    }
    root_.box = box_of(corners);
    if (!area.empty()) split(root_, 0);
}

void AreaIndex::split(Node& node, int depth)
{
    std::size_t vertices = 0;
    for (const auto* rings : {&node.outer, &node.holes})
        for (const Polyline& ring : *rings) vertices += ring.size();
    if (vertices <= few_vertices || depth >= deepest) return;
    const Point low = node.box.low, high = node.box.high, middle = low + 0.5 * (high - low);
    const bool wide = high.x - low.x > high.y - low.y;
    const Box halves[2] = {{low, wide ? Point{middle.x, high.y} : Point{high.x, middle.y}},
                           {wide ? Point{middle.x, low.y} : Point{low.x, middle.y}, high}};
    for (const Box& box : halves) {
        Node child{box, {}, {}, {}};
        const Polyline frame = ring_of(box.low, box.high);
        for (auto [from, to] : {std::pair{&node.outer, &child.outer}, std::pair{&node.holes, &child.holes}})
            for (const Polyline& ring : *from)
                if (Polyline part = clipped(ring, frame); !part.empty()) to->push_back(std::move(part));
        if (child.outer.empty()) continue;
        split(child, depth + 1);
        node.children.push_back(std::move(child));
    }
    node.outer.clear();
    node.holes.clear();
}

double AreaIndex::overlap_m2(const Node& node, const Polyline& convex_ring, const Box& box)
{
    if (!node.box.meets(box)) return 0;
    double sum = 0;
    for (const Node& child : node.children) sum += overlap_m2(child, convex_ring, box);
    for (const Polyline& ring : node.outer) sum += signed_area(clipped(ring, convex_ring));
    for (const Polyline& ring : node.holes) sum -= signed_area(clipped(ring, convex_ring));
    return sum;
}

double AreaIndex::overlap_m2(const Polyline& convex_ring) const
{
    if (root_.outer.empty() && root_.children.empty()) return 0;
    return std::max(0.0, overlap_m2(root_, counter_clockwise(convex_ring), box_of(convex_ring)));
}

bool AreaIndex::contains(const Node& node, const Point& p)
{
    if (!node.box.meets({p, p})) return false;
    for (const Node& child : node.children)
        if (contains(child, p)) return true;
    bool inside = false;
    for (const Polyline& ring : node.outer) inside = inside != crosses_upward_ray(p, ring);
    for (const Polyline& ring : node.holes) inside = inside != crosses_upward_ray(p, ring);
    return inside;
}

bool AreaIndex::contains(const Point& p) const { return (!root_.outer.empty() || !root_.children.empty()) && contains(root_, p); }

}  // namespace tasi
