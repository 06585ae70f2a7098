#include "algorithms/shorelines/fraction.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/fraction_rounds.hpp"
#include "src/core/error.hpp"

namespace tasi {

void FractionOptions::validate() const
{
    const auto require = [](bool ok, const char* what, const char* range) {
        if (!ok) throw UsageError("FRACTION", "", what, range);
    };
    require(!bands.empty(), "no bands to unmix", "give one or more");
    require(spacing_m > 0 && std::isfinite(spacing_m), "the spacing of endmembers is out of range", "give metres above 0");
    require(reach_m > 0 && std::isfinite(reach_m), "the reach of endmembers is out of range", "give metres above 0");
    require(nearest_px >= 0 && farthest_px > nearest_px && farthest_px <= 1000, "the distances of pure pixels are out of range",
            "give 0 <= nearest < farthest <= 1000");
    require(min_pixels >= 1, "the least number of pure pixels is out of range", "give 1 or more");
    require(few_pixels >= 1, "the least number of pure pixels of a short line is out of range", "give 1 or more");
    require(third_min_pixels >= 1, "the least number of pixels behind the line is out of range", "give 1 or more");
    require(third_fraction > 0 && third_fraction <= 1, "the fraction that tells a beach is out of range", "give more than 0, up to 1");
    require(band_px >= 1 && band_px <= 1000, "the strip around the line is out of range", "give 1 to 1000 pixels");
    require(!min_length_m || (*min_length_m >= 0 && std::isfinite(*min_length_m)), "the least length is out of range", "give 0 m or more");
    require(beach_rounds >= 1 && beach_rounds <= 20, "the number of rounds is out of range", "give 1 to 20");
    require(keep_out >= 0 && keep_out <= 100, "the distance from missing data is out of range", "give 0 to 100 pixels");
}

std::optional<TracedShoreline> trace_fraction(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                              const FractionOptions& options)
{
    options.validate();
    if (scene.empty()) return std::nullopt;
    const std::vector<int> slots = slots_of(scene.front(), options.bands);
    if (slots.empty()) return std::nullopt;
    std::optional<FractionTrace> traced = fraction_rounds(scene.front(), slots, preliminary, options);
    if (!traced) return std::nullopt;
    return std::move(traced->shoreline);
}

std::optional<TracedShoreline> trace_fraction(const Reflectance& reflectance, const Mask& mask, const Grid& grid,
                                              const TracedShoreline& preliminary, const FractionOptions& options)
{
    options.validate();
    std::vector<Band> bands = options.bands;
    std::erase_if(bands, [&](Band band) { return !reflectance.has(band); });
    // A round looks this far from its line, which earlier rounds may have moved within the strip.
    const double reach_px = std::max({options.farthest_px, options.land_farthest_px, options.band_px}) + 2 * options.band_px;
    return trace_fraction({coastal_pixels(reflectance, mask, grid, bands, preliminary.lines, reach_px * std::abs(grid.dx))}, preliminary,
                          options);
}

}  // namespace tasi
