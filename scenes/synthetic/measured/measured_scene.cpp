#include "scenes/synthetic/measured/measured_scene.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenes/synthetic/measured/layer_rendering.hpp"
#include "scenes/synthetic/measured/waterlines.hpp"
#include "scenes/synthetic/measured/zones.hpp"

namespace tasi::scenes::measured {
namespace {

constexpr std::uint64_t geolocation_stream = 500;
const Point middle{602400, 9002400};  // of every scene, on the ground

Grid finest_grid(double pixel_m, int view_px)
{
    const double half = pixel_m * view_px / 2;
    return {view_px, view_px, middle.x - half, middle.y + half, pixel_m, -pixel_m, {}};
}

/// Spreads the coast evenly over the places that it can have within two pixels (a pixel of the coarser layer): multiples of the plastic
/// number's powers (Roberts 2018, "The unreasonable effectiveness of quasirandom sequences").
Vector place_in_pixel(std::uint64_t seed)
{
    const auto part = [&](double factor) { return 2 * std::fmod(static_cast<double>(seed % 1'000'003) * factor, 1.0); };
    return {part(0.7548776662466927), part(0.5698402909980532)};
}

/// Every vertex moved along the mean of the normals beside it.
Polyline moved_seaward(const Polyline& line, double by_m)
{
    Polyline result = line;
    const std::size_t last = line.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        const Point& before = i > 0 ? line[i - 1] : is_ring(line) ? line[last - 1] : line[0];
        const Point& after = i < last ? line[i + 1] : is_ring(line) ? line[1] : line[last];
        result[i] = line[i] + by_m * unit(right_of(after - before));
    }
    return result;
}

/// Moved by `seaward_m`.
std::vector<Polyline> waterlines_on_ground(const CoastKind& coast, const SensorKind& sensor, const RenderOrder& order, double seaward_m)
{
    const double unit_m = order.unit_m.value_or(sensor.pixel_m);
    const Vector place = place_in_pixel(order.ground_seed.value_or(order.seed));
    std::vector<Polyline> lines = coast.waterlines();
    for (Polyline& line : lines) {
        for (Point& p : line) p = {middle.x + unit_m * (p.x + place.x), middle.y + unit_m * (p.y + place.y)};
        if (seaward_m != 0) line = moved_seaward(line, seaward_m);
    }
    return lines;
}

Vector geolocation_error(const Nuisance& nuisance, const RandomField& random)
{
    return nuisance.geolocation_m * Vector{random.normal(geolocation_stream, 0, 0), random.normal(geolocation_stream, 0, 1)};
}

ZoneWidths widths(const CoastKind& coast, const Nuisance& nuisance, double unit_m)
{
    const bool plants = coast.land == Material::vegetation;
    return {coast.terrace * unit_m, nuisance.foam_m, nuisance.wet_sand_m, plants ? 0 : nuisance.forest_behind_m};
}

}  // namespace

MeasuredScene render(const CoastKind& coast, const SensorKind& sensor, const Nuisance& nuisance, const RenderOrder& order)
{
    const RandomField random(order.seed);
    const Grid grid = finest_grid(sensor.pixel_m, order.view_px);
    MeasuredScene scene;
    scene.truth = waterlines_on_ground(coast, sensor, order, order.seaward_m);
    scene.stations = truth_stations(scene.truth, grid);
    scene.shift_m = order.shift_m.value_or(geolocation_error(nuisance, random));
    scene.colours = colours_of(coast, nuisance, random);

    std::vector<Polyline> in_image = scene.truth;
    for (Polyline& line : in_image)
        for (Point& p : line) p = p + scene.shift_m;
    const Zones zones(in_image, widths(coast, nuisance, order.unit_m.value_or(sensor.pixel_m)), random, sensor.pixel_m);
    const SceneFields fields = scene_fields(grid, zones, nuisance, random);
    SceneCells cells = scene_cells(grid, zones);
    if (order.fixed_ground) {
        const auto patches = ground_patches(*order.fixed_ground, grid, waterlines_on_ground(coast, sensor, order, 0), random);
        for (const Zone land : {Zone::dry, Zone::inland})
            if (zones.has(land)) lay(patches, cell_grid(grid), scene.shift_m, cells.shares[number_of(land)]);
    }
    for (const LayerKind& kind : sensor.layers)
        scene.layers.push_back(render_layer({grid, cells, fields, scene.colours, nuisance, random}, kind));
    scene.mask = quality_mask(grid, fields, nuisance.cloud_missed);
    return scene;
}

MeasuredScene render(const CoastKind& coast, const SensorKind& sensor, const Nuisance& nuisance, std::uint64_t seed)
{
    return render(coast, sensor, nuisance, RenderOrder{.seed = seed});
}

}  // namespace tasi::scenes::measured
