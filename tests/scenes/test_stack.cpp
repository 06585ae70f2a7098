#include "scenes/products/stack.hpp"

#include <cmath>
#include <fstream>

#include "scenes/products/scene.hpp"
#include "scenes/products/stack_sheet.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/io/make_raster.hpp"
#include "tests/scenes/changed_products.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::failure_of;

namespace {

const std::vector<Band> green_nir{Band::green, Band::nir};

SceneOptions numbers_times_1e4()
{
    SceneOptions options;
    options.bands = green_nir;
    options.scale = 1e-4;
    options.offset = 0;
    return options;
}

std::filesystem::path item(const std::string& name) { return testing::hostile_inputs() / name; }

SceneBlock read_all(const std::filesystem::path& path, const SceneOptions& options)
{
    io::Session session;
    const Scene scene = open_scene(session, path.string(), options);
    return scene.reader(session, green_nir).read(scene.grid(green_nir).whole());
}

testing::Failure opening(const std::filesystem::path& path, const SceneOptions& options)
{
    return failure_of([&] {
        io::Session session;
        open_scene(session, path.string(), options);
    });
}

testing::Failure opening_pair(const std::string& green, const std::string& nir)
{
    return failure_of([&] {
        io::Session session;
        SceneOptions options;
        options.scale = 1e-4;
        options.band_files = {{Band::green, item(green).string()}, {Band::nir, item(nir).string()}};
        open_bands(session, options);
    });
}

/// A copy of a raster with a sheet beside it.
struct WithSheet {
    testing::TemporaryFolder folder;
    std::filesystem::path raster = folder / "scene.tif";

    WithSheet(const std::string& source, const std::string& sheet)
    {
        std::filesystem::copy_file(item(source), raster);
        std::ofstream(folder / "scene.toml") << sheet;
    }
};

}  // namespace

TEST_CASE("a raster with named bands and a scale is a scene of reflectance", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const Scene scene = open_scene(session, item("control/green_nir.tif").string(), numbers_times_1e4());
    CHECK(scene.facts().id == "green_nir");
    CHECK(scene.facts().bands == green_nir);
    CHECK_FALSE(scene.facts().has_cloud_layer);
    CHECK(scene.facts().usable);
    CHECK_FALSE(scene.facts().time.has_value());
    const SceneBlock block = scene.reader(session, green_nir).read({0, 0, 96, 96});
    CHECK(block.reflectance[Band::green].minCoeff() == Approx(0.0547));
    CHECK(block.reflectance[Band::nir].maxCoeff() == Approx(0.3052));
    CHECK((block.mask == std::uint8_t{clear}).all());
}

TEST_CASE("pixels that only one band lacks are masked in all bands", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    const SceneBlock block = read_all(item("pixels/nodata_per_band.tif"), numbers_times_1e4());
    CHECK(fill_pixels(block.mask) > 0);
    const auto missing = block.mask != std::uint8_t{clear};
    for (const Band band : green_nir) CHECK((block.reflectance[band].isNaN() == missing).all());
}

TEST_CASE("the place of a raster does not depend on how its file states it", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const auto grid_of = [&](const char* name) { return open_scene(session, item(name).string(), numbers_times_1e4()).grid(green_nir); };
    CHECK(grid_of("georef/pixel_is_point.tif") == grid_of("control/green_nir.tif"));
    const Grid north = grid_of("georef/north_zone_negative_y.tif");
    CHECK(north.crs.name == "EPSG:32651");
    CHECK(north.y0 == -946000);
}

TEST_CASE("a raster whose numbers or place mean nothing is refused with its reason", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    struct Case {
        const char* item;
        ExitCode code;
    };
    for (const Case& c : {Case{"georef/no_geotransform.tif", ExitCode::unsafe},
                          {"georef/degrees.tif", ExitCode::unsafe},
                          {"georef/local_cs.tif", ExitCode::unsafe},
                          {"georef/pam_override.tif", ExitCode::unsafe},
                          {"input/cint16.tif", ExitCode::unsafe},
                          {"input/palette.tif", ExitCode::unsafe},
                          {"input/empty.tif", ExitCode::unreadable},
                          {"indirect/self.vrt", ExitCode::refused}}) {
        CAPTURE(c.item);
        const auto failure = opening(item(c.item), numbers_times_1e4());
        CAPTURE(failure.text);
        CHECK(failure.code == c.code);
    }
}

TEST_CASE("reflectance is not scaled a second time", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    SceneOptions options = numbers_times_1e4();
    options.scale = 2.75e-5;
    options.offset = -0.2;
    const auto failure = opening(item("pixels/already_scaled.tif"), options);
    CHECK(failure.code == ExitCode::unsafe);
    CHECK(failure.says("already scaled"));

    SceneOptions unscaled;
    unscaled.bands = green_nir;
    const SceneBlock block = read_all(item("pixels/already_scaled.tif"), unscaled);
    CHECK(block.reflectance[Band::nir].maxCoeff() == Approx(0.3052).epsilon(1e-3));
}

TEST_CASE("whole numbers without a scale are refused", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    SceneOptions options;
    options.bands = green_nir;
    const auto failure = opening(item("control/green_nir.tif"), options);
    CHECK(failure.code == ExitCode::unsafe);
    CHECK(failure.says("give --scale"));
}

TEST_CASE("negative reflectance is kept", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    const SceneBlock block = read_all(item("pixels/negative_reflectance.tif"), numbers_times_1e4());
    CHECK(block.reflectance[Band::green].minCoeff() == Approx(-0.02));
    CHECK((block.mask == std::uint8_t{clear}).all());
}

TEST_CASE("the named bands must be all bands of the raster", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    SceneOptions options = numbers_times_1e4();
    options.bands = {Band::green, Band::red, Band::nir};
    CHECK(opening(item("control/green_nir.tif"), options).says("has 2 bands, but 3 are named"));
    options.bands = {};
    CHECK(opening(item("control/green_nir.tif"), options).says("name them with --bands"));
    options.bands = {Band::green, Band::green};
    CHECK(opening(item("control/green_nir.tif"), options).code == ExitCode::usage);
}

TEST_CASE("a sheet beside a raster says what it is", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    const WithSheet files("control/green_nir.tif",
                          "bands = [\"Green\", \"nir\"]\nscale = 1e-4\ndate = 2021-06-15T02:00:00Z\nsensor = \"drone\"\nnodata = 600\n");
    io::Session session;
    const Scene scene = open_scene(session, files.raster.string());
    CHECK(scene.facts().sensor == "drone");
    REQUIRE(scene.facts().time);
    CHECK(scene.facts().time->iso() == "2021-06-15T02:00:00Z");
    const SceneBlock block = scene.reader(session, green_nir).read({0, 0, 96, 96});
    CHECK(block.reflectance[Band::green].maxCoeff() == Approx(0.1056));
}

TEST_CASE("a sheet with unknown keys or wrong values is a mistake of the user", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    for (const char* sheet :
         {"bands = [\"green\", \"nir\"]\nscal = 1e-4\n", "bands = [\"green\", \"infrared\"]\n", "bands = \"green\"\n", "scale = \"1e-4\"\n",
          "scale = 0\n", "date = \"2021-02-30\"\n", "bands = [\"green\", \"green\"]\n", "scale = \n"}) {
        CAPTURE(sheet);
        CHECK(opening(WithSheet("control/green_nir.tif", sheet).raster, {}).code == ExitCode::usage);
    }
}

TEST_CASE("a sheet and an option that differ are refused", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    const auto conflict = [](const char* sheet) { return opening(WithSheet("control/green_nir.tif", sheet).raster, numbers_times_1e4()); };
    CHECK(conflict("scale = 1e-4\n").code == ExitCode::done);
    CHECK(conflict("scale = 2.75e-5\n").says("scale conflict"));
    CHECK(conflict("offset = -0.1\n").says("offset conflict"));
    CHECK(conflict("bands = [\"nir\", \"green\"]\n").says("bands conflict"));
}

TEST_CASE("band files of one grid and date make a scene equal to the stack", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    SceneOptions options;
    options.scale = 1e-4;
    options.band_files = {{Band::green, item("control/pair/T51LYK_20210115T014701_B03_10m.tif").string()},
                          {Band::nir, item("control/pair/T51LYK_20210115T014701_B08_10m.tif").string()}};
    const Scene scene = open_bands(session, options);
    const SceneBlock pair = scene.reader(session, green_nir).read(scene.grid(green_nir).whole());
    const SceneBlock stack = read_all(item("control/green_nir.tif"), numbers_times_1e4());
    for (const Band band : green_nir) CHECK((pair.reflectance[band] == stack.reflectance[band]).all());
}

TEST_CASE("band files of different size, CRS or date are refused", "[stack]")
{
    if (testing::hostile_inputs().empty()) return;
    CHECK(opening_pair("georef/pair_size/green.tif", "georef/pair_size/nir.tif").says("size"));
    CHECK(opening_pair("georef/pair_crs/green.tif", "georef/pair_crs/nir.tif").says("CRS"));

    const testing::TemporaryFolder folder;
    std::filesystem::copy_file(item("control/pair/T51LYK_20210115T014701_B08_10m.tif"), folder / "T51LYK_20210215T014701_B08_10m.tif");
    const auto failure = failure_of([&] {
        io::Session session;
        SceneOptions options;
        options.scale = 1e-4;
        options.band_files = {{Band::green, item("control/pair/T51LYK_20210115T014701_B03_10m.tif").string()},
                              {Band::nir, (folder / "T51LYK_20210215T014701_B08_10m.tif").string()}};
        open_bands(session, options);
    });
    CHECK(failure.code == ExitCode::unsafe);
    CHECK(failure.says("date conflict"));
}

TEST_CASE("a mask that the sheet names takes out every pixel other than 0", "[stack]")
{
    const testing::TemporaryFolder folder;
    testing::RasterRecipe recipe;
    recipe.bands = 2;
    testing::make_raster(folder / "scene.tif", recipe);
    recipe.bands = 1;
    recipe.no_data = -1;
    testing::make_raster(folder / "clouds.tif", recipe);
    const auto sheet = [&](const std::string& mask) {
        std::ofstream(folder / "scene.toml") << "bands = [\"green\", \"nir\"]\nscale = 1e-4\ndate = 2022-01-01\nmask = \"" << mask
                                             << "\"\n";
    };
    sheet("clouds.tif");
    io::Session session;
    const Scene scene = open_scene(session, (folder / "scene.tif").string());
    CHECK(scene.facts().has_cloud_layer);
    CHECK(scene.facts().flags.empty());
    CHECK((scene.reader(session, green_nir).read(scene.grid(green_nir).whole()).mask == std::uint8_t{cloud}).all());
    CHECK(inventory(session, {folder.path().string()}).size() == 1);
    sheet("../clouds.tif");
    CHECK(opening(folder / "scene.tif", {}).code == ExitCode::refused);
    sheet("absent.tif");
    CHECK(opening(folder / "scene.tif", {}).code == ExitCode::unreadable);
    recipe.transform[0] += 10;
    testing::make_raster(folder / "clouds.tif", recipe);
    sheet("clouds.tif");
    CHECK(opening(folder / "scene.tif", {}).says("corner"));
}
