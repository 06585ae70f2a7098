#include <cmath>
#include <limits>
#include <optional>

#include "algorithms/indices/water_index.hpp"
#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/fraction.hpp"
#include "algorithms/shorelines/laplace.hpp"
#include "algorithms/shorelines/layers.hpp"
#include "algorithms/shorelines/profile.hpp"
#include "algorithms/shorelines/trace.hpp"
#include "algorithms/thresholds/choose.hpp"
#include "algorithms/thresholds/preliminary.hpp"
#include "src/core/error.hpp"
#include "tests/bench/accuracy/common_grid.hpp"
#include "tests/bench/accuracy/methods.hpp"

namespace tasi::bench {
namespace {

using scenes::measured::MeasuredScene;

constexpr double reach_px = 24;  // from the preliminary line: what refinements may look at

/// The contour of an index at Otsu's threshold, as the program traces it; nothing where it refuses.
std::optional<TracedShoreline> traced(const CommonGrid& image, const Mask& mask, const std::string& index_name)
{
    try {
        const IndexImage index = compute(water_index_named(index_name), image.reflectance);
        const Threshold threshold = choose_threshold("otsu", index, mask);
        return trace_shoreline(index.values, mask, image.grid, threshold.value);
    } catch (const NoResultError&) {
        return std::nullopt;
    }
}

double combined(const VertexError& e)
{
    const auto known = [](float part) { return std::isnan(part) ? 0.0 : static_cast<double>(part); };
    const double sigma = std::hypot(known(e.contour_m), known(e.threshold_m));
    return sigma > 0 ? sigma : std::numeric_limits<double>::quiet_NaN();
}

Found found(const std::optional<TracedShoreline>& line)
{
    if (!line) return {};
    Found result{line->lines, {}};
    for (const auto& errors : line->errors) {
        std::vector<double>& sigma = result.sigma_m.emplace_back();
        for (const VertexError& e : errors) sigma.push_back(combined(e));
    }
    if (result.sigma_m.size() != result.lines.size()) result.sigma_m.clear();
    return result;
}

Found contour_of(const MeasuredScene& scene, const std::string& index)
{
    const CommonGrid image = averaged_to_common_grid(scene, water_index_named(index).bands);
    return found(traced(image, image.mask, index));
}

/// What the program starts a refinement from: the contour of ndwi on the finest grid, and all bands near it.
struct Start {
    TracedShoreline preliminary;
    std::vector<CoastalPixels> scene;  ///< finest first
};

std::vector<CoastalPixels> pixels_near_line(const MeasuredScene& scene, const std::vector<Polyline>& lines)
{
    std::vector<CoastalPixels> near;
    for (const MeasuredScene::Layer& layer : scene.layers) {
        std::vector<Band> bands;
        for (const auto& [band, pixels] : layer.reflectance.bands()) bands.push_back(band);
        const CommonGrid image = averaged_to_common_grid(scene, bands);
        near.push_back(coastal_pixels(image.reflectance, image.mask, image.grid, bands, lines, reach_px * scene.layers.front().grid.dx));
    }
    return near;
}

std::optional<Start> start(const MeasuredScene& scene)
{
    const MeasuredScene::Layer& finest = scene.layers.front();
    auto preliminary = traced({finest.grid, finest.reflectance, scene.mask}, scene.mask, "ndwi");
    if (!preliminary) return std::nullopt;
    std::vector<CoastalPixels> near = pixels_near_line(scene, preliminary->lines);
    return Start{std::move(*preliminary), std::move(near)};
}

Found fraction(const MeasuredScene& scene)
{
    const auto from = start(scene);
    if (!from) return {};
    FractionOptions options;
    options.blur_px = scene.layers.front().blur_px;
    return found(trace_fraction(from->scene, from->preliminary, options));
}

Found profile(const MeasuredScene& scene)
{
    const auto from = start(scene);
    if (!from) return {};
    ProfileOptions options;
    options.blur_px = options.fraction.blur_px = scene.layers.front().blur_px;
    return found(trace_profile(from->scene, from->preliminary, options));
}

Found laplace(const MeasuredScene& scene)
{
    const auto from = start(scene);
    return from ? found(trace_laplace(from->scene, from->preliminary)) : Found{};
}

/// The cut of the preliminary line of `auto`, which looks around it.
double cut_to_look_around(const IndexImage& index, const Mask& mask, double natural_cut)
{
    ThresholdOptions options;
    options.natural_cut = natural_cut;
    try {
        return preliminary_cut(choose_threshold("auto", index, mask, options), natural_cut);
    } catch (const NoResultError&) {
        return natural_cut;
    }
}

std::optional<TracedShoreline> preliminary_line(const MeasuredScene& scene)
{
    const MeasuredScene::Layer& finest = scene.layers.front();
    const WaterIndex& ndwi = water_index_named("ndwi");
    const IndexImage index = compute(ndwi, finest.reflectance);
    try {
        return trace_shoreline(index.values, scene.mask, finest.grid, cut_to_look_around(index, scene.mask, ndwi.natural_cut));
    } catch (const NoResultError&) {
        return std::nullopt;
    }
}

Found automatic(const MeasuredScene& scene)
{
    const auto line = preliminary_line(scene);
    return line ? found(trace_layers(pixels_near_line(scene, line->lines), *line)) : Found{};
}

}  // namespace

std::vector<Method> our_methods()
{
    return {
        {"contour-ndwi", "contour of ndwi at Otsu, traced by tasi", [](const MeasuredScene& s) { return contour_of(s, "ndwi"); }},
        {"contour-mndwi", "contour of mndwi at Otsu, finer bands averaged to the coarser, traced by tasi",
         [](const MeasuredScene& s) { return contour_of(s, "mndwi"); }},
        {"fraction", "half water between the colours of water and land nearby", fraction},
        {"profile", "blurred step fitted across the line", profile},
        {"laplace", "zero Laplacian of a cubic surface through 5 x 5 pixels of swir1", laplace},
        {"auto", "strips of ground along the line of half water, fitted together: what the program takes by itself", automatic, true},
    };
}

}  // namespace tasi::bench
