#include "tools/scene_shoreline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "algorithms/thresholds/preliminary.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tools/composite_shoreline.hpp"
#include "tools/line_methods.hpp"
#include "tools/registration.hpp"
#include "tools/scene_coast.hpp"
#include "tools/scene_threshold.hpp"
#include "tools/sea_inputs.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

constexpr double coastal_reach_px = 16;  // of reflectances beside a preliminary line

/// The smallest error that noise allows for a contrast of 20 and a blur of 0.53 pixels: 1.883 / 20 sqrt(0.53) pixels.
double contour_sd_m(const Grid& grid) { return 0.0685 * std::abs(grid.dx); }

LineErrors parts_of(const SceneImage& image, const TracedShoreline& traced, double geolocation_m)
{
    const double bound_m = contour_sd_m(image.grid);
    return {geolocation_m, traced.sigma_threshold_m,
            std::isnan(traced.sigma_contour_m) ? bound_m : std::max(traced.sigma_contour_m, bound_m)};
}

/// Of many scenes: what each adds by chance is divided by the root of their number, the choice of the threshold is not.
LineErrors parts_of(const SceneImage& image, const TracedShoreline& traced, const LineEvidence& evidence)
{
    return {evidence.geolocation_sd_m, traced.sigma_threshold_m, std::max(evidence.position_sd_m, contour_sd_m(image.grid))};
}

/// A composite is cut where the authors of its index do, as others cut theirs.
std::string threshold_rule_of_composite(const ExtractionOptions& options, const std::string& index)
{
    return lower_case(options.threshold) == "auto" ? format_number(water_index_named(index).natural_cut) : options.threshold;
}

double cloud_share_pct(const SceneImage& image)
{
    if (image.derived || image.counts.total == 0) return std::numeric_limits<double>::quiet_NaN();
    return 100.0 * static_cast<double>(image.counts.cloud) / static_cast<double>(image.counts.total);
}

/// An image and the scene that it was made from; none for composites and index rasters.
struct Source {
    SceneImage image;
    std::optional<scenes::Scene> scene;
};

/// Only a match with a reference needs whole images in memory.
Source read_index(Run& run, const std::string& path, const ExtractionOptions& options, const SceneInputOptions& input, std::string& name)
{
    if (!path.empty() && is_index_raster(run, path, input)) {
        name = "index";
        return {read_index_raster(run, path, input), std::nullopt};
    }
    const Quantity quantity = seaward_quantity(options.index);
    name = quantity.name();
    scenes::Scene scene = open(run, path, input);
    SceneImage image = options.reference ? read_image(run, scene, quantity, input, {Band::nir, Band::swir1})
                                         : read_stored_image(run, scene, quantity, input, options.scratch);
    return {std::move(image), std::move(scene)};
}

/// Moves the scene to where the reference says that it lies: its grid alone, no pixel is resampled. Returns the geolocation error left.
double place(Run& run, SceneImage& image, double threshold, const ExtractionOptions& options, Shoreline& shoreline)
{
    if (!options.reference) return geolocation_sd_m(image);
    const Placement placement = for_scene(image.path, [&] { return placement_of(run, image, threshold, options); });
    run.session.note("coregistration of " + image.scene_id, description_of(placement));
    if (!placement.found.accepted()) {
        run.session.warnings.add("COREGISTER", image.path, "not coregistered: " + placement.found.reason);
        image.flags.push_back("not coregistered");
        return geolocation_sd_m(image);
    }
    image.grid.x0 -= placement.shift_m.x;
    image.grid.y0 -= placement.shift_m.y;
    shoreline.shift_e_m = placement.shift_m.x;
    shoreline.shift_n_m = placement.shift_m.y;
    image.flags.push_back("coregistered");
    return placement.sd_m;
}

/// What the scene has of the sea that is known.
void tell_sea(Run& run, const SceneImage& image, const TracedShoreline& traced, const SeaOptions& known)
{
    if (traced.sea_points_on_no_water + traced.small_waters_left_out > 0)
        run.detail(fmt::format("{}: {} of {} sea points are on land, on narrow water, under clouds or outside, {} in too small a water",
                               printable(image.scene_id), traced.sea_points_on_no_water, known.sea_points.size(),
                               traced.small_waters_left_out));
}

TracedShoreline contour_of(Run& run, const SceneImage& image, const Threshold& threshold, const ExtractionOptions& options,
                           const Shoreline& shoreline)
{
    TraceOptions how = options.trace;
    how.sea = known_sea(run, options, image.grid.crs);
    how.min_length_m = options.min_length_m;
    how.outside_is_buffer = options.coast.has_value();
    how.threshold_scale = threshold_scale(image, threshold, shoreline.index);
    TracedShoreline traced = trace_shoreline(rows_of(image), image.mask, image.grid, threshold.value, how);
    tell_sea(run, image, traced, how.sea);
    return traced;
}

/// The line of `options.method`, started from the contour. The index is not needed any more: its memory is given back first.
TracedShoreline refined(Run& run, Source& source, TracedShoreline contour, const ExtractionOptions& options, Shoreline& shoreline)
{
    SceneImage& image = source.image;
    const LineMethod& method = line_method_named(shoreline.method);
    if (!method.refine) return contour;
    image.stored = nullptr;
    image.reflectance = {};
    image.values.resize(0, 0);
    const double reach_m = coastal_reach_px * std::abs(image.grid.dx);
    const auto coast = read_coastal_pixels(run, *source.scene, image, contour.lines, reach_m, method.bands);
    if (auto line = coast.empty() ? std::nullopt : method.refine(coast, contour, options.min_length_m)) return std::move(*line);
    shoreline.method = "contour";
    contour.flags.push_back("no endmember");
    run.session.warnings.add("METHOD", image.path, method.failure);
    return contour;
}

/// What has no bands, and the edge of vegetation, can only be a contour.
std::string method_for(const Source& source, const ExtractionOptions& options, const std::string& index)
{
    if (!source.scene || is_vegetation_index(index)) return "contour";
    return lower_case(options.method);
}

/// The threshold; by `auto`, for a method that looks around, the cut that suits it.
Threshold cut_for(Run& run, const SceneImage& image, const std::string& rule, const Mask& near, const ExtractionOptions& options,
                  const Shoreline& shoreline)
{
    const auto natural = natural_cut(image, shoreline.index);
    if (lower_case(options.threshold) != "auto" || !natural || !line_method_named(shoreline.method).looks_around)
        return threshold_of(image, rule, near, natural);
    Threshold threshold = [&] {
        try {
            return threshold_of(image, rule, near, natural);
        } catch (const NoResultError& error) {
            if (error.name() != "THREE-CLASSES") throw;
            return threshold_of(image, format_number(*natural), near, natural);
        }
    }();
    const double cut = preliminary_cut(threshold, *natural);
    if (cut != threshold.value)
        run.session.note("preliminary cut of " + image.scene_id,
                         format_number(cut) + ", the natural one; by the histogram " + format_number(threshold.value));
    threshold.value = cut;
    return threshold;
}

void warn_about_line(Run& run, const SceneImage& image, const TracedShoreline& traced)
{
    static const std::vector<std::array<std::string, 3>> doubts{
        {"threshold sensitive", "THRESHOLD", "0.05 of threshold moves the line by more than a pixel"},
        {"touches buffer", "BUFFER", "more than 1 % of the line runs along the edge of the buffer: retreat may be cut off; widen --buffer"},
        {"no endmember", "ENDMEMBER", "too few pixels of pure water or land beside a line: there it stays as it was"},
        {"no fit", "FIT", "more than a tenth of the vertices could not be fitted and stay where they were"},
        {"no contrast", "CONTRAST", "swir1 does not fall towards the sea at more than a tenth of the vertices: they stay where they were"},
        {"parts lost", "PARTS", "more than a tenth of the contour has no line of half water: those parts are missing"},
        {"third material", "MATERIAL",
         "more than a fifth of the pixels on the line are no mixture of water and land (foam, wet sand, plants)"},
    };
    for (const auto& [flag, name, what] : doubts)
        if (std::find(traced.flags.begin(), traced.flags.end(), flag) != traced.flags.end())
            run.session.warnings.add(name, image.path, what);
}

}  // namespace

double geolocation_sd_m(const SceneImage& image)
{
    if (image.geometric_rmse_m) return *image.geometric_rmse_m / std::sqrt(2.0);
    if (!image.sensor.starts_with("sentinel-2")) return 8;
    return image.time && image.time->year() < 2021 ? 6 : 4;
}

Shoreline extract(Run& run, const std::string& path, const ExtractionOptions& options, const SceneInputOptions& input, Crs& crs)
{
    Shoreline shoreline;
    std::optional<CompositeImage> composite;
    if (const auto record = path.empty() ? std::nullopt : composite_at(run.session, path)) {
        composite = read_composite(run, *record, input);
        shoreline.index = record->index;
    }
    Source source = composite ? Source{composite->image, std::nullopt} : read_index(run, path, options, input, shoreline.index);
    SceneImage& image = source.image;
    if (!image.time) throw UnsafeError("DATE", path, "the scene states no date", "give --date");
    warn_about_pixels(run, image, input);
    const Mask near = keep_near_coast(run, image, options);

    shoreline.method = method_for(source, options, shoreline.index);
    const std::string rule = composite ? threshold_rule_of_composite(options, shoreline.index) : threshold_rule(options);
    const Threshold threshold = cut_for(run, image, rule, near, options, shoreline);
    note_threshold(run, image, threshold, shoreline.index);
    const bool waterline = !is_vegetation_index(shoreline.index);
    if (waterline) warn_when_inverted(run, image, threshold.value);
    const double geolocation_m = place(run, image, threshold.value, options, shoreline);
    TracedShoreline traced =
        for_scene(path, [&] { return refined(run, source, contour_of(run, image, threshold, options, shoreline), options, shoreline); });
    if (composite) for_scene(path, [&] { return drop_short_lines(traced), 0; });
    const LineEvidence evidence = composite ? evidence_of(*composite, traced) : LineEvidence{};
    warn_about_line(run, image, traced);

    shoreline.scene_id = image.scene_id;
    shoreline.date = *image.time;
    shoreline.sensor = image.sensor;
    shoreline.threshold = waterline ? threshold.value : -threshold.value;
    shoreline.separability = threshold.separability;
    shoreline.cloud_pct = cloud_share_pct(image);
    shoreline.parts = composite ? parts_of(image, traced, evidence) : parts_of(image, traced, geolocation_m);
    shoreline.uncertainty_m = std::hypot(shoreline.parts.geolocation_m, shoreline.parts.threshold_m, shoreline.parts.contour_m);
    shoreline.flags = traced.flags;
    if (!waterline) shoreline.flags.insert(shoreline.flags.begin(), vegetation_line);
    shoreline.flags.insert(shoreline.flags.end(), evidence.flags.begin(), evidence.flags.end());
    shoreline.flags.insert(shoreline.flags.end(), image.flags.begin(), image.flags.end());
    shoreline.lines = traced.lines;
    if (options.verbose_uncertainty && !composite) shoreline.errors = traced.errors;
    crs = image.grid.crs;
    const double water = static_cast<double>(threshold.water) / static_cast<double>(threshold.water + threshold.land);
    run.detail(fmt::format(
        "{}: threshold {}, separability {}, water {} of the histogram, {} vertices, {} m; 0.01 of threshold moves it by {} m",
        printable(image.scene_id), format_fixed(shoreline.threshold, 4), format_fixed(threshold.separability, 3), format_fixed(water, 4),
        traced.vertices, format_fixed(traced.length_m, 0), format_fixed(traced.metres_per_hundredth, 2)));
    return shoreline;
}

}  // namespace tasi::cli
