#include "algorithms/transects/make_baseline.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "algorithms/transects/arc_length.hpp"
#include "algorithms/transects/cast.hpp"
#include "algorithms/transects/offset_curve.hpp"
#include "algorithms/transects/positions.hpp"
#include "algorithms/transects/segment_index.hpp"
#include "algorithms/transects/shore_of_date.hpp"
#include "algorithms/transects/smooth_line.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double step_m = 25;     ///< between vertices before averaging
constexpr double smallest_m = 1;  ///< offset inside an island
constexpr double evidence_step_m = 100;

void require(bool good, const std::string& option, double value, const std::string& wanted)
{
    if (!good) throw UsageError("OPTION", "", "--" + option + " " + format_number(value) + " is out of range", "give " + wanted);
}

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

double total_length(const std::vector<Polyline>& lines)
{
    double sum = 0;
    for (const Polyline& line : lines) sum += length(line);
    return sum;
}

/// The lines to follow, drawn with the sea on their right.
std::vector<Polyline> reference_lines(const std::vector<Shoreline>& shorelines, const BaselineOptions& options)
{
    std::vector<Polyline> lines;
    if (options.envelope) {
        for (const Shoreline& s : shorelines) lines.insert(lines.end(), s.lines.begin(), s.lines.end());
    } else if (options.reference) {
        lines = shorelines[*options.reference].lines;
    } else {
        std::map<std::tuple<std::int64_t, std::string, std::string>, std::vector<Polyline>> dates;
        for (const Shoreline& s : shorelines) {
            auto& all = dates[{s.date.milliseconds, s.scene_id, s.sensor}];
            all.insert(all.end(), s.lines.begin(), s.lines.end());
        }
        double longest_m = 0;
        for (const auto& [date, all] : dates) longest_m = std::max(longest_m, total_length(all));
        for (const auto& [date, all] : dates)
            if (total_length(all) >= longest_m / 2) lines = all;
    }
    if (options.sea == Sea::left)
        for (Polyline& line : lines) std::reverse(line.begin(), line.end());
    return lines;
}

/// Clockwise with water on the right: the water is inside.
bool is_lake(const Polyline& line) { return is_ring(line) && signed_area(line) <= 0; }

std::vector<Polyline> coasts_of(std::vector<Polyline> lines, double min_length_m)
{
    double longest_m = 0;
    std::vector<Polyline> coasts;
    std::size_t lakes = 0;
    for (Polyline& line : lines) {
        longest_m = std::max(longest_m, length(line));
        if (length(line) < min_length_m) continue;
        if (is_lake(line))
            ++lakes;
        else
            coasts.push_back(std::move(line));
    }
    if (coasts.empty() && lakes > 0)
        throw UnsafeError("SIDE", "", "all long lines of the reference shoreline are rings with water inside", "check --side");
    if (coasts.empty())
        throw NoResultError("BASELINE", "",
                            "the longest line of the reference shoreline has " + format_fixed(longest_m, 0) + " m, less than " +
                                format_number(min_length_m) + " m",
                            "give a smaller --min-length or another reference");
    return coasts;
}

/// Averaged as asked; less where that would make the line cross itself.
Polyline smooth_and_simple(const Polyline& line, double window_m)
{
    for (double window = window_m; window >= 2 * step_m; window /= 2) {
        Polyline mean = smoothed(line, window, step_m);
        if (is_simple(mean)) return mean;
    }
    return line;
}

/// Baselines of one coast; around a small island at a smaller offset, and that offset.
std::pair<std::vector<Polyline>, double> beside(const Polyline& coast, const BaselineOptions& options)
{
    const Polyline course = smooth_and_simple(coast, options.smoothing_m);
    double offset_m = options.offset_m;
    std::vector<Polyline> lines = offset_to_left(course, offset_m, options.simplify_m);
    for (; lines.empty() && is_ring(course) && offset_m / 2 >= smallest_m; lines = offset_to_left(course, offset_m, options.simplify_m))
        offset_m /= 2;
    return {lines, offset_m};
}

std::string place_of(const Polyline& line) { return "at x " + format_fixed(line.front().x, 0) + ", y " + format_fixed(line.front().y, 0); }

void sort_and_name(std::vector<Baseline>& baselines)
{
    const auto key = [](const Baseline& b) { return std::tuple(-length(b.line), b.line.front().x, b.line.front().y); };
    std::sort(baselines.begin(), baselines.end(), [&](const Baseline& a, const Baseline& b) { return key(a) < key(b); });
    for (std::size_t i = 0; i < baselines.size(); ++i) {
        baselines[i].order = static_cast<int>(i);
        baselines[i].id = std::to_string(i + 1);
    }
}

/// Averaged, but no less than the offset allows: an envelope turns no sharper than that.
void add_envelope(BaselineResult& result, const std::vector<Polyline>& coasts, const BaselineOptions& options)
{
    for (const Polyline& outline : envelope_of(coasts, options.offset_m, options.place)) {
        const bool ring = is_ring(outline);
        const Polyline course = simplified({smooth_and_simple(outline, options.smoothing_m)}, options.simplify_m).front();
        const bool whole = ring && is_simple(course);
        if (whole || length(course) >= options.min_length_m / 2) result.baselines.push_back({"", course, 0});
    }
}

/// Lines that run against their neighbours would put the envelope on both sides of itself.
void require_one_course(const std::vector<Polyline>& coasts, double reach_m)
{
    const SegmentIndex index(coasts);
    for (std::size_t line = 0; line < coasts.size(); ++line) {
        double with = 0, against = 0;
        for (std::size_t i = 1; i < coasts[line].size(); ++i) {
            const Point &a = coasts[line][i - 1], &b = coasts[line][i];
            index.for_each_near(a, a, reach_m, [&](const Segment& s) {
                if (s.line == static_cast<int>(line)) return;
                const double common = dot(b - a, s.b - s.a);
                (common > 0 ? with : against) += std::abs(common);
            });
        }
        if (against > with)
            throw UnsafeError("SIDE", "", "the shoreline " + place_of(coasts[line]) + " is drawn against those beside it",
                              "draw all shorelines with the sea on the same side");
    }
}

/// Places beside the shorelines of which the land polygons know one side as land and the other not: how many agree.
void check_land(const std::vector<Polyline>& coasts, const BaselineOptions& options, BaselineResult& result)
{
    long agree = 0, contradict = 0;
    for (const Polyline& coast : coasts) {
        const ArcLength along(coast);
        for (double s = evidence_step_m / 2; s < along.length_m(); s += evidence_step_m) {
            const Vector right = options.offset_m * right_of(along.direction(s, evidence_step_m));
            const bool left_is_land = on_land(options.land, along.at(s) - right), right_is_land = on_land(options.land, along.at(s) + right);
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

void check_evidence(BaselineResult& result, const std::vector<Shoreline>& shorelines, const BaselineOptions& options)
{
    const double seaward = seaward_share(result.baselines, shorelines, options);
    const double share = options.place == Beside::land ? seaward : 1 - seaward;
    const std::string percent = format_fixed(100 * (1 - share), 1) + " % of the shorelines lie " +
                                (options.place == Beside::land ? "landward" : "seaward") + " of the baseline";
    if (!(share > 0.5)) throw UnsafeError("SIDE", "", percent, "check --side, or give a larger --offset");
    if (share < 0.999) result.doubts.push_back(percent + "; transects must reach behind it, or give a larger --offset");
}

}  // namespace

void BaselineOptions::validate() const
{
    require(std::isfinite(offset_m) && offset_m > 0, "offset", offset_m, "metres, more than 0");
    require(std::isfinite(smoothing_m) && smoothing_m >= 0, "smoothing", smoothing_m, "metres, 0 or more");
    require(std::isfinite(min_length_m) && min_length_m >= 0, "min-length", min_length_m, "metres, 0 or more");
    require(std::isfinite(simplify_m) && simplify_m >= 0, "simplify", simplify_m, "metres, 0 or more");
}

BaselineResult make_baselines(const std::vector<Shoreline>& shorelines, const BaselineOptions& options)
{
    options.validate();
    if (options.reference && *options.reference >= shorelines.size())
        throw UsageError("OPTION", "", "there is no shoreline number " + std::to_string(*options.reference),
                         "choose one of the " + std::to_string(shorelines.size()));
    for (const Shoreline& shoreline : shorelines) require_finite(shoreline);
    BaselineResult result;
    const std::vector<Polyline> coasts = coasts_of(reference_lines(shorelines, options), options.min_length_m);
    if (!options.land.empty()) check_land(coasts, options, result);
    const bool around = options.envelope || options.place == Beside::water;
    if (around) {
        require_one_course(coasts, options.offset_m);
        add_envelope(result, coasts, options);
    }
    for (const Polyline& coast : around ? std::vector<Polyline>{} : coasts) {
        const auto [lines, offset_m] = beside(coast, options);
        if (lines.empty()) result.doubts.push_back("the shoreline " + place_of(coast) + " leaves no room for a baseline");
        if (offset_m < options.offset_m)
            result.doubts.push_back("the island " + place_of(coast) + " is small: its baseline lies " + format_number(offset_m) +
                                    " m behind its shore");
        for (const Polyline& line : lines)
            if (is_ring(coast) || length(line) >= options.min_length_m / 2) result.baselines.push_back({"", line, 0});
    }
    if (result.baselines.empty())
        throw NoResultError("BASELINE", "", "no shoreline leaves room for a baseline " + format_number(options.offset_m) + " m beside it",
                            "give a smaller --offset or --min-length");
    sort_and_name(result.baselines);
    for (const Baseline& baseline : result.baselines) require_usable(baseline);
    check_evidence(result, shorelines, options);
    return result;
}

std::vector<Baseline> make_baseline(const std::vector<Shoreline>& shorelines, const BaselineOptions& options)
{
    return make_baselines(shorelines, options).baselines;
}

}  // namespace tasi
