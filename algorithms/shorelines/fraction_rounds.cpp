#include "algorithms/shorelines/fraction_rounds.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/median.hpp"
#include "algorithms/shorelines/split.hpp"

namespace tasi {
namespace {

constexpr int wide_rounds = 2;
constexpr double least_kept_share = 0.9;                // of the length of the contour
constexpr double density_at_half = 0.3989422804014327;  // of the normal distribution at f = 0.5
constexpr double stray_px = 2;
constexpr double default_least_length_px = 5;
const std::string third_material = "third material";

struct Input {
    const CoastalPixels& scene;
    const std::vector<int>& slots;
    const FractionOptions& options;

    double pixel_m() const { return std::abs(scene.grid().dx); }
    double least_length_m() const { return options.min_length_m.value_or(default_least_length_px * pixel_m()); }
};

/// A line with what is known of its vertices.
struct Traced {
    Polyline line;
    std::vector<VertexError> errors;
    std::vector<double> gradients;  ///< |gradient| of f per metre, at every edge crossed
};

VertexError error_at(const SparseField& field, EdgeKey edge, double gradient_per_m, double pixel_m)
{
    const double contour_m = value_at_zero(field, FractionStrip::quantile, FractionStrip::sigma, edge) / gradient_per_m;
    const double threshold_m = value_at_zero(field, FractionStrip::quantile, FractionStrip::half_step, edge) / gradient_per_m;
    return {static_cast<float>(std::max(contour_m, least_contour_error_px * pixel_m)), static_cast<float>(threshold_m)};
}

/// A line of crossed edges in map coordinates with water on its right-hand side; a node met by several edges is kept once.
Traced to_map(const Input& input, const SparseField& field, const EdgeChain& chain)
{
    const Grid& grid = input.scene.grid();
    Traced traced;
    for (const EdgeKey edge : chain) {
        const double gradient_per_m = density_at_half * gradient_at_zero(field, FractionStrip::quantile, edge) / input.pixel_m();
        traced.gradients.push_back(gradient_per_m);
        const RowCol vertex = zero_crossing(field, FractionStrip::quantile, edge);
        const Point p = grid.at_centre(vertex.row, vertex.col);
        if (!traced.line.empty() && traced.line.back() == p) continue;
        traced.line.push_back(p);
        traced.errors.push_back(error_at(field, edge, gradient_per_m, input.pixel_m()));
    }
    if ((grid.dx > 0) == (grid.dy > 0)) {  // displayed upside down
        std::reverse(traced.line.begin(), traced.line.end());
        std::reverse(traced.errors.begin(), traced.errors.end());
    }
    return traced;
}

/// Ponds within the strip, and pieces that stay away from the line they should refine.
bool is_stray(const Polyline& line, const EdgeChain& chain, const SparseField& field, double pixel_m)
{
    if (is_ring(line) && signed_area(line) < 0) return true;
    std::vector<double> away;
    for (const EdgeKey edge : chain)
        away.push_back(static_cast<double>(
            field.at(FractionStrip::away, static_cast<int>(edge / 2 / field.cols()), static_cast<int>(edge / 2 % field.cols()))));
    return median(std::move(away)) > stray_px * pixel_m;
}

/// Vertices next to missing data: the bands, not the strip, say what is missing.
bool is_near_missing(const Input& input, EdgeKey edge)
{
    return any_pixel(pixels_around(input.scene.grid(), edge, input.options.keep_out),
                     [&](int row, int col) { return !reflectances_at(input.scene, input.slots, row, col); });
}

/// The lines of f = 0.5 in a strip; returns |gradient| of f per metre at their vertices.
std::vector<double> trace_strip(const Input& input, const SparseField& field, TracedShoreline& result)
{
    std::vector<double> gradients;
    for (const EdgeChain& chain : zero_lines(field, FractionStrip::quantile)) {
        const Split split = split_where(chain, [&](EdgeKey edge) { return is_near_missing(input, edge); });
        result.vertices_near_missing += split.left_out;
        for (const EdgeChain& part : split.parts) {
            Traced traced = to_map(input, field, part);
            if (traced.line.size() < 2 || is_stray(traced.line, part, field, input.pixel_m())) continue;
            gradients.insert(gradients.end(), traced.gradients.begin(), traced.gradients.end());
            keep_line(std::move(traced.line), std::move(traced.errors), input.least_length_m(), result);
        }
    }
    return gradients;
}

/// Lines without endmembers stay as they were.
void keep_lines_without_endmembers(const Input& input, const TracedShoreline& before, const FractionStrip& strip, TracedShoreline& result)
{
    bool all = true, any = false;
    for (std::size_t line = 0; line < before.lines.size(); ++line) {
        all &= strip.has_endmembers[line];
        any |= strip.has_endmembers[line];
        if (strip.has_endmembers[line]) continue;
        std::vector<VertexError> errors(before.lines[line].size());
        if (line < before.errors.size() && before.errors[line].size() == errors.size()) errors = before.errors[line];
        keep_line(before.lines[line], std::move(errors), input.least_length_m(), result);
    }
    if (!any) result.lines.clear(), result.errors.clear();
    if (!all) result.flags.push_back("no endmember");
}

struct Round {
    TracedShoreline shoreline;
    std::vector<Verdict> verdicts;
};

/// One round: colours beside `lines`, fractions, and the new line.
Round refine(const Input& input, const TracedShoreline& before, const std::vector<Verdict>& at_beach)
{
    FractionStrip strip = unmix_strip(input.scene, input.slots, before.lines, at_beach, input.options);
    TracedShoreline result;
    result.gradient_per_m = median(trace_strip(input, strip.field, result));
    result.metres_per_hundredth = 0.01 / result.gradient_per_m;
    result.sigma_contour_m = median(strip.sigmas) / result.gradient_per_m;
    result.sigma_threshold_m = median(strip.half_steps) / result.gradient_per_m;
    keep_lines_without_endmembers(input, before, strip, result);
    if (strip.any_narrow) result.flags.push_back("narrow land");
    if (static_cast<double>(strip.misfits) > third_material_share * static_cast<double>(strip.on_line))
        result.flags.push_back(third_material);
    for (std::size_t b = 0; b < strip.used_band.size(); ++b)
        if (strip.used_band[b]) result.bands.push_back(input.scene.bands()[static_cast<std::size_t>(input.slots[b])]);
    return {std::move(result), std::move(strip.verdicts)};
}

/// Several rounds, each from the line of the one before; no lines when one loses them all.
Round refined(const Input& input, const TracedShoreline& line, const std::vector<Verdict>& at_beach, int rounds)
{
    Round round{line, {}};
    for (int i = 0; i < rounds && !round.shoreline.lines.empty(); ++i) round = refine(input, round.shoreline, at_beach);
    return round;
}

bool has_flag(const TracedShoreline& line, const std::string& flag)
{
    return std::find(line.flags.begin(), line.flags.end(), flag) != line.flags.end();
}

}  // namespace

void keep_line(Polyline line, std::vector<VertexError> errors, double least_m, TracedShoreline& result)
{
    const double line_m = length(line);
    if (line_m < least_m) {
        ++result.short_lines;
        result.short_length_m += line_m;
        return;
    }
    result.length_m += line_m;
    result.vertices += static_cast<long>(line.size());
    result.lines.push_back(std::move(line));
    result.errors.push_back(std::move(errors));
}

void inherit_counts(const TracedShoreline& preliminary, TracedShoreline& result)
{
    result.islets_filled = preliminary.islets_filled, result.inland_waters = preliminary.inland_waters;
    result.small_waters_left_out = preliminary.small_waters_left_out, result.sea_points_on_no_water = preliminary.sea_points_on_no_water;
    result.at_buffer_share = preliminary.at_buffer_share;
    std::vector<std::string> flags = preliminary.flags;
    std::erase(flags, "threshold sensitive");
    result.flags.insert(result.flags.begin(), flags.begin(), flags.end());
}

std::optional<FractionTrace> fraction_rounds(const CoastalPixels& scene, const std::vector<int>& slots, const TracedShoreline& preliminary,
                                             const FractionOptions& options)
{
    const Input input{scene, slots, options};
    Round wide = refined(input, preliminary, {}, wide_rounds);
    if (wide.shoreline.lines.empty()) return std::nullopt;
    FractionTrace result{std::move(wide.shoreline), {}};
    if (std::any_of(wide.verdicts.begin(), wide.verdicts.end(), [](const Verdict& v) { return v.at_beach; })) {
        // A beach narrower than the distance to the land's colour is itself the third material: take its own colour.
        Round beach = refined(input, preliminary, wide.verdicts, options.beach_rounds);
        if (has_flag(result.shoreline, third_material) && !has_flag(beach.shoreline, third_material))
            beach.shoreline.flags.push_back(third_material);
        if (!beach.shoreline.lines.empty()) result = {std::move(beach.shoreline), std::move(wide.verdicts)};
    }
    inherit_counts(preliminary, result.shoreline);
    if (result.shoreline.length_m < least_kept_share * preliminary.length_m) result.shoreline.flags.push_back("parts lost");
    return result;
}

}  // namespace tasi
