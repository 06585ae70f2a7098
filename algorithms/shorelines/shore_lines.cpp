#include "algorithms/shorelines/shore_lines.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/settle.hpp"
#include "algorithms/shorelines/uncross.hpp"
#include "src/core/median.hpp"

namespace tasi {
namespace {

constexpr double flagged_share = 0.2, flagged_unfitted_share = 0.1;
constexpr double most_settled_px = 4.5;  // from the preliminary line
constexpr double settled_step_px = 0.5;  // a chord of a pixel cuts a bend of 4 pixels radius by 0.03
constexpr double most_jump_px = 0.8;     // between a vertex and those around it

/// A line of the result with the preliminary line that it comes from.
struct Candidate {
    const Polyline* preliminary;
    Polyline points;
    std::vector<VertexError> errors;
    bool refined = true;
};

std::vector<VertexError> unexplained(std::size_t vertices, double pixel_m)
{
    return std::vector<VertexError>(vertices, {static_cast<float>(unexplained_sd_px * pixel_m), 0});
}

std::vector<VertexError> errors_of(const ShoreLine& line, double pixel_m)
{
    std::vector<VertexError> errors;
    for (std::size_t v = 0; v < line.shifts.size(); ++v)
        errors.push_back({static_cast<float>(line.shifts[v].sd * pixel_m), static_cast<float>(line.stretch_sd_px[v] * pixel_m)});
    if (line.base.ring) errors.push_back(errors.front());
    return errors;
}

double twice_area(const Polyline& ring)
{
    double sum = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) sum += cross_product(ring[i - 1] - ring.front(), ring[i] - ring.front());
    return sum;
}

void give_up(Candidate& line, double pixel_m)
{
    line.points = *line.preliminary;
    line.errors = unexplained(line.points.size(), pixel_m);
    line.refined = false;
}

/// Which lines cross themselves or others.
std::vector<bool> crossing(const std::vector<Candidate>& lines, double pixel_m)
{
    std::vector<Polyline> before, same;
    for (const Candidate& line : lines) before.push_back(line.points);
    same = before;
    std::vector<bool> found;
    for (const std::vector<bool>& back : uncross(before, same, pixel_m))
        found.push_back(std::find(back.begin(), back.end(), true) != back.end());
    return found;
}

void keep_simple(std::vector<Candidate>& lines, double pixel_m)
{
    for (Candidate& line : lines)
        if (line.refined && is_ring(*line.preliminary) && twice_area(*line.preliminary) * twice_area(line.points) <= 0)
            give_up(line, pixel_m);
    // A line that goes back may meet one that did not; in the end all have gone back.
    for (bool again = true; again;) {
        again = false;
        const std::vector<bool> crosses = crossing(lines, pixel_m);
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (crosses[i] && lines[i].refined) give_up(lines[i], pixel_m), again = true;
    }
}

/// Flags of what the stretches show.
std::vector<std::string> flags_of(const std::vector<ShoreLine>& lines)
{
    double all = 0, swash = 0, wet = 0, back = 0, unknown = 0;
    for (const ShoreLine& line : lines)
        for (const StretchOfLine& stretch : line.stretches) {
            ++all;
            if (!stretch.shore) {
                ++unknown;
                continue;
            }
            const ShoreFit& fit = stretch.shore->best();
            swash += shows_swash(fit), wet += shows_wet(fit);
            back += fit.strips.back;
        }
    std::vector<std::string> flags;
    if (swash > flagged_share * all) flags.emplace_back("white water");
    if (wet > flagged_share * all) flags.emplace_back("wet sand");
    if (back > flagged_share * all) flags.emplace_back("narrow beach");
    if (unknown > 0) flags.emplace_back("no endmember");
    return flags;
}

void add_flag(TracedShoreline& shoreline, const std::string& flag)
{
    if (std::find(shoreline.flags.begin(), shoreline.flags.end(), flag) == shoreline.flags.end()) shoreline.flags.push_back(flag);
}

/// All lines of `preliminary` in order; one that is no longer than a few pixels was not refined.
std::vector<Candidate> candidates(std::vector<ShoreLine>& lines, const TracedShoreline& preliminary, double pixel_m)
{
    std::vector<Candidate> result;
    for (const Polyline& line : preliminary.lines) result.push_back({&line, line, unexplained(line.size(), pixel_m), false});
    std::vector<Polyline> moved = moved_lines(lines, pixel_m);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Candidate& line = result[lines[i].number];
        line.points = std::move(moved[i]), line.errors = errors_of(lines[i], pixel_m), line.refined = true;
    }
    return result;
}

/// Refined lines as shifts of those of `preliminary`; the share of vertices without a place of their own.
double settle_all(std::vector<Candidate>& lines, double pixel_m)
{
    std::vector<Polyline> before;
    std::vector<LineWithErrors> refined;
    for (const Candidate& line : lines)
        if (line.refined) before.push_back(*line.preliminary), refined.push_back({line.points, line.errors});
    const SettleOptions options{
        .most_shift_m = most_settled_px * pixel_m, .most_jump_m = most_jump_px * pixel_m, .unknown_sd_m = unexplained_sd_px * pixel_m};
    long without_place = 0;
    std::vector<LineWithErrors> settled = settle(before, refined, settled_step_px * pixel_m, options, &without_place);
    std::size_t vertices = 0, next = 0;
    for (Candidate& line : lines) {
        if (!line.refined) continue;
        line.points = std::move(settled[next].line), line.errors = std::move(settled[next].errors);
        vertices += line.points.size();
        ++next;
    }
    return vertices == 0 ? 0 : static_cast<double>(without_place) / static_cast<double>(vertices);
}

}  // namespace

double ShoreLine::shift_px(std::size_t vertex) const { return std::isnan(shifts[vertex].waterline) ? 0 : shifts[vertex].waterline; }

std::vector<Polyline> moved_lines(std::vector<ShoreLine>& lines, double pixel_m)
{
    std::vector<Polyline> before, moved;
    for (const ShoreLine& line : lines) {
        before.push_back(line.base.line());
        Polyline& points = moved.emplace_back();
        for (std::size_t v = 0; v < line.base.vertices.size(); ++v)
            points.push_back(line.base.vertices[v] + line.shift_px(v) * pixel_m * line.base.normals[v]);
        if (line.base.ring) points.push_back(points.front());
    }
    const PutBack back = uncross(before, moved, pixel_m);
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t v = 0; v < lines[i].shifts.size(); ++v)
            if (back[i][v]) lines[i].shifts[v] = {std::nan(""), unexplained_sd_px}, lines[i].stretch_sd_px[v] = 0;
    return moved;
}

TracedShoreline shoreline_of(std::vector<ShoreLine>& lines, const TracedShoreline& preliminary, double pixel_m, double least_m)
{
    TracedShoreline result = preliminary;
    result.lines.clear(), result.errors.clear();
    result.vertices = 0, result.length_m = 0, result.short_lines = 0, result.short_length_m = 0;
    std::erase(result.flags, "threshold sensitive"), std::erase(result.flags, "third material");
    for (const std::string& flag : flags_of(lines)) add_flag(result, flag);
    std::vector<Candidate> all = candidates(lines, preliminary, pixel_m);
    if (settle_all(all, pixel_m) > flagged_unfitted_share) add_flag(result, "no fit");
    keep_simple(all, pixel_m);
    std::vector<double> local, wide;
    for (Candidate& line : all) {
        const double line_m = length(line.points);
        if (line_m < least_m) {
            ++result.short_lines, result.short_length_m += line_m;
            continue;
        }
        if (!line.refined) add_flag(result, "no endmember");
        for (const VertexError& e : line.errors)
            local.push_back(static_cast<double>(e.contour_m)), wide.push_back(static_cast<double>(e.threshold_m));
        result.length_m += line_m, result.vertices += static_cast<long>(line.points.size());
        result.lines.push_back(std::move(line.points)), result.errors.push_back(std::move(line.errors));
    }
    result.sigma_contour_m = median_of(std::move(local)), result.sigma_threshold_m = median_of(std::move(wide));
    return result;
}

}  // namespace tasi
