#include "algorithms/transects/baseline.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/transects/arc_length.hpp"
#include "algorithms/transects/cross.hpp"
#include "algorithms/transects/segment_index.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double shortest_m = 0.1;

std::string called(const Baseline& baseline)
{
    return "baseline " + (baseline.id.empty() ? std::to_string(baseline.order + 1) : baseline.id);
}

/// Two neighbours share a vertex; they must not share more.
bool folds_back(const Segment& before, const Segment& after)
{
    const Vector u = unit(before.b - before.a), v = unit(after.b - after.a);
    return dot(u, v) < 0 && std::abs(cross_product(u, v)) < 1e-12;
}

bool clash(const Segment& s, const Segment& t, int last, bool closed)
{
    if (t.position == s.position + 1) return folds_back(s, t);
    if (closed && s.position == 0 && t.position == last) return folds_back(t, s);
    return segments_meet(s.a, s.b, t.a, t.b);
}

void require_simple(const Baseline& baseline, const ArcLength& along)
{
    const SegmentIndex index({along.vertices()});
    const int last = static_cast<int>(along.vertices().size()) - 2;
    for (const Segment& s : index.segments()) {
        bool found = false;
        index.for_each_near(s.a, s.b, 0.0,
                            [&](const Segment& t) { found = found || (t.position > s.position && clash(s, t, last, along.closed())); });
        if (found)
            throw UnsafeError("GEOMETRY", "",
                              called(baseline) + " crosses itself near x " + format_fixed(s.a.x, 1) + ", y " + format_fixed(s.a.y, 1),
                              "draw it without loops");
    }
}

double course_difference_deg(const Baseline& a, const Baseline& b)
{
    const double difference = azimuth_deg(a.line.back() - a.line.front()) - azimuth_deg(b.line.back() - b.line.front());
    return std::abs(std::remainder(difference, 360.0));
}

bool drawn_against(const Baseline& a, const Baseline& b)
{
    const double end_start = std::min(distance(a.line.back(), b.line.front()), distance(b.line.back(), a.line.front()));
    const double like_ends = std::min(distance(a.line.back(), b.line.back()), distance(a.line.front(), b.line.front()));
    const double shorter = std::min(length(a.line), length(b.line));
    if (like_ends < end_start) return like_ends < shorter || course_difference_deg(a, b) > 120;
    return end_start > shorter && course_difference_deg(a, b) > 120;
}

}  // namespace

void require_usable(const Baseline& baseline)
{
    if (baseline.line.empty()) throw UnsafeError("GEOMETRY", "", called(baseline) + " is empty", "draw a line along the coast");
    for (std::size_t i = 0; i < baseline.line.size(); ++i)
        if (!std::isfinite(baseline.line[i].x) || !std::isfinite(baseline.line[i].y))
            throw UnsafeError("COORDINATE", "", called(baseline) + ", vertex " + std::to_string(i + 1) + ", is not finite",
                              "give every vertex finite coordinates");
    if (baseline.line.size() < 2)
        throw UnsafeError("GEOMETRY", "", called(baseline) + " has one vertex only", "draw a line along the coast");
    const double length_m = length(baseline.line);
    if (!(length_m >= shortest_m))
        throw UnsafeError("GEOMETRY", "", called(baseline) + " has a length of " + format_number(length_m) + " m",
                          "draw a line along the coast, in metres");
    require_simple(baseline, ArcLength(baseline.line));
}

DirectionCheck check_directions(const std::vector<Baseline>& baselines)
{
    DirectionCheck check;
    const Baseline* before = nullptr;
    for (const Baseline& baseline : baselines) {
        if (baseline.line.size() < 2 || is_ring(baseline.line)) continue;
        if (before && drawn_against(*before, baseline))
            check.doubts.push_back(called(baseline) + " seems to be drawn against " + called(*before) +
                                   ": the sea would change sides between them");
        before = &baseline;
    }
    return check;
}

}  // namespace tasi
