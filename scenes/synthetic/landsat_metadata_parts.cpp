#include <cmath>

#include <fmt/format.h>

#include "scenes/synthetic/landsat_metadata.hpp"
#include "scenes/synthetic/landsat_scaling.hpp"

namespace tasi::scenes {

void write_sizes(MetadataTree& tree, const LandsatFacts& facts)
{
    if (facts.pan) {
        tree.plain("PANCHROMATIC_LINES", fmt::format("{}", facts.pan->rows));
        tree.plain("PANCHROMATIC_SAMPLES", fmt::format("{}", facts.pan->cols));
    }
    tree.plain("REFLECTIVE_LINES", fmt::format("{}", facts.grid.rows));
    tree.plain("REFLECTIVE_SAMPLES", fmt::format("{}", facts.grid.cols));
}

void write_projection(MetadataTree& tree, const LandsatFacts& facts)
{
    tree.text("MAP_PROJECTION", "UTM");
    tree.text("DATUM", "WGS84");
    tree.text("ELLIPSOID", "WGS84");
    tree.plain("UTM_ZONE", fmt::format("{}", facts.scene.coast().utm_zone));
    if (facts.pan) tree.plain("GRID_CELL_SIZE_PANCHROMATIC", "15.00");
    tree.plain("GRID_CELL_SIZE_REFLECTIVE", "30.00");
}

void write_corners(MetadataTree& tree, const Grid& grid)
{
    const auto corner = [&](const char* name, int row, int col) {
        const Point p = grid.at_centre(row, col);
        tree.plain(fmt::format("CORNER_{}_PROJECTION_X_PRODUCT", name), fmt::format("{:.3f}", p.x));
        tree.plain(fmt::format("CORNER_{}_PROJECTION_Y_PRODUCT", name), fmt::format("{:.3f}", p.y));
    };
    corner("UL", 0, 0);
    corner("UR", 0, grid.cols - 1);
    corner("LL", grid.rows - 1, 0);
    corner("LR", grid.rows - 1, grid.cols - 1);
}

void write_sun(MetadataTree& tree, const SceneRenderer& scene)
{
    const double azimuth = scene.sun().azimuth_deg;
    tree.plain("SUN_AZIMUTH", fmt::format("{:.8f}", azimuth > 180 ? azimuth - 360 : azimuth));
    tree.plain("SUN_ELEVATION", fmt::format("{:.8f}", scene.sun().elevation_deg));
}

void write_errors(MetadataTree& tree, const SceneRenderer& scene)
{
    // The expected error per axis, not the one that this scene happens to have: no real product knows that.
    const double sd_m = scene.coast().sensors[static_cast<std::size_t>(scene.order().sensor)].geolocation_m;
    tree.plain("GEOMETRIC_RMSE_MODEL", fmt::format("{:.3f}", sd_m * std::sqrt(2.0)));
    tree.plain("GEOMETRIC_RMSE_MODEL_Y", fmt::format("{:.3f}", sd_m));
    tree.plain("GEOMETRIC_RMSE_MODEL_X", fmt::format("{:.3f}", sd_m));
}

void write_level1_numbers(MetadataTree& tree, const LandsatFacts& facts, const std::string& prefix)
{
    const auto scale = [&](int n) { return landsat_scale(facts.platform, facts.kind, n); };
    const auto each = [&](const char* key, auto value) {
        for (const int n : facts.numbers()) tree.plain(fmt::format("{}_BAND_{}", key, n), value(scale(n)));
    };
    const auto top = [](const LandsatScale& s) { return s.eight_bit() ? 255.0 : 65535.0; };
    if (!facts.radiance_only()) {
        tree.begin(prefix + "MIN_MAX_REFLECTANCE");
        each("REFLECTANCE_MAXIMUM", [&](const LandsatScale& s) { return fmt::format("{:.6f}", s.mult * top(s) + s.add); });
        each("REFLECTANCE_MINIMUM", [&](const LandsatScale& s) { return fmt::format("{:.6f}", s.mult + s.add); });
        tree.end();
    }
    tree.begin(prefix + "MIN_MAX_PIXEL_VALUE");
    each("QUANTIZE_CAL_MAX", [&](const LandsatScale& s) { return fmt::format("{:.0f}", top(s)); });
    each("QUANTIZE_CAL_MIN", [](const LandsatScale&) { return std::string("1"); });
    tree.end();
    tree.begin(prefix + "RADIOMETRIC_RESCALING");
    each("RADIANCE_MULT", [](const LandsatScale& s) { return fmt::format("{:.4E}", s.radiance_mult); });
    each("RADIANCE_ADD", [](const LandsatScale& s) { return fmt::format("{:.5f}", s.radiance_add); });
    if (!facts.radiance_only()) {
        each("REFLECTANCE_MULT", [](const LandsatScale& s) { return fmt::format("{:.4E}", s.mult); });
        each("REFLECTANCE_ADD", [](const LandsatScale& s) { return fmt::format("{:.6f}", s.add); });
    }
    tree.end();
}

}  // namespace tasi::scenes
