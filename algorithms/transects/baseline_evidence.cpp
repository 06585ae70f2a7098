#include "algorithms/transects/baseline_evidence.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/transects/arc_length.hpp"
#include "algorithms/transects/cast.hpp"
#include "algorithms/transects/positions.hpp"
#include "algorithms/transects/segment_index.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double evidence_step_m = 100;

/// By the even-odd rule; a point on an outline is on either side.
bool inside(const Polyline& ring, const Point& p)
{
    bool in = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point &a = ring[i - 1], &b = ring[i];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) in = !in;
    }
    return in;
}

bool on_land(const std::vector<Polygon>& land, const Point& p)
{
    return std::any_of(land.begin(), land.end(), [&](const Polygon& polygon) {
        return inside(polygon.exterior, p) &&
               std::none_of(polygon.holes.begin(), polygon.holes.end(), [&](const Polyline& hole) { return inside(hole, p); });
    });
}

/// Share of shoreline crossings, the nearest on each transect, that lie seaward of the baselines.
double seaward_share(const std::vector<Baseline>& baselines, const std::vector<Shoreline>& shorelines, const BaselineOptions& options)
{
    TransectOptions both_ways;
    both_ways.spacing_m = evidence_step_m;
    both_ways.landward_m = both_ways.seaward_m = std::max(2000.0, 4 * options.offset_m);
    both_ways.smoothing_m = options.smoothing_m;
    both_ways.repair = false;
    CrossOptions nearest;
    nearest.rule = "nearest";
    long all = 0, seaward = 0;
    for (const Position& p : cross_all(cast_transects(baselines, both_ways), shorelines, nearest)) {
        if (!p.distance_m) continue;
        ++all;
        seaward += *p.distance_m > both_ways.landward_m ? 1 : 0;
    }
    return all == 0 ? 0.0 : static_cast<double>(seaward) / static_cast<double>(all);
}

}  // namespace

std::string place_of(const Polyline& line) { return "at x " + format_fixed(line.front().x, 0) + ", y " + format_fixed(line.front().y, 0); }

void require_one_course(const std::vector<Polyline>& coasts, const std::vector<Polyline>& reference, double reach_m)
{
    const SegmentIndex index(reference);
    for (const Polyline& coast : coasts) {
        const ArcLength along(coast);
        double agreement = 0;
        for (double s = evidence_step_m / 2; s < along.length_m(); s += evidence_step_m) {
            const Point p = along.at(s);
            const Vector course = along.direction(s, evidence_step_m);
            index.for_each_near(p, p, reach_m, [&](const Segment& segment) { agreement += dot(course, segment.b - segment.a); });
        }
        if (agreement < 0)
            throw UnsafeError("SIDE", "", "the shoreline " + place_of(coast) + " is drawn against the newest beside it",
                              "draw all shorelines with the sea on the same side");
    }
}

void check_land(const std::vector<Polyline>& coasts, const BaselineOptions& options, BaselineResult& result)
{
    long agree = 0, contradict = 0;
    for (const Polyline& coast : coasts) {
        const ArcLength along(coast);
        for (double s = evidence_step_m / 2; s < along.length_m(); s += evidence_step_m) {
            const Vector right = options.offset_m * right_of(along.direction(s, evidence_step_m));
            const bool left_is_land = on_land(options.land, along.at(s) - right),
                       right_is_land = on_land(options.land, along.at(s) + right);
            agree += left_is_land && !right_is_land ? 1 : 0;
            contradict += right_is_land && !left_is_land ? 1 : 0;
        }
    }
    if (contradict > agree)
        throw UnsafeError("SIDE", "",
                          "the land polygons have the sea on the other side at " + std::to_string(contradict) + " of " +
                              std::to_string(agree + contradict) + " places",
                          "check --side");
    if (agree == 0) result.doubts.push_back("the land polygons tell nothing of the side of the sea here");
}

void check_side(BaselineResult& result, const std::vector<Shoreline>& shorelines, const BaselineOptions& options)
{
    const double seaward = seaward_share(result.baselines, shorelines, options);
    const double share = options.place == Beside::land ? seaward : 1 - seaward;
    const std::string percent = format_fixed(100 * (1 - share), 1) + " % of the shorelines lie " +
                                (options.place == Beside::land ? "landward" : "seaward") + " of the baseline";
    if (!(share > 0.5)) throw UnsafeError("SIDE", "", percent, "check --side, or give a larger --offset");
    if (share < 0.999) result.doubts.push_back(percent + "; transects must reach behind it, or give a larger --offset");
}

}  // namespace tasi
