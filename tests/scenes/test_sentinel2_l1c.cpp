#include <algorithm>

#include "scenes/products/layouts.hpp"
#include "scenes/products/qa60.hpp"
#include "scenes/products/scene.hpp"
#include "src/io/crs.hpp"
#include "src/io/startup.hpp"
#include "src/io/write_raster.hpp"
#include "tests/catch.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/made_sentinel2.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::failure_of;
using testing::Level1C;

namespace {

Product product_at(const std::filesystem::path& path, const SceneOptions& options = {})
{
    io::Session session;
    const auto found = find_products(std::make_shared<const io::FileTree>(session, path));
    REQUIRE(found.size() == 1);
    return found[0].layout->open(session, found[0].files, found[0].layout->describe(session, found[0].files), options);
}

SceneBlock read_all(const Scene& scene, const std::vector<Band>& bands)
{
    io::Session session;
    return scene.reader(session, bands).read(scene.grid(bands).whole());
}

Scene scene_at(const std::filesystem::path& path, const SceneOptions& options = {})
{
    io::Session session;
    return open_scene(session, path.string(), options);
}

SceneOptions without(MaskClass what)
{
    SceneOptions options;
    std::erase(options.mask.classes, what);
    return options;
}

std::size_t polygons_in(const Product& product)
{
    std::size_t count = 0;
    for (const MaskedArea& area : product.masked_areas) count += area.polygons.size();
    return count;
}

}  // namespace

TEST_CASE("a Level-1C product is reflectance at the top of the atmosphere, with its offset and without the sun's distance",
          "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const Scene scene = scene_at(Level1C{}.make(folder.path()));
    CHECK(scene.facts().level == "L1C");
    CHECK(scene.facts().sensor == "sentinel-2a");
    CHECK(scene.facts().tile == "51LYK");
    CHECK(scene.facts().offset == -1000);
    CHECK(scene.facts().cloud_pct == 12.25);
    CHECK(scene.facts().flags == std::vector<std::string>{"no shadow mask"});
    CHECK(scene.facts().bands == std::vector<Band>{Band::coastal, Band::green, Band::nir, Band::swir1});
    const SceneBlock block = read_all(scene, {Band::green, Band::nir});
    CHECK(block.reflectance[Band::green](3, 2) == Approx(0.01));  // (1100 - 1000) / 10000
    CHECK(block.reflectance[Band::nir](3, 2) == Approx(0.2));
}

TEST_CASE("the same numbers of an older baseline have no offset", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const Scene scene = scene_at(Level1C{.baseline = "02.09", .offset = 0}.make(folder.path()));
    CHECK(scene.facts().offset == 0);
    CHECK(read_all(scene, {Band::green}).reflectance[Band::green](3, 2) == Approx(0.11));
}

TEST_CASE("the offset list of Level-1C must fit the baseline", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    for (const Level1C& product : {Level1C{.baseline = "04.00", .offset = 0}, Level1C{.baseline = "03.01", .offset = -1000}}) {
        const auto path = product.make(folder.path());
        const auto failure = failure_of([&] { scene_at(path); });
        CHECK(failure.code == ExitCode::unsafe);
        CHECK(failure.says("offset"));
        SceneOptions options;
        options.offset = 0;
        CHECK_NOTHROW(scene_at(path, options));
    }
}

TEST_CASE("the classification raster masks opaque cloud, cirrus and snow, each by choice", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const auto path = Level1C{}.make(folder.path());
    const SceneBlock block = read_all(scene_at(path), {Band::green});
    CHECK((block.mask.leftCols(6) == std::uint8_t{clear}).all());
    CHECK((block.mask.rightCols(6) == std::uint8_t{cloud | snow}).all());
    SceneOptions options = without(MaskClass::cloud);
    CHECK((read_all(scene_at(path, options), {Band::green}).mask.rightCols(6) == std::uint8_t{cloud | snow}).all());  // cirrus stays
    std::erase(options.mask.classes, MaskClass::cirrus);
    CHECK((read_all(scene_at(path, options), {Band::green}).mask.rightCols(6) == std::uint8_t{snow}).all());
    CHECK(product_at(path).sheet->cloud_buffer_m == 150);
}

TEST_CASE("before baseline 04.00 clouds are polygons, each kind by choice", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const auto path = Level1C{.baseline = "02.09", .offset = 0, .classification = false, .cloud_polygons = true}.make(folder.path());
    const Product product = product_at(path);
    CHECK(product.facts.has_cloud_layer);
    CHECK(product.quality.empty());
    CHECK(polygons_in(product) == 2);
    const auto masked = [&](const SceneOptions& options) {
        return (read_all(scene_at(path, options), {Band::green}).mask == std::uint8_t{cloud}).count();
    };
    // Opaque: 2 rows of 4 pixels but for the hole; cirrus: 2 pixels.
    CHECK(masked({}) == 9);
    CHECK(masked(without(MaskClass::cirrus)) == 7);
    CHECK(masked(without(MaskClass::cloud)) == 2);
    CHECK(scene_at(path, without(MaskClass::cirrus)).facts().flags == std::vector<std::string>{"no shadow mask"});
    CHECK(scene_at(path, without(MaskClass::cloud)).facts().flags == std::vector<std::string>{"no shadow mask", "no cloud mask"});
}

TEST_CASE("of raster and polygons the one of the baseline counts", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const Product now = product_at(Level1C{.cloud_polygons = true}.make(folder.path()));
    CHECK(now.quality.size() == 3);
    CHECK(now.masked_areas.empty());
    const Product before = product_at(Level1C{.baseline = "02.09", .offset = 0, .cloud_polygons = true}.make(folder.path()));
    CHECK(before.quality.empty());
    CHECK(polygons_in(before) == 2);
}

TEST_CASE("a Level-1C product without any cloud layer is refused unless that is accepted", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const auto path = Level1C{.classification = false}.make(folder.path());
    const auto failure = failure_of([&] { scene_at(path); });
    CHECK(failure.code == ExitCode::unsafe);
    CHECK(failure.says("no cloud layer"));
    SceneOptions options;
    options.no_cloud_mask = true;
    const std::vector<std::string> flags = scene_at(path, options).facts().flags;
    CHECK(flags == std::vector<std::string>{"no shadow mask", "no cloud mask"});
}

TEST_CASE("images may be GeoTIFF, and a band of 60 m alone is read at 60 m", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const Scene scene = scene_at(Level1C{.suffix = ".tif"}.make(folder.path()));
    CHECK(scene.grid({Band::coastal}).dx == 60);
    CHECK(scene.grid({Band::coastal, Band::green}).rows == 2);
    CHECK(scene.facts().grid.dx == 10);
}

TEST_CASE("a product with old names and one granule opens by its folder", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const auto path =
        Level1C{.baseline = "02.04", .offset = 0, .classification = false, .cloud_polygons = true, .old_names = true}.make(folder.path());
    const Product product = product_at(path);
    CHECK(product.facts.id == "S2A_OPER_MSI_L1C_TL_SGS__20160112T070000_A002914_T51LYK_N02.04");
    CHECK(product.facts.tile == "51LYK");
    CHECK(product.facts.time->iso() == "2016-01-12T01:47:01.024Z");
    CHECK(product.facts.cloud_pct == 7.5);  // of the granule
    CHECK(product.facts.grid.rows == 12);
    CHECK(polygons_in(product) == 2);
    CHECK(read_all(scene_at(path), {Band::green}).reflectance[Band::green](11, 2) == Approx(0.11));
}

TEST_CASE("each granule of a product with old names is a product of its own, opened by its folder", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    const Level1C made{.baseline = "02.04",
                       .offset = 0,
                       .classification = false,
                       .cloud_polygons = true,
                       .old_names = true,
                       .granules = {"T51LYK", "T51LYL"}};
    const auto path = made.make(folder.path());
    io::Session session;
    const std::vector<SceneFacts> rows = inventory(session, {folder.path().string()});
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].tile == "51LYK");
    CHECK(rows[1].tile == "51LYL");
    for (const SceneFacts& facts : rows) {
        CAPTURE(facts.path, facts.reason);
        CHECK(facts.usable);
        CHECK(scene_at(facts.path).facts().id == facts.id);
        CHECK(scene_at(facts.path + "/").facts().tile == facts.tile);
    }
    for (const auto& whole : {path, path / "S2A_OPER_MTD_SAFL1C_PDMC_20160112T090000_R017_V20160112T014701_20160112T014712.xml"}) {
        const auto failure = failure_of([&] { scene_at(whole); });
        CHECK(failure.code == ExitCode::unsafe);
        CHECK(failure.says("holds 2 products"));
        CHECK(failure.says("granule"));
    }
}

TEST_CASE("a layer of zeros alone in QA60 is no information on clouds", "[sentinel2_l1c]")
{
    const testing::TemporaryFolder folder;
    io::start_up();
    const Grid grid{600, 4, 600000, 9060000, 60, -60, io::crs_from_user("EPSG:32751")};
    io::Numbers numbers = io::Numbers::Zero(600, 4);
    io::write_band(folder / "zeros.tif", grid, numbers, {});
    numbers(599, 3) = 1024;
    io::write_band(folder / "cloud.tif", grid, numbers, {});
    io::Session session;
    CHECK_FALSE(qa60_informs(io::RasterFile(session, (folder / "zeros.tif").string()), 0));
    CHECK(qa60_informs(io::RasterFile(session, (folder / "cloud.tif").string()), 0));
    CHECK(decode_quality(1024, sentinel2_qa60()) == cloud);
    CHECK(decode_quality(2048, sentinel2_qa60()) == cloud);
    CHECK(decode_quality(0, sentinel2_qa60()) == clear);
    CHECK(decode_quality(512, sentinel2_qa60()) == clear);
}
