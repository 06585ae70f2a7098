#include <cmath>

#include "scenes/products/landsat_files.hpp"
#include "scenes/products/scene.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/changed_products.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::failure_of;

namespace {

constexpr const char* control_name = "LC08_L2SP_107066_20210615_20240101_02_T1";

double mean_of(const Pixels& pixels)
{
    double sum = 0;
    long count = 0;
    for (const float value : pixels.reshaped())
        if (std::isfinite(value)) {
            sum += static_cast<double>(value);
            ++count;
        }
    return sum / static_cast<double>(count);
}

SceneBlock read_all(const Scene& scene, const std::vector<Band>& bands)
{
    io::Session session;
    return scene.reader(session, bands).read(scene.grid(bands).whole());
}

testing::Failure opening(const std::filesystem::path& path, const SceneOptions& options = {})
{
    return failure_of([&] {
        io::Session session;
        open_scene(session, path.string(), options);
    });
}

/// The control product with one change in its metadata.
testing::Failure opening_changed(const std::string& before, const std::string& after)
{
    const testing::TemporaryFolder folder;
    testing::copy_folder(testing::hostile_inputs() / "control/l8_c2", folder / "p");
    testing::edit(folder / "p" / (std::string(control_name) + "_MTL.txt"), before, after);
    return opening(folder / "p");
}

}  // namespace

TEST_CASE("a Landsat product is described by its metadata", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const Scene scene = open_scene(session, (testing::hostile_inputs() / "control/l8_c2").string());
    const SceneFacts& facts = scene.facts();
    CHECK(facts.id == control_name);
    CHECK(facts.sensor == "landsat-8");
    CHECK(facts.level == "L2SP");
    CHECK(facts.collection == "02");
    REQUIRE(facts.time);
    CHECK(facts.time->iso() == "2021-06-15T01:47:13.542Z");
    CHECK(facts.bands == std::vector<Band>{Band::green, Band::red, Band::nir, Band::swir1});
    CHECK(facts.offset == -0.2);
    CHECK(facts.cloud_pct == 3.21);
    CHECK(facts.geometric_rmse_m == 6.112);
    CHECK(facts.has_cloud_layer);
    CHECK(facts.usable);
    CHECK(facts.grid.crs.name == "EPSG:32651");
    CHECK(facts.grid.dx == 30);
    CHECK(facts.grid.y0 < 0);
}

TEST_CASE("reflectance of a crop without georeferencing has the place of the MTL and the Level-2 factors", "[landsat]")
{
    const auto folder = testing::shared("data/landsat_c2_liverpool_coast/LC08_L2SP_204023_20200927_20201006_02_T1");
    if (folder.empty()) return;
    io::start_up();
    CHECK(opening(folder).code == ExitCode::unsafe);
    CHECK(opening(folder).says("--no-cloud-mask"));

    io::Session session;
    SceneOptions options;
    options.no_cloud_mask = true;
    const Scene scene = open_scene(session, folder.string(), options);
    CHECK_FALSE(scene.facts().has_cloud_layer);
    const std::vector<Band> bands{Band::blue, Band::green, Band::red, Band::nir, Band::swir1, Band::swir2};
    const Grid grid = scene.grid(bands);
    CHECK(grid.crs.name == "EPSG:32630");
    CHECK(grid.cols == 433);
    CHECK(grid.rows == 267);
    CHECK(grid.x0 == 487005);
    CHECK(grid.y0 == 5929995);
    CHECK(grid.at_centre(0, 0) == Point{487020, 5929980});

    const SceneBlock block = read_all(scene, bands);
    const std::vector<double> wanted{0.033209, 0.060622, 0.051937, 0.058110, 0.044689, 0.031310};
    for (std::size_t i = 0; i < bands.size(); ++i) {
        CAPTURE(i);
        CHECK(std::abs(mean_of(block.reflectance[bands[i]]) - wanted[i]) < 2e-6);
    }
}

TEST_CASE("a reduced product keeps the transform of its files, and its quality bits mask it", "[landsat]")
{
    const auto folder = testing::shared("data/landsat_c2l2_product_colombia/LC08_L2SP_008059_20191201_20200825_02_T1");
    if (folder.empty()) return;
    io::start_up();
    io::Session session;
    const Scene scene = open_scene(session, folder.string());
    const Grid grid = scene.grid({Band::nir});
    CHECK(grid.cols == 512);
    CHECK(grid.dx == Approx(444.78515625));
    CHECK(grid.dy == Approx(-453.57421875));
    CHECK(scene.facts().cloud_pct == 81.02);

    const SceneBlock block = read_all(scene, {Band::nir});
    long cloudy = 0, shaded = 0, usable = 0;
    for (const std::uint8_t flags : block.mask.reshaped()) {
        cloudy += (flags & cloud) != 0;
        shaded += (flags & shadow) != 0;
        usable += flags == clear;
    }
    CHECK(fill_pixels(block.mask) == 81507);
    CHECK(shaded == 11209);
    CHECK(cloudy > 146419);
    long finite = 0;
    for (const float value : block.reflectance[Band::nir].reshaped()) finite += std::isfinite(value);
    CHECK(finite == usable);
    CHECK(usable < 28465);
}

TEST_CASE("a window of a Landsat scene equals the same part of the whole scene", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const Scene scene = open_scene(session, (testing::hostile_inputs() / "control/l8_c2").string());
    const std::vector<Band> bands{Band::green, Band::nir};
    const SceneBlock whole = read_all(scene, bands);
    const SceneBlock part = scene.reader(session, bands).read({3, 5, 7, 11});
    for (const Band band : bands) CHECK((part.reflectance[band] == whole.reflectance[band].block(3, 5, 7, 11)).all());
    CHECK(whole.reflectance[Band::green].rows() == 32);
}

TEST_CASE("an archive as USGS packs it gives the pixels of the folder", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const auto read = [&](const char* name) {
        return read_all(open_scene(session, (testing::hostile_inputs() / name).string()), {Band::green});
    };
    const SceneBlock folder = read("control/l8_c2"), archive = read("control/l8_c2.tar");
    CHECK((folder.reflectance[Band::green] == archive.reflectance[Band::green]).all());
    CHECK((folder.mask == archive.mask).all());
}

TEST_CASE("a Landsat product whose metadata cannot be trusted is refused with its reason", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    struct Case {
        const char* item;
        ExitCode code;
        const char* says;
    };
    for (const Case& c : {Case{"mtl_no_scale", ExitCode::unsafe, "REFLECTANCE_MULT_BAND_3 is missing"},
                          {"mtl_collection1", ExitCode::unsafe, "collection"},
                          {"mtl_feb29", ExitCode::unsafe, "DATE_ACQUIRED = 2023-02-29"},
                          {"mtl_dup_key", ExitCode::unsafe, "duplicate key REFLECTANCE_MULT_BAND_3"},
                          {"mtl_scale_nan", ExitCode::unsafe, "REFLECTANCE_MULT_BAND_3 = NaN"},
                          {"mtl_scale_zero", ExitCode::unsafe, "REFLECTANCE_MULT_BAND_3 = 0"},
                          {"mtl_scale_text", ExitCode::unsafe, "REFLECTANCE_MULT_BAND_3 = 2.75E-05abc"},
                          {"mtl_traversal", ExitCode::refused, "outside the product"},
                          {"mtl_binary", ExitCode::unreadable, "metadata cannot be parsed"},
                          {"mtl_long_line", ExitCode::limit, "longer than 64 kB"}}) {
        CAPTURE(c.item);
        const auto failure = opening(testing::hostile_inputs() / "metadata" / c.item);
        CAPTURE(failure.text);
        CHECK(failure.code == c.code);
        CHECK(failure.says(c.says));
    }
}

TEST_CASE("a contradiction between metadata and product name is refused", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    CHECK(opening_changed("DATE_ACQUIRED = 2021-06-15", "DATE_ACQUIRED = 2021-06-16").says("date conflict"));
    CHECK(opening_changed("SPACECRAFT_ID = \"LANDSAT_8\"", "SPACECRAFT_ID = \"LANDSAT_9\"").says("sensor conflict"));
    CHECK(opening_changed("SENSOR_ID = \"OLI_TIRS\"", "SENSOR_ID = \"TM\"").says("sensor conflict"));
    CHECK(opening_changed("PROCESSING_LEVEL = \"L2SP\"", "PROCESSING_LEVEL = \"L1TP\"").says("level L1TP"));
    CHECK(opening_changed("UTM_ZONE = 51", "UTM_ZONE = 52").says("CRS conflict"));
    CHECK(opening_changed("MAP_PROJECTION = \"UTM\"", "MAP_PROJECTION = \"PS\"").says("projection PS"));
    CHECK(opening_changed("SCENE_CENTER_TIME = \"01:47", "SCENE_CENTER_TIME = \"25:47").says("SCENE_CENTER_TIME"));
    CHECK(opening_changed("= 2.75E-05", "= 2,75E-05").says("REFLECTANCE_MULT_BAND_3"));
}

TEST_CASE("bands that do not fit the sensor are refused", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    CHECK(opening_changed("_SR_B3.TIF", "_SR_B5.TIF").says("bands do not fit the sensor"));
    CHECK(opening_changed("FILE_NAME_BAND_6 =", "FILE_NAME_BAND_9 =").says("bands do not fit the sensor"));

    const testing::TemporaryFolder folder;
    testing::copy_folder(testing::hostile_inputs() / "pixels/l7_slc_off", folder / "p");
    testing::edit(folder / "p/LE07_L2SP_107066_20210615_20240101_02_T1_MTL.txt", "FILE_NAME_BAND_5 =", "FILE_NAME_BAND_6 =");
    CHECK(opening(folder / "p").says("no reflectance of landsat-7"));
}

TEST_CASE("corners of the MTL that differ by half a pixel from the file are refused", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    const auto with_corner = [](double x) {
        const std::string left = std::to_string(x), right = std::to_string(x + 31 * 30);
        return "UTM_ZONE = 51\n    GRID_CELL_SIZE_REFLECTIVE = 30.00\n    CORNER_UL_PROJECTION_X_PRODUCT = " + left +
               "\n    CORNER_UL_PROJECTION_Y_PRODUCT = -946015.0\n" + "    CORNER_LR_PROJECTION_X_PRODUCT = " + right +
               "\n    CORNER_LR_PROJECTION_Y_PRODUCT = -946945.0";
    };
    CHECK(opening_changed("UTM_ZONE = 51", with_corner(780015)).code == ExitCode::done);
    CHECK(opening_changed("UTM_ZONE = 51", with_corner(780000)).says("georeferencing conflict"));
}

TEST_CASE("gaps of Landsat 7 are fill in every band, and the scene is flagged", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const Scene scene = open_scene(session, (testing::hostile_inputs() / "pixels/l7_slc_off").string());
    CHECK(scene.facts().flags == std::vector<std::string>{"gaps", no_saturation_layer});
    const SceneBlock block = read_all(scene, {Band::green, Band::nir});
    const long gaps = fill_pixels(block.mask);
    CHECK(gaps > 0);
    CHECK(gaps < block.mask.size());
    for (Eigen::Index i = 0; i < block.mask.size(); ++i)
        if (block.mask.reshaped()(i) & fill) CHECK(std::isnan(block.reflectance[Band::nir].reshaped()(i)));
}

TEST_CASE("a band that the product lacks is named when it is asked for", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const Scene scene = open_scene(session, (testing::hostile_inputs() / "control/l8_c2").string());
    const auto failure = failure_of([&] { scene.grid({Band::green, Band::swir2}); });
    CHECK(failure.code == ExitCode::unreadable);
    CHECK(failure.says("swir2 (SR_B7)"));
}

TEST_CASE("options of plain rasters are refused for a product", "[landsat]")
{
    if (testing::hostile_inputs().empty()) return;
    SceneOptions options;
    options.scale = 1e-4;
    CHECK(opening(testing::hostile_inputs() / "control/l8_c2", options).code == ExitCode::usage);
}
