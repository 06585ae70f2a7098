#include "algorithms/transects/make_baseline.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "algorithms/transects/baseline_evidence.hpp"
#include "algorithms/transects/offset_curve.hpp"
#include "algorithms/transects/shore_of_date.hpp"
#include "algorithms/transects/smooth_line.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double step_m = 25;     ///< between vertices before averaging
constexpr double smallest_m = 1;  ///< offset inside an island

void require(bool good, const std::string& option, double value, const std::string& wanted)
{
    if (!good) throw UsageError("OPTION", "", "--" + option + " " + format_number(value) + " is out of range", "give " + wanted);
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
        BaselineOptions newest = options;
        newest.envelope = false;
        require_one_course(coasts, reference_lines(shorelines, newest), options.offset_m);
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
    check_side(result, shorelines, options);
    return result;
}

std::vector<Baseline> make_baseline(const std::vector<Shoreline>& shorelines, const BaselineOptions& options)
{
    return make_baselines(shorelines, options).baselines;
}

}  // namespace tasi
