#include "scenes/synthetic/ground.hpp"

#include <algorithm>

#include "scenes/synthetic/coverage.hpp"

namespace tasi::scenes {
namespace {

// Beaches and the river reach this far under the sea, which is painted over them: no seam can show along the waterline.
constexpr double overlap_m = 60;

Polyline joined(Polyline there, const Polyline& back)
{
    there.insert(there.end(), back.rbegin(), back.rend());
    there.push_back(there.front());
    return there;
}

/// From the waterline out to beyond the window.
Polyline sea_ring(const CoastDescription& coast, const Polyline& waterline)
{
    const double reach_m = 2 * ((coast.east - coast.west) + (coast.north - coast.south));
    const Vector chord = waterline.back() - waterline.front();
    const Vector out = reach_m * unit(right_of(chord)), along = reach_m * unit(chord);
    Polyline ring = waterline;
    ring.push_back(waterline.back() + along);
    ring.push_back(waterline.back() + along + out);
    ring.push_back(waterline.front() - along + out);
    ring.push_back(waterline.front() - along);
    ring.push_back(waterline.front());
    return ring;
}

/// One ring per stretch, between the edge of the beach and beyond the waterline.
void paint_beaches(const CoastMotion& motion, const Instant& time, std::vector<PaintedArea>& areas)
{
    const Polyline outer = motion.line(time, overlap_m), inner = motion.beach_edge(time);
    const auto& stations = motion.stations();
    for (std::size_t first = 0; first + 1 < stations.size();) {
        const Stretch& stretch = motion.stretch(stations[first].alongshore_m);
        std::size_t last = first + 1;
        while (last + 1 < stations.size() && &motion.stretch(stations[last].alongshore_m) == &stretch) ++last;
        const auto part = [&](const Polyline& line) {
            return Polyline(line.begin() + static_cast<std::ptrdiff_t>(first), line.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        };
        areas.push_back({stretch.beach, joined(part(inner), part(outer))});
        first = last;
    }
}

/// False when the ring lies wholly to one side of the grid.
bool may_touch(const Polyline& ring, const Grid& grid)
{
    const Point a = grid.at_corner(0, 0), b = grid.at_corner(grid.rows, grid.cols);
    const double west = std::min(a.x, b.x), east = std::max(a.x, b.x);
    const double south = std::min(a.y, b.y), north = std::max(a.y, b.y);
    const auto all = [&](auto beyond) { return std::all_of(ring.begin(), ring.end(), beyond); };
    return !all([&](const Point& p) { return p.x < west; }) && !all([&](const Point& p) { return p.x > east; }) &&
           !all([&](const Point& p) { return p.y < south; }) && !all([&](const Point& p) { return p.y > north; });
}

}  // namespace

Polyline ring_around(const Strip& strip)
{
    const Polyline& line = strip.line;
    Polyline left, right;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Vector before = unit(i > 0 ? line[i] - line[i - 1] : line[1] - line[0]);
        const Vector after = i + 1 < line.size() ? unit(line[i + 1] - line[i]) : before;
        const Vector middle = unit(right_of(before + after));
        // At a bend the corner lies further out, so that the strip keeps its width on both sides.
        const double half_m = strip.width_m / 2 / dot(middle, right_of(after));
        right.push_back(line[i] + half_m * middle);
        left.push_back(line[i] - half_m * middle);
    }
    return joined(std::move(left), right);
}

std::vector<PaintedArea> painted_areas(const CoastDescription& coast, const CoastMotion& motion, const Instant& time)
{
    std::vector<PaintedArea> areas;
    for (const Patch& patch : coast.patches) areas.push_back({patch.material, patch.ring});
    for (const Village& village : coast.villages) areas.push_back({coast.village_material, village.ring});
    areas.push_back({coast.road.material, ring_around(coast.road)});
    paint_beaches(motion, time, areas);
    areas.push_back({coast.river.material, ring_around(coast.river)});
    areas.push_back({coast.clear_sea, sea_ring(coast, motion.line(time))});
    return areas;
}

std::vector<Pixels> material_shares(const std::vector<PaintedArea>& areas, int land, std::size_t materials, const Grid& grid)
{
    std::vector<Pixels> shares(materials, Pixels::Zero(grid.rows, grid.cols));
    std::vector<bool> present(materials, false);
    shares[static_cast<std::size_t>(land)].setOnes();
    present[static_cast<std::size_t>(land)] = true;
    for (const PaintedArea& area : areas) {
        if (!may_touch(area.ring, grid)) continue;
        const Pixels covered = area_fraction(area.ring, grid);
        if (covered.maxCoeff() == 0.0f) continue;
        for (std::size_t m = 0; m < materials; ++m) {
            if (present[m]) shares[m] *= 1.0f - covered;
        }
        shares[static_cast<std::size_t>(area.material)] += covered;
        present[static_cast<std::size_t>(area.material)] = true;
    }
    return shares;
}

}  // namespace tasi::scenes
