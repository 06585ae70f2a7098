#include <algorithm>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

namespace {

/// Agencies deliver the layer, but people leave it behind: told, not warned of, for the bands themselves are sound.
void tell_of_lost_saturation(Run& run, const SceneImage& image)
{
    if (std::find(image.flags.begin(), image.flags.end(), scenes::no_saturation_layer) == image.flags.end()) return;
    const std::string what = "no QA_RADSAT: saturation from the numbers alone, terrain occlusion and dropped pixels are not masked";
    run.session.note("quality of " + image.scene_id, what);
    run.detail(fmt::format("{}: {}", printable(image.scene_id), what));
}

}  // namespace

void warn_about_pixels(Run& run, const SceneImage& image, const SceneInputOptions& options)
{
    const auto& n = image.counts;
    const bool stack = !options.bands.empty() || !options.band_files.empty() || image.sensor.empty();
    const auto share = [&](long long part) { return format_fixed(100.0 * static_cast<double>(part) / static_cast<double>(n.total), 2); };
    const auto warn = [&](const char* name, long long part, const std::string& what) {
        if (part > 0) run.session.warnings.add(name, image.path, fmt::format("{}: {} pixels ({} %)", what, part, share(part)));
    };
    warn("NEGATIVE", n.negative,
         image.normalised ? "negative reflectance: where the index says so, certain water, kept out of the histogram"
                          : "negative reflectance: kept");
    warn("NON-FINITE", n.invalid, "invalid (non-finite or defective) pixels are masked");
    warn("SATURATED", n.saturated, "saturated pixels are masked");
    tell_of_lost_saturation(run, image);
    if (stack) warn("NODATA", n.fill, "NoData pixels are masked in all bands");
    const bool slc_off = !image.derived && image.sensor == "landsat-7" && image.time && *image.time > *instant_of(2003, 5, 31);
    if (slc_off) warn("GAPS", n.fill, "gaps (SLC-off) and fill are masked: no shoreline is drawn along them");
    for (const scenes::CountedPixels& doubt : n.doubts) {
        const double pct = n.valid() > 0 ? 100.0 * static_cast<double>(doubt.pixels) / static_cast<double>(n.valid()) : 0;
        const std::string shown = fmt::format("{} % of {} valid pixels", format_fixed(pct, 2), n.valid());
        run.session.note(doubt.name + " in " + image.scene_id, shown);
        run.detail(fmt::format("{}: {}: {}", printable(image.scene_id), doubt.name, shown));
        if (doubt.name == "high aerosol" && pct > 50)
            run.session.warnings.add("AEROSOL", image.path, "high aerosol on " + shown + ": reflectance is uncertain");
    }
    const bool many = image.normalised && n.negative * 2 > n.total;
    if (many)
        run.session.warnings.add("INDEX-DOMAIN", image.path,
                                 "more than half of the pixels leave the domain of a normalised difference: prefer awei-nsh");
}

void warn_when_inverted(Run& run, const SceneImage& image, double threshold)
{
    std::vector<float> water, land;
    for (std::size_t i = 0; i < image.nir_sample.size(); ++i)
        (static_cast<double>(image.value_sample[i]) > threshold ? water : land).push_back(image.nir_sample[i]);
    if (water.size() < 50 || land.size() < 50) return;
    const auto median = [](std::vector<float>& values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    };
    const double of_water = median(water), of_land = median(land);
    if (of_water < of_land) return;
    run.session.warnings.add(
        "INVERTED", image.path,
        fmt::format(
            "land and water may be inverted: what the index calls water has near-infrared reflectance {}, land {}; are bands swapped?",
            format_fixed(of_water, 3), format_fixed(of_land, 3)));
}

}  // namespace tasi::cli
