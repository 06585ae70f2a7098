#include "algorithms/shorelines/layers.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/shore_course.hpp"
#include "algorithms/shorelines/shore_lines.hpp"
#include "src/core/error.hpp"
#include "src/core/median.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double still_px = 0.1;  // a round that moves less (median) is the last
constexpr double most_shift_px = 4.5;
constexpr double default_least_length_px = 5;
// Measured (docs/methods/shorelines.md): colours of wet sand and foam that differ from the usual ones do so along a whole scene.
constexpr double sd_factor_with_strips = 1.8;
constexpr std::size_t most_kept = 2000;  // samples of stretches, some 30 kB each; more are made anew

struct Scene {
    const LayerOptions& options;
    double pixel_m;
    std::vector<Band> bands = {};
    std::vector<ShoreGrid> grids = {};
    ShoreExpectation expected = {};

    ShoreProblem problem(const ShoreSample& sample) const { return {sample, grids, bands, pixel_m, options.priors, expected}; }
};

Scene scene_of(const std::vector<CoastalPixels>& pixels, const LayerOptions& options)
{
    Scene scene{options, std::abs(pixels.front().grid().dx)};
    for (const CoastalPixels& of : pixels) {
        const double size_m = std::abs(of.grid().dx);
        ShoreGrid grid{{}, usual_blur_px(size_m) * size_m / scene.pixel_m};
        for (const Band band : of.bands()) {
            grid.slots.push_back(static_cast<int>(scene.bands.size()));
            scene.bands.push_back(band);
        }
        scene.grids.push_back(std::move(grid));
    }
    scene.expected = expectation_of(options.priors, scene.bands, scene.grids.size());
    return scene;
}

std::vector<StretchOfLine> stretches_of(const ShoreCourse& course, double half_px)
{
    // Half overlapping, so that every place lies between the centres of two.
    const auto count = std::max(1, static_cast<int>(std::lround(course.length_px() / half_px)));
    std::vector<StretchOfLine> stretches;
    for (int i = 0; i < count; ++i) stretches.push_back({(i + (course.ring() ? 0.0 : 0.5)) * course.length_px() / count});
    return stretches;
}

/// What the last round found at about the same place, and best on either side of it.
std::vector<ShoreFit> fits_before(const std::vector<StretchOfLine>& before, std::size_t i, std::size_t count)
{
    std::vector<ShoreFit> fits;
    if (before.empty()) return fits;
    const std::size_t same = std::min(before.size() - 1, i * before.size() / count);
    if (before[same].shore) fits = before[same].shore->fits;
    if (same > 0 && before[same - 1].shore) fits.push_back(before[same - 1].shore->best());
    if (same + 1 < before.size() && before[same + 1].shore) fits.push_back(before[same + 1].shore->best());
    return fits;
}

std::optional<ShoreSample> sampled(const Scene& scene, const ShoreCourse& course, const StretchOfLine& stretch)
{
    if (stretch.sample) return stretch.sample;
    return shore_sample(scene.grids, course.within(stretch.centre_px, scene.options.stretch_px), stretch.centre_px,
                        scene.options.min_pixels, scene.options.priors.band_shift_px);
}

void explain(const Scene& scene, const ShoreCourse& course, const std::vector<ShoreFit>& before, bool keep, StretchOfLine& stretch)
{
    std::optional<ShoreSample> sample = sampled(scene, course, stretch);
    if (!sample) return;
    stretch.shore = explain_shore(scene.problem(*sample), before);
    if (keep) stretch.sample = std::move(sample);
}

/// What one stretch says of a vertex, and how much that counts.
struct VertexShift {
    std::size_t vertex;
    double weight;
    ShoreShift shift;
};

/// The vertices between the centres of the stretches on both sides; at the ends of a line those up to the end.
std::vector<VertexShift> vertices_of(const ShoreCourse& course, const ShoreLine& line, std::size_t stretch)
{
    const auto count = static_cast<std::ptrdiff_t>(line.base.vertices.size());
    const double centre = line.stretches[stretch].centre_px, spacing = course.length_px() / static_cast<double>(line.stretches.size()),
                 step = course.length_px() / static_cast<double>(course.ring() ? count : count - 1);
    std::vector<VertexShift> found;
    const auto first = static_cast<std::ptrdiff_t>(std::floor((centre - spacing) / step)),
               last = static_cast<std::ptrdiff_t>(std::ceil((centre + spacing) / step));
    for (std::ptrdiff_t i = first; i <= last; ++i) {
        if (!course.ring() && (i < 0 || i >= count)) continue;
        const double along = static_cast<double>(i) * step;
        const bool at_end = !course.ring() && (along < line.stretches.front().centre_px || along > line.stretches.back().centre_px);
        const double off = std::abs(along - centre) / spacing;
        const double weight = at_end || line.stretches.size() == 1 ? (off <= 0.5 + 1e-9 ? 1.0 : 0.0) : 1 - off;
        if (weight > 1e-9) found.push_back({static_cast<std::size_t>(((i % count) + count) % count), weight, {along, 0}});
    }
    return found;
}

std::vector<VertexShift> shifts_in(const Scene& scene, const ShoreCourse& course, const ShoreLine& line, std::size_t number)
{
    const StretchOfLine& stretch = line.stretches[number];
    if (!stretch.shore) return {};
    const std::optional<ShoreSample> sample = sampled(scene, course, stretch);
    std::vector<VertexShift> found = vertices_of(course, line, number);
    std::vector<double> places;
    for (const VertexShift& vertex : found) places.push_back(vertex.shift.waterline);
    const std::vector<ShoreShift> shifts = shift_shore(
        scene.problem(*sample), *stretch.shore, course.within(stretch.centre_px, scene.options.stretch_px), places, scene.options.along_px);
    for (std::size_t i = 0; i < found.size(); ++i) found[i].shift = shifts[i];
    return found;
}

/// Every vertex from the stretches on both sides, by nearness.
void combine(ShoreLine& line, const std::vector<std::vector<VertexShift>>& by_stretch)
{
    const std::size_t count = line.base.vertices.size();
    std::vector<double> weights(count, 0), shift(count, 0), local(count, 0), wide(count, 0);
    for (std::size_t k = 0; k < by_stretch.size(); ++k)
        for (const auto& [vertex, weight, found] : by_stretch[k]) {
            const double factor = shows_strips(line.stretches[k].shore->best()) ? sd_factor_with_strips : 1;
            weights[vertex] += weight, shift[vertex] += weight * found.waterline, local[vertex] += weight * factor * found.sd;
            wide[vertex] += weight * factor * line.stretches[k].shore->waterline_sd;
        }
    for (std::size_t v = 0; v < count; ++v) {
        if (weights[v] == 0 || std::abs(shift[v] / weights[v]) > most_shift_px) continue;
        line.shifts[v] = {shift[v] / weights[v], local[v] / weights[v]};
        line.stretch_sd_px[v] = wide[v] / weights[v];
    }
}

/// What was found on either side of a stretch.
std::vector<const ShoreStretch*> shores_beside(const ShoreLine& line, std::size_t k)
{
    std::vector<const ShoreStretch*> beside;
    const std::size_t count = line.stretches.size();
    const auto add = [&](std::size_t i) {
        if (i != k && line.stretches[i].shore) beside.push_back(&*line.stretches[i].shore);
    };
    if (k > 0 || line.base.ring) add((k + count - 1) % count);
    if (k + 1 < count || (line.base.ring && count > 2)) add((k + 1) % count);
    return beside;
}

using Task = std::pair<std::size_t, std::size_t>;  ///< number of a line, and of a stretch

/// A stretch that disagrees with those beside it is explained once more, as they are.
void make_agree(const Scene& scene, const std::vector<ShoreCourse>& courses, const std::vector<Task>& tasks, std::vector<ShoreLine>& lines)
{
    std::vector<std::optional<ShoreStretch>> agreed(tasks.size());
    parallel_for(static_cast<int>(tasks.size()), [&](int t) {
        const auto [i, k] = tasks[static_cast<std::size_t>(t)];
        const StretchOfLine& stretch = lines[i].stretches[k];
        if (!stretch.shore) return;
        const auto beside = shores_beside(lines[i], k);
        if (agrees(*stretch.shore, beside)) return;
        const std::optional<ShoreSample> sample = sampled(scene, courses[i], stretch);
        agreed[static_cast<std::size_t>(t)] = agreeing(scene.problem(*sample), *stretch.shore, beside);
    });
    for (std::size_t t = 0; t < tasks.size(); ++t)
        if (agreed[t]) lines[tasks[t].first].stretches[tasks[t].second].shore = std::move(agreed[t]);
}

void shift_all(const Scene& scene, const std::vector<ShoreCourse>& courses, const std::vector<Task>& tasks, std::vector<ShoreLine>& lines)
{
    std::vector<std::vector<std::vector<VertexShift>>> found(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) found[i].resize(lines[i].stretches.size());
    parallel_for(static_cast<int>(tasks.size()), [&](int t) {
        const auto [i, k] = tasks[static_cast<std::size_t>(t)];
        found[i][k] = shifts_in(scene, courses[i], lines[i], k);
    });
    for (std::size_t i = 0; i < lines.size(); ++i) combine(lines[i], found[i]);
}

/// Explains all stretches and shifts all vertices once; `anew`: without what the last round found.
void round_of(Scene& scene, const std::vector<CoastalPixels>& pixels, std::vector<ShoreLine>& lines, bool anew)
{
    std::vector<BaseLine> bases;
    for (const ShoreLine& line : lines) bases.push_back(line.base);
    const std::vector<ShoreCourse> courses = shore_courses(pixels, scene.grids, bases, scene.options.reach_px);
    std::vector<Task> tasks;
    std::vector<std::vector<StretchOfLine>> before(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!anew) before[i] = std::move(lines[i].stretches);
        lines[i].stretches = stretches_of(courses[i], scene.options.stretch_px);
        lines[i].shifts.assign(lines[i].base.vertices.size(), {std::nan(""), unexplained_sd_px});
        lines[i].stretch_sd_px.assign(lines[i].base.vertices.size(), 0.0);
        for (std::size_t k = 0; k < lines[i].stretches.size(); ++k) tasks.emplace_back(i, k);
    }
    parallel_for(static_cast<int>(tasks.size()), [&](int t) {
        const auto [i, k] = tasks[static_cast<std::size_t>(t)];
        explain(scene, courses[i], fits_before(before[i], k, lines[i].stretches.size()), tasks.size() <= most_kept, lines[i].stretches[k]);
    });
    make_agree(scene, courses, tasks, lines);
    shift_all(scene, courses, tasks, lines);
    for (ShoreLine& line : lines)
        for (StretchOfLine& stretch : line.stretches) stretch.sample.reset();
    std::vector<const ShoreStretch*> shores;
    for (const ShoreLine& line : lines)
        for (const StretchOfLine& stretch : line.stretches)
            if (stretch.shore) shores.push_back(&*stretch.shore);
    scene.expected = learned(scene.expected, scene.options.priors, shores);
}

double median_shift_px(const std::vector<ShoreLine>& lines)
{
    std::vector<double> shifts;
    for (const ShoreLine& line : lines)
        for (std::size_t v = 0; v < line.shifts.size(); ++v) shifts.push_back(std::abs(line.shift_px(v)));
    return median_of(std::move(shifts));
}

bool is_anything_known(const std::vector<ShoreLine>& lines)
{
    return std::any_of(lines.begin(), lines.end(), [](const ShoreLine& line) {
        return std::any_of(line.stretches.begin(), line.stretches.end(), [](const StretchOfLine& s) { return s.shore.has_value(); });
    });
}

}  // namespace

double usual_blur_px(double pixel_m) { return pixel_m > 15 && pixel_m < 25 ? 0.45 : 0.53; }

void LayerOptions::validate() const
{
    const auto require = [](bool ok, const char* what, const char* range) {
        if (!ok) throw UsageError("LAYERS", "", what, range);
    };
    require(stretch_px >= 4 && stretch_px <= 200, "the length of a stretch is out of range", "give 4 to 200 pixels");
    require(reach_px >= 4 && reach_px <= 50, "the reach across the shore is out of range", "give 4 to 50 pixels");
    require(along_px > 0 && along_px <= 10, "the weight alongshore is out of range", "give more than 0, at most 10 pixels");
    require(first_smoothing_px >= 0 && first_smoothing_px <= 20 && smoothing_px >= 0 && smoothing_px <= 20, "the smoothing is out of range",
            "give 0 to 20 pixels");
    require(most_rounds >= 1 && most_rounds <= 10, "the number of rounds is out of range", "give 1 to 10");
    require(min_pixels >= 4, "the least number of pixels is out of range", "give 4 or more");
    require(!min_length_m || (*min_length_m >= 0 && std::isfinite(*min_length_m)), "the least length is out of range", "give 0 m or more");
}

std::optional<TracedShoreline> trace_layers(const std::vector<CoastalPixels>& pixels, const TracedShoreline& preliminary,
                                            const LayerOptions& options)
{
    options.validate();
    if (pixels.empty() || pixels.front().bands().empty()) return std::nullopt;
    Scene scene = scene_of(pixels, options);
    std::vector<ShoreLine> lines;
    for (std::size_t i = 0; i < preliminary.lines.size(); ++i) {
        BaseLine base = base_line(preliminary.lines[i], scene.pixel_m, options.first_smoothing_px * scene.pixel_m);
        if (!base.vertices.empty()) lines.push_back({i, std::move(base)});
    }
    if (lines.empty()) return std::nullopt;
    double moved_px = most_shift_px;
    for (int round = 0; round < options.most_rounds; ++round) {
        if (round > 0) {
            const std::vector<Polyline> moved = moved_lines(lines, scene.pixel_m);
            for (std::size_t i = 0; i < lines.size(); ++i) {
                BaseLine base = base_line(moved[i], scene.pixel_m, options.smoothing_px * scene.pixel_m);
                if (!base.vertices.empty()) lines[i].base = std::move(base);
            }
        }
        round_of(scene, pixels, lines, round < 2 && moved_px > 0.5);
        moved_px = median_shift_px(lines);
        if (round > 0 && moved_px < still_px) break;
    }
    if (!is_anything_known(lines)) return std::nullopt;
    const double least_m = options.min_length_m.value_or(default_least_length_px * scene.pixel_m);
    TracedShoreline result = shoreline_of(lines, preliminary, scene.pixel_m, least_m);
    result.bands = scene.bands;
    if (result.lines.empty()) return std::nullopt;
    return result;
}

}  // namespace tasi
