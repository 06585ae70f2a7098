#include "scenes/synthetic/simulate.hpp"

#include "scenes/synthetic/landsat_product.hpp"
#include "scenes/synthetic/sentinel2_product.hpp"
#include "scenes/synthetic/study_inputs.hpp"
#include "scenes/synthetic/truth.hpp"
#include "src/core/parallel.hpp"
#include "src/io/crs.hpp"
#include "src/io/write_archive.hpp"
#include "src/io/write_layer.hpp"

namespace tasi::scenes {

namespace {

/// Puts a product folder into an archive as its agency does: the files of Landsat at the root, those of Sentinel-2 in their SAFE folder.
void pack(const std::filesystem::path& folder, const std::string& name, const std::string& id, const SceneOrder& order, bool sentinel)
{
    const io::ArchiveKind kind = order.container == "zip"   ? io::ArchiveKind::zip
                                 : order.container == "tar" ? io::ArchiveKind::tar
                                                            : io::ArchiveKind::tar_gz;
    io::write_archive(folder / (id + "." + order.container), folder / name, sentinel ? name + "/" : "", kind);
    std::filesystem::remove_all(folder / name);
}

}  // namespace

std::string write_product(const SceneRenderer& scene, const std::filesystem::path& folder)
{
    const auto& sensor = scene.coast().sensors[static_cast<std::size_t>(scene.order().sensor)];
    const bool sentinel = platform_named(sensor.platform)->sentinel;
    const std::string name = sentinel ? write_sentinel2_product(scene, folder) : write_landsat_product(scene, folder);
    const std::string id = sentinel ? name.substr(0, name.rfind(".SAFE")) : name;
    if (scene.order().container != "folder") pack(folder, name, id, scene.order(), sentinel);
    return id;
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
    if (coast.houses) io::write_layers(session, inputs / "buildings.gpkg", {invented_buildings(coast, crs)});
    if (!coast.displaced.empty()) io::write_layers(session, inputs / "displacement.csv", {invented_displacement(coast)});
    io::write_layers(session, inputs / "coast.gpkg", {invented_coast(coast, crs)});
    io::write_layers(session, truth / "waterlines.gpkg", {true_waterlines(coast, motion, made, crs)});
    io::write_layers(session, truth / "rates.csv", {true_rates(coast, motion, crs)});
    io::write_layers(session, truth / "scenes.csv", {made_scenes(coast, made)});
}

}  // namespace tasi::scenes
