#include "tools/registration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "algorithms/masking/area_of_interest.hpp"
#include "algorithms/masking/zone.hpp"
#include "algorithms/registration/resample.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/layer_file.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

/// Two images of one band on one grid, with what may not take part.
struct Pair {
    Grid grid;
    Pixels scene, reference;
    Mask scene_mask, reference_mask;
};

std::vector<Polyline> in_crs(Run& run, const std::vector<Polyline>& lines, const Crs& from, const Crs& to)
{
    const io::Transformer transform(run.session, from, to);
    std::vector<Polyline> moved;
    for (const Polyline& line : lines) moved.push_back(transform(line));
    return moved;
}

/// The lines around which the coast may have moved: those of --coast, else the waterline of the reference, else (a single band
/// knows none) that of the scene.
std::vector<Polyline> coast_lines(Run& run, const SceneImage& image, double threshold, const ExtractionOptions& options, const Crs& crs)
{
    if (options.coast) {
        const Layer layer = io::read_layer(run.session, {*options.coast, std::nullopt, std::nullopt});
        return lines_of(io::transformed(run.session, layer, crs), *options.coast);
    }
    const ReferenceScene& reference = *options.reference;
    if (!reference.coast.empty()) return in_crs(run, reference.coast, reference.grid.crs, crs);
    return in_crs(run, trace_shoreline(image.values, image.mask, image.grid, threshold, options.trace).lines, image.grid.crs, crs);
}

/// The near infrared of both, else the shortwave infrared; nothing when they share none.
std::optional<std::pair<const Pixels*, const Pixels*>> common_band(const SceneImage& image, const ReferenceScene& reference)
{
    for (const Band band : {Band::nir, Band::swir1}) {
        if (!image.reflectance.has(band)) continue;
        if (reference.band) return std::pair{&image.reflectance[band], &*reference.band};
        if (reference.bands.has(band)) return std::pair{&image.reflectance[band], &reference.bands[band]};
    }
    return std::nullopt;
}

/// The part of `grid` that covers `other`; no rows when they do not meet.
Grid part_over(Run& run, const Grid& grid, const Grid& other)
{
    const io::Transformer transform(run.session, other.crs, grid.crs);
    Polygon frame;
    for (const auto& [row, col] : {std::pair{0, 0}, {0, other.cols}, {other.rows, other.cols}, {other.rows, 0}, {0, 0}})
        frame.exterior.push_back(transform(other.at_corner(row, col)));
    return grid.crop(window_of(grid, {frame}));
}

Pixels on_grid(Run& run, const Pixels& values, const Mask& mask, const Grid& from, const Grid& to)
{
    const io::Transformer transform(run.session, to.crs, from.crs);
    return resampled(values, mask, from, to, [&](const Point& p) { return transform(p); });
}

/// Both on the grid of the one with the larger pixels: averaging keeps what both can see.
Pair on_common_grid(Run& run, const SceneImage& image, const Mask& scene_mask, const ReferenceScene& reference, const Pixels& scene_band,
                    const Pixels& reference_band)
{
    if (std::abs(image.grid.dx) >= std::abs(reference.grid.dx))
        return {image.grid, scene_band, on_grid(run, reference_band, reference.mask, reference.grid, image.grid), scene_mask, Mask()};
    const Grid common = part_over(run, reference.grid, image.grid);
    if (common.rows == 0) return {};
    return {common, on_grid(run, scene_band, scene_mask, image.grid, common),
            on_grid(run, reference_band, reference.mask, reference.grid, common), Mask(), Mask()};
}

/// The coast and what lies within the buffer of it may have moved.
void leave_out_coast(Pair& pair, const std::vector<Polyline>& coast, double buffer_m)
{
    try {
        const Mask zone = zone_within(pair.grid, coast, buffer_m);
        for (Eigen::Index i = 0; i < zone.size(); ++i)
            if (zone.data()[i] == 0) pair.scene.data()[i] = std::numeric_limits<float>::quiet_NaN();
    } catch (const NoResultError&) {  // no coast near: all of it is land
    }
}

/// A displacement on one grid, in pixels, as metres east and north in the CRS of another.
Vector metres_of(Run& run, const PixelShift& shift, const Grid& grid, const Crs& crs)
{
    const io::Transformer transform(run.session, grid.crs, crs);
    const double row = grid.rows / 2.0, col = grid.cols / 2.0;
    return transform(grid.at_corner(row + shift.row, col + shift.col)) - transform(grid.at_corner(row, col));
}

}  // namespace

Mask land_only(const SceneImage& image, double threshold)
{
    Mask mask = image.mask;
    for (Eigen::Index i = 0; i < mask.size(); ++i) {
        const float value = image.values.data()[i];
        const bool water = !std::isnan(value) && static_cast<double>(value) > threshold;
        mask.data()[i] = static_cast<std::uint8_t>((mask.data()[i] & ~PixelFlag::outside) | (water ? PixelFlag::invalid : 0));
    }
    return mask;
}

Placement placement_of(Run& run, const SceneImage& image, double threshold, const ExtractionOptions& options)
{
    const ReferenceScene& reference = *options.reference;
    Placement placement;
    placement.sd_m = reference.geolocation_sd_m;
    if (image.path == reference.path && image.scene_id == reference.id) {
        placement.is_reference = true;
        placement.found.verdict = RegistrationVerdict::accepted;
        return placement;
    }
    const auto band = common_band(image, reference);
    if (!band) {
        placement.found.reason = "the scene and the reference have no infrared band in common on these grids";
        return placement;
    }
    Pair pair = on_common_grid(run, image, land_only(image, threshold), reference, *band->first, *band->second);
    if (pair.grid.rows == 0) {
        placement.found.reason = "the reference does not cover the scene";
        return placement;
    }
    leave_out_coast(pair, coast_lines(run, image, threshold, options, pair.grid.crs), options.buffer_m);
    RegistrationOptions how;
    how.max_shift_px = options.max_shift_px;
    placement.found = register_to(pair.scene, pair.scene_mask, pair.reference, pair.reference_mask, how);
    if (placement.found.verdict == RegistrationVerdict::too_far)
        throw UnsafeError("SHIFT", image.path, placement.found.reason + " against the reference " + reference.id,
                          "check that it shows the same place and is georeferenced, or give a larger --max-shift");
    if (!placement.found.accepted()) return placement;
    placement.shift_m = metres_of(run, placement.found.shift_px, pair.grid, image.grid.crs);
    placement.sd_m = std::hypot(placement.found.sd_px * std::abs(pair.grid.dx), reference.geolocation_sd_m);
    return placement;
}

std::string description_of(const Placement& placement)
{
    const Registration& found = placement.found;
    if (placement.is_reference) return "the reference";
    const std::string evidence = fmt::format("correlation {}, second {}, {} of {} blocks agree, spread {} and {} pixels",
                                             format_fixed(found.peak, 3), format_fixed(found.second_peak, 3), found.agreeing, found.blocks,
                                             format_fixed(found.spread_px.row, 3), format_fixed(found.spread_px.col, 3));
    if (!found.accepted()) return fmt::format("not coregistered: {}; {}", found.reason, found.blocks == 0 ? "no blocks" : evidence);
    return fmt::format("too far east by {} m and north by {} m; {}", format_fixed(placement.shift_m.x, 2),
                       format_fixed(placement.shift_m.y, 2), evidence);
}

}  // namespace tasi::cli
