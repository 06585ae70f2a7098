#include "algorithms/shorelines/layers.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/base_line.hpp"
#include "algorithms/shorelines/near_pixels.hpp"
#include "algorithms/shorelines/shift_shore.hpp"
#include "src/core/error.hpp"
#include "src/core/median.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double most_shift_px = 4.5, most_bend = 0.3;

/// Pixels beside one line, in buckets alongshore.
struct Beside {
    std::vector<std::vector<ShorePixel>> buckets;
    double bucket_px = 1, length_px = 0;
    bool ring = false;
};

struct Scene {
    const std::vector<CoastalPixels>& pixels;
    const LayerOptions& options;
    std::vector<Band> bands;
    std::vector<ShoreGrid> grids;
    double pixel_m;
    ShoreExpectation expected = {};

    ShoreProblem problem(const ShoreSample& sample) const { return {sample, grids, bands, pixel_m, options.priors, expected}; }
};

Scene scene_of(const std::vector<CoastalPixels>& pixels, const LayerOptions& options)
{
    Scene scene{pixels, options, {}, {}, std::abs(pixels.front().grid().dx)};
    for (std::size_t g = 0; g < pixels.size(); ++g) {
        ShoreGrid grid{{},
                       std::abs(pixels[g].grid().dx) / scene.pixel_m *
                           (g == 0 && std::abs(pixels[g].grid().dx) != 20 ? options.blur_px : options.coarse_blur_px)};
        for (const Band band : pixels[g].bands()) {
            grid.slots.push_back(static_cast<int>(scene.bands.size()));
            scene.bands.push_back(band);
        }
        scene.grids.push_back(grid);
    }
    scene.expected = expectation_of(options.priors, scene.bands, scene.grids.size());
    return scene;
}

double bend_at(const BaseLine& base, double along_px, double step_px, double pixel_m)
{
    const auto count = static_cast<std::ptrdiff_t>(base.vertices.size());
    const auto i = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(std::lround(along_px / step_px)), 0, count);
    return std::clamp(base.bends[static_cast<std::size_t>(base.ring ? i % count : std::min(i, count - 1))] * pixel_m, -most_bend,
                      most_bend);
}

/// Where an edge bends, what lies inside the bend looks smaller: seen through the blur, the half level lies blur^2 / (2 radius) inwards.
std::vector<Beside> pixels_beside(const Scene& scene, const std::vector<BaseLine>& bases)
{
    std::vector<Polyline> lines;
    std::vector<Beside> beside;
    for (const BaseLine& base : bases) {
        lines.push_back(base.line());
        Beside b{{}, 1, base.length_m() / scene.pixel_m, base.ring};
        b.buckets.resize(static_cast<std::size_t>(std::ceil(b.length_px)) + 1);
        beside.push_back(std::move(b));
    }
    for (std::size_t g = 0; g < scene.pixels.size(); ++g) {
        const CoastalPixels& pixels = scene.pixels[g];
        const double blur = scene.grids[g].blur;
        for (const NearPixel& near : pixels_near(pixels.grid(), lines, scene.options.reach_px * scene.pixel_m)) {
            if (near.beyond_end) continue;
            const BaseLine& base = bases[static_cast<std::size_t>(near.line)];
            ShorePixel pixel{static_cast<float>(near.right_m / scene.pixel_m),
                             static_cast<float>(near.along_m / scene.pixel_m),
                             static_cast<int>(g),
                             {}};
            bool whole = true;
            for (std::size_t slot = 0; slot < pixels.bands().size() && whole; ++slot) {
                pixel.value[slot] = pixels.at(static_cast<int>(slot), near.row, near.col);
                whole = std::isfinite(pixel.value[slot]);
            }
            if (!whole) continue;
            const double along = static_cast<double>(pixel.along);
            pixel.t += static_cast<float>(0.5 * blur * blur * bend_at(base, along, base.step_m / scene.pixel_m, scene.pixel_m));
            Beside& b = beside[static_cast<std::size_t>(near.line)];
            b.buckets[std::min(b.buckets.size() - 1, static_cast<std::size_t>(along))].push_back(pixel);
        }
    }
    return beside;
}

/// Calls `visit` for every pixel within `half` alongshore of `centre`; around a ring, `along` is counted on from `centre`.
template <class Visit>
void visit_within(const Beside& beside, double centre, double half, Visit&& visit)
{
    const auto count = static_cast<std::ptrdiff_t>(beside.buckets.size());
    const auto from = static_cast<std::ptrdiff_t>(std::floor(centre - half)), to = static_cast<std::ptrdiff_t>(std::floor(centre + half));
    if (!beside.ring || 2 * half >= beside.length_px) {
        const bool all = beside.ring;
        for (std::ptrdiff_t i = all ? 0 : std::max<std::ptrdiff_t>(from, 0); i <= (all ? count - 1 : std::min(to, count - 1)); ++i)
            for (const ShorePixel& p : beside.buckets[static_cast<std::size_t>(i)]) {
                double along = static_cast<double>(p.along);
                if (all) along -= beside.length_px * std::round((along - centre) / beside.length_px);
                if (std::abs(along - centre) <= half) visit(p, along);
            }
        return;
    }
    for (std::ptrdiff_t i = from - 1; i <= to + 1; ++i) {
        const std::ptrdiff_t bucket = ((i % count) + count) % count;
        for (const ShorePixel& p : beside.buckets[static_cast<std::size_t>(bucket)]) {
            const double along =
                static_cast<double>(p.along) - beside.length_px * std::round((static_cast<double>(p.along) - centre) / beside.length_px);
            if (along >= static_cast<double>(i) - 0.5 && std::abs(along - centre) <= half &&
                std::floor(along) >= static_cast<double>(from) &&
                bucket == static_cast<std::ptrdiff_t>(std::min<double>(static_cast<double>(count - 1), static_cast<double>(p.along))))
                visit(p, along);
        }
    }
}

struct Place {
    double shift = std::nan(""), local_sd = 0, window_sd = 0;
};

struct Piece {
    double centre;
    std::vector<ShorePixel> pixels;
    std::optional<ShoreSample> sample;
    std::optional<ShoreStretch> fit;
};

std::vector<double> centres_of(const Beside& beside, double half)
{
    const auto count = std::max(1, static_cast<int>(std::lround(beside.length_px / half)));
    std::vector<double> centres;
    const double step = beside.length_px / count;
    for (int i = 0; i < count; ++i) centres.push_back((i + (beside.ring ? 0.0 : 0.5)) * step);
    return centres;
}

Piece piece_at(const Scene& scene, const Beside& beside, double centre)
{
    Piece window{centre, {}, {}, {}};
    visit_within(beside, centre, scene.options.window_px, [&](ShorePixel p, double along) {
        p.along = static_cast<float>(along);
        window.pixels.push_back(p);
    });
    window.sample = shore_sample(scene.grids, window.pixels, centre, scene.options.min_pixels);
    if (window.sample) window.fit = explain_shore(scene.problem(*window.sample));
    if (getenv("TASI_DBG") && window.fit) { double nv=0; for(auto&g:window.sample->grids) for(auto&b:g.bins) nv+=b.mean.size(); fprintf(stderr, "centre %.1f n %zu mean %.3f sd %.3f chi0/n:", centre, window.pixels.size(), window.fit->waterline, window.fit->waterline_sd);
      for (const auto& f : window.fit->fits) fprintf(stderr, " [%d%d%d x %.2f a %.2f w %.2f c %.2f sd %.3f b %.3f E %.1f chi/n %.2f]", f.strips.swash, f.strips.wet, f.strips.back, f.edges.waterline, f.edges.swash, f.edges.wet, f.edges.dry, f.waterline_sd, f.log_blur[0], f.minus_two_log_evidence-window.fit->fits[0].minus_two_log_evidence, f.chi_squared*1.5/nv); fprintf(stderr,"\n"); }
    return window;
}

ShoreShift shift_in(const Scene& scene, const Piece& window, const Beside& beside, double along_px)
{
    const double reach = 3 * scene.options.along_px;
    const double turns = beside.ring ? std::round((window.centre - along_px) / beside.length_px) : 0.0;
    const double at = along_px + turns * beside.length_px;
    std::vector<WeighedPixel> near;
    for (const ShorePixel& p : window.pixels) {
        const double off = static_cast<double>(p.along) - at;
        if (std::abs(off) > reach || std::abs(static_cast<double>(p.t) - window.fit->waterline) > 4.5) continue;
        near.push_back({&p, std::exp(-0.5 * std::pow(off / scene.options.along_px, 2))});
    }
    return shift_shore(scene.problem(*window.sample), *window.fit, near);
}

/// From the two windows around a place, by nearness.
Place place_at(const Scene& scene, const Beside& beside, const std::vector<Piece>& windows, double along_px)
{
    Place place;
    double weights = 0, local = 0, wide = 0, shift = 0;
    const double step = beside.length_px / static_cast<double>(windows.size());
    for (const Piece& window : windows) {
        if (!window.fit) continue;
        double off = std::abs(window.centre - along_px);
        if (beside.ring) off = std::min(off, beside.length_px - off);
        const bool end = !beside.ring && (along_px < windows.front().centre || along_px > windows.back().centre);
        const double weight = end ? (off <= step / 2 ? 1.0 : 0.0) : std::max(0.0, 1 - off / step);
        if (weight <= 0) continue;
        const ShoreShift found = shift_in(scene, window, beside, along_px);
        weights += weight, shift += weight * found.waterline, local += weight * found.sd, wide += weight * window.fit->waterline_sd;
    }
    if (weights < 1e-9) return place;
    return {shift / weights, local / weights, wide / weights};
}

std::vector<Place> places_of(const Scene& scene, const BaseLine& base, const Beside& beside, const std::vector<Piece>& windows)
{
    std::vector<Place> places;
    const double step_px = base.step_m / scene.pixel_m;
    for (std::size_t v = 0; v < base.vertices.size(); ++v) {
        Place place = place_at(scene, beside, windows, static_cast<double>(v) * step_px);
        if (!(std::abs(place.shift) <= most_shift_px)) place.shift = std::nan("");
        places.push_back(place);
    }
    return places;
}

Polyline moved(const BaseLine& base, const std::vector<Place>& places, double pixel_m)
{
    Polyline line;
    for (std::size_t v = 0; v < base.vertices.size(); ++v)
        line.push_back(base.vertices[v] + (std::isnan(places[v].shift) ? 0.0 : places[v].shift * pixel_m) * base.normals[v]);
    if (base.ring) line.push_back(line.front());
    return line;
}

}  // namespace

void LayerOptions::validate() const
{
    const auto require = [](bool ok, const char* what, const char* range) {
        if (!ok) throw UsageError("LAYERS", "", what, range);
    };
    require(window_px >= 4 && window_px <= 200, "the length of a window is out of range", "give 4 to 200 pixels");
    require(reach_px >= 4 && reach_px <= 50, "the reach across the shore is out of range", "give 4 to 50 pixels");
    require(along_px > 0 && along_px <= 10, "the weight alongshore is out of range", "give 0 to 10 pixels");
    require(rounds >= 1 && rounds <= 10, "the number of rounds is out of range", "give 1 to 10");
    require(min_pixels >= 4, "the least number of pixels is out of range", "give 4 or more");
}

std::optional<TracedShoreline> trace_layers(const std::vector<CoastalPixels>& pixels, const TracedShoreline& preliminary,
                                            const LayerOptions& options)
{
    options.validate();
    Scene scene = scene_of(pixels, options);
    std::vector<Polyline> lines = preliminary.lines;
    TracedShoreline result = preliminary;
    for (int round = 0; round < options.rounds; ++round) {
        std::vector<BaseLine> bases;
        std::vector<std::size_t> which;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            BaseLine base =
                base_line(lines[i], scene.pixel_m, scene.pixel_m * (round == 0 ? options.first_smoothing_px : options.smoothing_px));
            if (base.vertices.size() < 4) continue;
            bases.push_back(std::move(base));
            which.push_back(i);
        }
        const std::vector<Beside> beside = pixels_beside(scene, bases);
        result.errors.assign(lines.size(), {});
        std::vector<std::vector<Place>> places(bases.size());
        std::vector<std::vector<Piece>> windows(bases.size());
        for (std::size_t i = 0; i < bases.size(); ++i)
            for (const double centre : centres_of(beside[i], scene.options.window_px)) windows[i].push_back(piece_at(scene, beside[i], centre));
        for (std::size_t i = 0; i < bases.size(); ++i) places[i] = places_of(scene, bases[i], beside[i], windows[i]);
        std::vector<const ShoreStretch*> fits;
        for (const auto& of_line : windows)
            for (const Piece& window : of_line)
                if (window.fit) fits.push_back(&*window.fit);
        scene.expected = learned(scene.expected, options.priors, fits);
        for (std::size_t i = 0; i < bases.size(); ++i) {
            lines[which[i]] = moved(bases[i], places[i], scene.pixel_m);
            auto& errors = result.errors[which[i]];
            for (const Place& p : places[i])
                errors.push_back({static_cast<float>(p.local_sd * scene.pixel_m), static_cast<float>(p.window_sd * scene.pixel_m)});
            if (bases[i].ring) errors.push_back(errors.front());
        }
    }
    result.lines = lines;
    return result;
}

}  // namespace tasi
