#include "scenes/synthetic/simulate.hpp"

#include "scenes/synthetic/landsat_product.hpp"
#include "scenes/synthetic/sentinel2_product.hpp"
#include "scenes/synthetic/study_inputs.hpp"
#include "scenes/synthetic/truth.hpp"
#include "src/core/parallel.hpp"
#include "src/io/crs.hpp"
#include "src/io/write_layer.hpp"

namespace tasi::scenes {

std::string write_product(const SceneRenderer& scene, const std::filesystem::path& folder)
{
    const auto& sensor = scene.coast().sensors[static_cast<std::size_t>(scene.order().sensor)];
    if (!platform_named(sensor.platform)->sentinel) return write_landsat_product(scene, folder);
    const std::string name = write_sentinel2_product(scene, folder);
    return name.substr(0, name.rfind(".SAFE"));
}

void simulate(io::Session& session, const CoastDescription& coast, io::AtomicOutput& folder)
{
    const std::filesystem::path scenes = folder.working_path("scenes"), inputs = folder.working_path("inputs"),
                                truth = folder.working_path("truth");
    for (const auto& part : {scenes, inputs, truth}) std::filesystem::create_directories(part);

    std::vector<MadeScene> made(coast.scenes.size());
    parallel_for(static_cast<int>(made.size()), [&](int i) {
        const SceneRenderer renderer(coast, coast.scenes[static_cast<std::size_t>(i)]);
        made[static_cast<std::size_t>(i)] = {write_product(renderer, scenes), i, renderer.shift()};
    });

    const Crs crs = io::utm_crs(coast.utm_zone, false);
    const CoastMotion motion(coast);
    io::write_layers(session, inputs / "settlements.gpkg", {invented_settlements(coast, crs)});
    io::write_layers(session, inputs / "admin.gpkg", {invented_admin(coast, crs)});
    io::write_layers(session, inputs / "road.gpkg", {invented_road(coast, crs)});
    io::write_layers(session, inputs / "coast.gpkg", {invented_coast(coast, crs)});
    io::write_layers(session, truth / "waterlines.gpkg", {true_waterlines(coast, motion, made, crs)});
    io::write_layers(session, truth / "rates.csv", {true_rates(coast, motion, crs)});
    io::write_layers(session, truth / "scenes.csv", {made_scenes(coast, made)});
}

}  // namespace tasi::scenes
