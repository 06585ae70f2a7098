#include "algorithms/transects/envelope.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "algorithms/transects/offset_curve.hpp"
#include "algorithms/transects/orientation.hpp"
#include "algorithms/transects/segment_index.hpp"

namespace tasi {
namespace {

constexpr double step_m = 25;             ///< between places that are looked at
constexpr double detail = 0.02;           ///< of the offset, by which lines are simplified first
enum class Place { wanted, other, end };  ///< of a vertex: on the wanted side, on the other, round the end of a line

Polyline with_steps(const Polyline& line)
{
    Polyline dense{line.front()};
    for (std::size_t i = 1; i < line.size(); ++i) {
        const int pieces = std::max(1, static_cast<int>(std::ceil(distance(line[i - 1], line[i]) / step_m)));
        for (int k = 1; k < pieces; ++k) dense.push_back(line[i - 1] + (static_cast<double>(k) / pieces) * (line[i] - line[i - 1]));
        dense.push_back(line[i]);
    }
    return dense;
}

/// The lines, with what tells where a point beside them lies.
class Sides {
public:
    Sides(const std::vector<Polyline>& lines, double offset_m, Beside side)
        : lines_(lines), index_(lines), reach_m_(1.1 * offset_m), side_(side)
    {
    }

    struct Nearest {
        Place place = Place::end;
        Vector course;  ///< of the line there
    };

    Nearest of(const Point& p) const
    {
        double least = INFINITY;
        const Segment* nearest = nullptr;
        index_.for_each_near(p, p, reach_m_, [&](const Segment& s) {
            const double away = distance_to_segment(p, s.a, s.b);
            if (away < least || (away == least && nearest && std::pair(s.line, s.position) < std::pair(nearest->line, nearest->position))) {
                least = away;
                nearest = &s;
            }
        });
        if (!nearest) return {};
        const Vector course = nearest->b - nearest->a;
        if (beyond_end(*nearest, p)) return {Place::end, course};
        const bool left = orientation(nearest->a, nearest->b, p) > 0;
        return {left == (side_ == Beside::land) ? Place::wanted : Place::other, course};
    }

private:
    bool beyond_end(const Segment& s, const Point& p) const
    {
        const Polyline& line = lines_[static_cast<std::size_t>(s.line)];
        if (is_ring(line)) return false;
        const bool first = s.a == line.front(), last = s.b == line.back();
        return (first && dot(p - s.a, s.b - s.a) < 0) || (last && dot(p - s.b, s.b - s.a) > 0);
    }

    const std::vector<Polyline>& lines_;
    SegmentIndex index_;
    double reach_m_;
    Beside side_;
};

/// Ends between two wanted stretches are wanted.
void bridge_ends(std::vector<Place>& places)
{
    const std::size_t n = places.size();
    const auto start = std::find_if(places.begin(), places.end(), [](Place p) { return p != Place::end; });
    if (start == places.end()) return;
    const auto first = static_cast<std::size_t>(start - places.begin());
    Place before = *start;
    for (std::size_t k = 1; k <= n; ++k) {
        const std::size_t i = (first + k) % n;
        if (places[i] != Place::end) {
            before = places[i];
            continue;
        }
        std::size_t run = 0;
        while (places[(i + run) % n] == Place::end) ++run;
        const Place behind = places[(i + run) % n];
        const Place filled = before == Place::wanted && behind == Place::wanted ? Place::wanted : Place::other;
        for (std::size_t j = 0; j < run; ++j) places[(i + j) % n] = filled;
        before = filled;
    }
}

void add_in_course(std::vector<Polyline>& found, Polyline line, const Sides& sides)
{
    if (line.size() < 2) return;
    double agreement = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        if (const Vector course = sides.of(line[i]).course; norm(course) > 0) agreement += dot(unit(course), line[i + 1] - line[i]);
    if (agreement < 0) std::reverse(line.begin(), line.end());
    found.push_back(std::move(line));
}

/// The wanted stretches of a ring.
void add_stretches(std::vector<Polyline>& found, const Polyline& outline, const Sides& sides)
{
    Polyline ring = with_steps(outline);
    ring.pop_back();
    const std::size_t n = ring.size();
    std::vector<Place> places;
    for (const Point& p : ring) places.push_back(sides.of(p).place);
    bridge_ends(places);
    const auto other = std::find_if(places.begin(), places.end(), [](Place p) { return p != Place::wanted; });
    if (other == places.end()) {
        ring.push_back(ring.front());
        return add_in_course(found, std::move(ring), sides);
    }
    const auto first = static_cast<std::size_t>(other - places.begin());
    Polyline stretch;
    for (std::size_t k = 1; k <= n; ++k) {
        const std::size_t i = (first + k) % n;
        if (places[i] == Place::wanted)
            stretch.push_back(ring[i]);
        else
            add_in_course(found, std::exchange(stretch, {}), sides);
    }
}

}  // namespace

std::vector<Polyline> envelope_of(const std::vector<Polyline>& lines, double offset_m, Beside side)
{
    const std::vector<Polyline> plain = simplified(lines, detail * offset_m);
    const Sides sides(plain, offset_m, side);
    std::vector<Polyline> found;
    for (const Polyline& outline : outlines_around(plain, offset_m)) add_stretches(found, outline, sides);
    return found;
}

}  // namespace tasi
