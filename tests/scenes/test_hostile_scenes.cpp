#include <set>

#include "scenes/products/scene.hpp"
#include "tests/catch.hpp"
#include "tests/io/hostile.hpp"
#include "tests/scenes/changed_products.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

std::vector<Band> bands_of(const nlohmann::json& item)
{
    const bool mndwi = item["args"].dump().find("MNDWI") != std::string::npos;
    return {Band::green, mndwi ? Band::swir1 : Band::nir};
}

SceneOptions options_of(const nlohmann::json& item)
{
    SceneOptions options;
    const bool landsat_scale = item["args"].dump().find("0.0000275") != std::string::npos;
    if (item["role"] == "scene" || item["role"] == "archive") return options;
    options.scale = landsat_scale ? 0.0000275 : 1e-4;
    options.offset = landsat_scale ? -0.2 : 0.0;
    if (item["role"] == "raster") options.bands = {Band::green, Band::nir};
    return options;
}

Scene open_item(io::Session& session, const nlohmann::json& item)
{
    const std::filesystem::path path = testing::hostile_inputs() / item["file"].get<std::string>();
    SceneOptions options = options_of(item);
    if (item["role"] != "bandpair") return open_scene(session, path.string(), options);
    options.band_files = {{Band::green, (path / item["files"][0].get<std::string>()).string()},
                          {Band::nir, (path / item["files"][1].get<std::string>()).string()}};
    return open_bands(session, options);
}

void read_item(const nlohmann::json& item)
{
    io::Session session;
    const Scene scene = open_item(session, item);
    const std::vector<Band> bands = bands_of(item);
    scene.reader(session, bands).read(scene.grid(bands).whole());
}

/// Their faults lie beyond a scene: an area of interest elsewhere, contents under the wrong name.
const std::set<std::string> judged_by_commands{"georef/wrong_zone.tif"};

}  // namespace

TEST_CASE("every bad scene ends as its manifest wants, and every good one opens", "[hostile_scenes]")
{
    if (testing::hostile_inputs().empty()) return;
    int judged = 0;
    for (const nlohmann::json& item : testing::hostile_items("")) {
        const std::set<std::string> roles{"scene", "archive", "raster", "bandpair"};
        if (!roles.contains(item["role"]) || judged_by_commands.contains(item["file"])) continue;
        const testing::Outcome outcome = testing::outcome_of([&] { read_item(item); });
        CAPTURE(item["id"].get<std::string>(), item["file"].get<std::string>(), outcome.exit, outcome.message);
        CHECK(testing::is_wanted(item, outcome));
        ++judged;
    }
    CHECK(judged > 60);
}
