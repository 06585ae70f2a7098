#include "scenes/products/stac.hpp"

#include <fstream>

#include "scenes/products/scene.hpp"
#include "scenes/products/stac_assets.hpp"
#include "scenes/products/stac_scaling.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/io/make_raster.hpp"
#include "tests/scenes/changed_products.hpp"

using namespace tasi;
using namespace tasi::scenes;
using nlohmann::json;
using testing::failure_of;

namespace {

json numbers(double scale, double offset) { return json::array({{{"scale", scale}, {"offset", offset}, {"nodata", 0}}}); }

json band(const std::string& href, const std::string& common_name)
{
    return {{"href", href}, {"roles", {"data"}}, {"eo:bands", json::array({{{"common_name", common_name}}})}};
}

/// Of a Sentinel-2 scene: green and nir of 10 m, SCL of 20 m.
json sentinel_item()
{
    json item{{"type", "Feature"}, {"stac_version", "1.0.0"}, {"id", "S2B_51LYK_20230115_0_L2A"}, {"collection", "sentinel-2-l2a"}};
    item["properties"] = {
        {"datetime", "2023-01-15T01:47:13.542Z"}, {"platform", "sentinel-2b"}, {"proj:epsg", 32751}, {"eo:cloud_cover", 12.5},
        {"s2:processing_baseline", "05.09"},      {"grid:code", "MGRS-51LYK"}};
    item["assets"] = {{"green", band("B03.tif", "green")}, {"nir", band("B08.tif", "nir")}, {"scl", {{"href", "SCL.tif"}}}};
    return item;
}

json landsat_item()
{
    json item{{"type", "Feature"}, {"stac_version", "1.0.0"}, {"id", "LC08_L2SP_107066_20210615_20210622_02_T1"}};
    item["collection"] = "landsat-c2-l2";
    item["properties"] = {{"datetime", "2021-06-15T01:47:13Z"}, {"platform", "landsat-8"},   {"proj:code", "EPSG:32751"},
                          {"landsat:correction", "L2SP"},       {"landsat:wrs_path", "107"}, {"landsat:wrs_row", "066"},
                          {"landsat:collection_number", "02"}};
    item["assets"] = {{"green", band("green.tif", "green")}, {"nir08", band("nir.tif", "nir08")}, {"qa_pixel", {{"href", "qa.tif"}}}};
    for (const char* key : {"green", "nir08"}) item["assets"][key]["raster:bands"] = numbers(2.75e-5, -0.2);
    return item;
}

/// A folder with an item and its rasters.
struct ItemFolder {
    testing::TemporaryFolder folder;
    std::string file = (folder / "item.json").string();

    explicit ItemFolder(const json& item)
    {
        raster("B03.tif", 8, 10);
        raster("B08.tif", 8, 10);
        raster("SCL.tif", 4, 20);
        for (const char* name : {"green.tif", "nir.tif", "qa.tif"}) raster(name, 8, 30);
        write(item);
    }
    void raster(const std::string& name, int size, double pixel_m) const
    {
        testing::RasterRecipe recipe;
        recipe.rows = recipe.cols = size;
        recipe.transform = {500000, pixel_m, 0, 9100000, 0, -pixel_m};
        testing::make_raster(folder / name, recipe);
    }
    void write(const json& value) const { std::ofstream(file) << value.dump(); }
    Scene open(const SceneOptions& options = {}, const std::string& part = "") const
    {
        io::Session session;
        return open_scene(session, file + part, options);
    }
    testing::Failure failure(const SceneOptions& options = {}, const std::string& part = "") const
    {
        return failure_of([&] { open(options, part); });
    }
    double first_green(const SceneOptions& options = {}) const
    {
        io::Session session;
        const Scene scene = open_scene(session, file, options);
        SceneOptions any = options;
        const Product product = open_stac(session, stac_scene_at(session, file), any);
        return product.bands.at(Band::green).calibration.reflectance(1000);
    }
};

testing::Failure failure_of_item(const json& item) { return ItemFolder(item).failure(); }

StacItem item_of(const json& value) { return stac_item_from(value, "item.json"); }

json merged(json item, const json& patch)
{
    item.merge_patch(patch);
    return item;
}

}  // namespace

TEST_CASE("an item of a Sentinel-2 scene is opened with its facts, bands and mask", "[stac]")
{
    const ItemFolder made(sentinel_item());
    const Scene scene = made.open();
    const SceneFacts& facts = scene.facts();
    CHECK(facts.id == "S2B_51LYK_20230115_0_L2A");
    CHECK(facts.sensor == "sentinel-2b");
    CHECK(facts.level == "L2A");
    CHECK(facts.baseline == "05.09");
    CHECK(facts.tile == "51LYK");
    CHECK(facts.cloud_pct == 12.5);
    CHECK(facts.offset == -1000);
    CHECK(facts.time->iso() == "2023-01-15T01:47:13.542Z");
    CHECK(facts.bands == std::vector<Band>{Band::green, Band::nir});
    CHECK(facts.grid.cols == 8);
    CHECK(facts.has_cloud_layer);
    CHECK(made.first_green() == Approx(0.0));
}

TEST_CASE("an item of a Landsat scene takes its factors from raster:bands and never assumes them", "[stac]")
{
    const ItemFolder made(landsat_item());
    CHECK(made.open().facts().tile == "107066");
    CHECK(made.open().facts().offset == -0.2);
    CHECK(made.first_green() == Approx(2.75e-5 * 1000 - 0.2));
    json silent = landsat_item();
    silent["assets"]["green"].erase("raster:bands");
    made.write(silent);
    CHECK(made.failure().code == ExitCode::unsafe);
    CHECK(made.failure().says("scale and offset"));
}

TEST_CASE("factors that an item leaves out come from the MTL file that it names", "[stac]")
{
    json item = landsat_item();
    for (const char* key : {"green", "nir08"}) item["assets"][key].erase("raster:bands");
    item["assets"]["MTL.json"] = {{"href", "scene_MTL.json"}, {"roles", {"metadata"}}};
    const ItemFolder made(item);
    json mtl;
    for (const char* band : {"3", "5"}) {
        mtl["REFLECTANCE_MULT_BAND_" + std::string(band)] = "2.75e-05";
        mtl["REFLECTANCE_ADD_BAND_" + std::string(band)] = "-0.2";
    }
    std::ofstream(made.folder / "scene_MTL.json") << json{{"LANDSAT_METADATA_FILE", {{"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS", mtl}}}};
    CHECK(made.first_green() == Approx(2.75e-5 * 1000 - 0.2));
    item["assets"]["green"]["raster:bands"] = numbers(2.75e-5, -0.1);
    made.write(item);
    CHECK(made.failure().says("offset conflict"));
}

TEST_CASE("an MTL file in JSON that states a factor twice is refused", "[stac]")
{
    json item = landsat_item();
    for (const char* key : {"green", "nir08"}) item["assets"][key].erase("raster:bands");
    item["assets"]["MTL.json"] = {{"href", "scene_MTL.json"}, {"roles", {"metadata"}}};
    const ItemFolder made(item);
    std::ofstream(made.folder / "scene_MTL.json")
        << R"({"LANDSAT_METADATA_FILE": {"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS": {"REFLECTANCE_MULT_BAND_3": "2.75e-05",
               "REFLECTANCE_ADD_BAND_3": "-0.2", "REFLECTANCE_ADD_BAND_3": "-0.1"}}})";
    CHECK(made.failure().code == ExitCode::unsafe);
    CHECK(made.failure().says("REFLECTANCE_ADD_BAND_3"));
}

TEST_CASE("assets are found by key or by common name, in the form of each catalogue", "[stac]")
{
    const StacProduct& product = stac_products().front();
    const Sensor& sensor = *sensor_named("sentinel-2b");
    const auto bands_of = [&](const json& assets) {
        json item = sentinel_item();
        item["assets"] = assets;
        const StacItem read = item_of(item);
        std::vector<std::string> found;
        for (const StacBand& one : stac_bands(read, product, sensor, "item.json")) found.push_back(one.band->token + " " + one.asset->key);
        return found;
    };
    using Names = std::vector<std::string>;
    CHECK(bands_of({{"B03", {{"href", "a"}}}, {"B8A", {{"href", "b"}}}, {"visual", {{"href", "c"}}}}) == Names{"B03 B03", "B8A B8A"});
    CHECK(bands_of({{"green", {{"href", "a"}}}, {"green-jp2", band("s3://x", "green")}, {"nir08", band("b", "nir08")}}) ==
          Names{"B03 green", "B8A nir08"});
    CHECK(bands_of({{"B11_20m", {{"href", "a"}}}}) == Names{"B11 B11_20m"});
    CHECK(bands_of({{"some_name", band("a", "swir16")}}) == Names{"B11 some_name"});
    CHECK(bands_of({{"one", {{"href", "a"}, {"bands", json::array({{{"eo:common_name", "green"}}})}}}}) == Names{"B03 one"});
    CHECK(
        bands_of({{"picture", {{"href", "a"}, {"roles", {"overview"}}, {"eo:bands", json::array({{{"common_name", "green"}}})}}}}).empty());
    CHECK(failure_of([&] { bands_of({{"one", band("a", "green")}, {"two", band("b", "green")}}); }).says("ambiguous"));
    CHECK(failure_of([&] { bands_of({{"green", band("a", "red")}}); }).says("conflict"));
}

TEST_CASE("the offset of a Sentinel-2 item follows baseline and platform, and a contradiction is refused", "[stac]")
{
    struct Case {
        const char* baseline;
        std::optional<bool> applied;
        std::optional<double> stated;
        std::optional<double> wanted;  ///< nothing: refused
    };
    const std::vector<Case> cases{
        {"05.09", {}, {}, -1000},   {"05.09", false, {}, -1000},   {"05.09", true, {}, 0},    {"03.01", {}, {}, 0},
        {"05.09", {}, -0.1, -1000}, {"05.09", false, -0.1, -1000}, {"05.09", true, -0.1, {}}, {"05.09", {}, 0.0, {}},
        {"05.09", true, 0.0, 0},    {"03.01", {}, -0.1, {}},       {"03.01", {}, 0.0, 0},     {"", {}, -0.1, -1000},
        {"", {}, {}, {}},
    };
    for (const Case& one : cases) {
        CAPTURE(one.baseline, one.applied.value_or(false), one.stated.value_or(9));
        StacItem item;
        item.baseline = one.baseline;
        item.offset_applied = one.applied;
        const StatedFactors stated{1e-4, one.stated};
        const auto offset = [&](const SceneOptions& options) {
            return stac_sentinel2_calibration(item, stated, options, "item.json").calibration.number_offset;
        };
        if (one.wanted)
            CHECK(offset({}) == *one.wanted);
        else
            CHECK(failure_of([&] { offset({}); }).code == ExitCode::unsafe);
        SceneOptions given;
        given.offset = -1000;
        CHECK(offset(given) == -1000);
        given.offset = -0.1;
        CHECK(failure_of([&] { offset(given); }).code == ExitCode::usage);
    }
}

TEST_CASE("file names and ids that state another satellite, day, tile or band than the item are refused", "[stac]")
{
    const auto green_of = [](json item, const std::string& name, const std::string& key = "green") {
        item["assets"][key]["href"] = name;
        const ItemFolder made(item);
        made.raster(name, key == "scl" ? 4 : 8, item["id"].get<std::string>()[0] == 'L' ? 30 : key == "scl" ? 20 : 10);
        return made.failure();
    };
    for (const char* good : {"T51LYK_20230115T014659_B03_10m.tif", "B03_20230115.tif", "b3.tif", "anything.tif",
                             "S2B_OPER_MSI_L2A_TL_EPAE_20230118T090000_A00_T51LYK_B03_10m.tif"}) {
        CAPTURE(good);
        CHECK(green_of(sentinel_item(), good).code == ExitCode::done);
    }
    struct Case {
        const char *name, *says;
    };
    for (const Case& one : {Case{"T51LYK_20230814T014659_B03_10m.tif", "date conflict"},
                            {"T51LYL_20230115T014659_B03_10m.tif", "tile conflict"},
                            {"T51LYK_20230115T014659_B04_10m.tif", "band conflict"},
                            {"S2A_51LYK_20230115_B03.tif", "satellite conflict"},
                            {"SCL_2.tif", "band conflict"},
                            {"LC08_L2SP_107066_20230115_20230122_02_T1_SR_B3.tif", "satellite conflict"}}) {
        CAPTURE(one.name);
        const testing::Failure failure = green_of(sentinel_item(), one.name);
        CHECK(failure.code == ExitCode::unsafe);
        CHECK(failure.says(one.says));
    }
    CHECK(green_of(sentinel_item(), "B03_copy.tif", "scl").says("band conflict"));
    const std::string id = "LC08_L2SP_107066_20210615_20210622_02_T1";
    CHECK(green_of(landsat_item(), id + "_SR_B3.TIF").code == ExitCode::done);
    CHECK(green_of(landsat_item(), id + "_SR_B4.TIF").says("band conflict"));
    CHECK(green_of(landsat_item(), "LE07_L2SP_107066_20210615_20210622_02_T1_SR_B3.TIF").says("satellite conflict"));
    CHECK(green_of(landsat_item(), "LC08_L2SP_107066_20210701_20210710_02_T1_SR_B3.TIF").says("date conflict"));
    CHECK(green_of(landsat_item(), "LC08_L2SP_106066_20210615_20210622_02_T1_SR_B3.TIF").says("tile conflict"));
    CHECK(green_of(landsat_item(), id + "_QA_PIXEL.TIF", "qa_pixel").code == ExitCode::done);
    CHECK(green_of(landsat_item(), id + "_SR_B3.TIF", "qa_pixel").says("band conflict"));
    CHECK(green_of(landsat_item(), id + "_QA_RADSAT.TIF", "qa_pixel").says("band conflict"));
    CHECK(failure_of_item(merged(sentinel_item(), {{"id", "S2A_51LYK_20230115_0_L2A"}})).says("satellite conflict"));
    CHECK(failure_of_item(merged(landsat_item(), {{"id", "LC09_L2SP_107066_20210615_02_T1"}})).says("satellite conflict"));
    CHECK(failure_of_item(merged(sentinel_item(), {{"assets", {{"nir", {{"href", "./green.tif"}}}, {"green", {{"href", "green.tif"}}}}}}))
              .says("the same file"));
}

TEST_CASE("a satellite takes no pictures before its launch", "[stac]")
{
    for (const char* day : {"1918-06-15T01:47:13Z", "2012-06-15T01:47:13Z", "2099-06-15T01:47:13Z"}) {
        const testing::Failure failure = failure_of_item(merged(landsat_item(), {{"id", "scene"}, {"properties", {{"datetime", day}}}}));
        CAPTURE(day, failure.text);
        CHECK(failure.code == ExitCode::unsafe);
        CHECK(failure.says("landsat-8 took no pictures in"));
    }
}

TEST_CASE("factors of an item that differ between bands, or that no satellite has, are refused, unusual ones warned of", "[stac]")
{
    const auto scaled = [](double green, double nir, double offset) {
        json item = landsat_item();
        item["assets"]["green"]["raster:bands"] = numbers(green, offset);
        item["assets"]["nir08"]["raster:bands"] = numbers(nir, offset);
        return item;
    };
    CHECK(failure_of_item(scaled(2.75e-5, 5e-5, -0.2)).says("scale conflict"));
    CHECK(failure_of_item(scaled(2.75e-3, 2.75e-3, -0.2)).says("would be a reflectance of"));
    CHECK(failure_of_item(scaled(2.75e-7, 2.75e-7, 0)).says("would be a reflectance of"));
    const ItemFolder made(scaled(3e-5, 3e-5, -0.2));
    io::Session session;
    open_scene(session, made.file);
    REQUIRE_FALSE(session.warnings.list().empty());
    CHECK(session.warnings.list()[0].name == "SCALE");
    made.write(landsat_item());
    io::Session usual;
    open_scene(usual, made.file);
    CHECK(usual.warnings.list().empty());
    CHECK(failure_of_item(
              merged(sentinel_item(), {{"properties", {{"earthsearch:boa_offset_applied", true}, {"sentinel:boa_offset_applied", false}}}}))
              .says("offset conflict"));
}

TEST_CASE("a CRS of an item that is none is a mistake of the item", "[stac]")
{
    for (const json& bad : {json{{"proj:epsg", 999999}}, json{{"proj:code", "EPSG:abc"}}, json{{"proj:epsg", 1e300}}}) {
        const testing::Failure failure = failure_of_item(merged(sentinel_item(), {{"properties", bad}}));
        CAPTURE(failure.text);
        CHECK(failure.code == ExitCode::unsafe);
        CHECK(failure.says("CRS"));
    }
}

TEST_CASE("a scale that nobody states is the usual one, with a warning", "[stac]")
{
    const ItemFolder made(sentinel_item());
    io::Session session;
    open_scene(session, made.file);
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].name == "SCALE");
}

TEST_CASE("item and file have to agree on CRS, size and place", "[stac]")
{
    CHECK(failure_of_item(merged(sentinel_item(), {{"properties", {{"proj:epsg", 32752}}}})).says("CRS conflict"));
    const auto with = [](const json& place) { return merged(sentinel_item(), {{"assets", {{"green", place}}}}); };
    CHECK(failure_of_item(with({{"proj:shape", {8, 9}}})).says("size conflict"));
    CHECK(failure_of_item(with({{"proj:shape", {8, 8}}, {"proj:transform", {10, 0, 500000, 0, -10, 9100000}}})).code == ExitCode::done);
    CHECK(failure_of_item(with({{"proj:transform", {10, 0, 500020, 0, -10, 9100000, 0, 0, 1}}})).says("place conflict"));
    CHECK(failure_of_item(with({{"proj:transform", {20, 0, 500000, 0, -20, 9100000}}})).says("place conflict"));
    CHECK(failure_of_item(with({{"proj:transform", {10, 0}}})).code == ExitCode::unsafe);
    const ItemFolder half(with({{"proj:transform", {10, 0, 500005, 0, -10, 9099995}}}));
    CHECK(half.failure().code == ExitCode::done);
}

TEST_CASE("files outside the folder of an item are refused, those on the network only when nothing else is there", "[stac]")
{
    const auto green_at = [](const std::string& href) { return merged(sentinel_item(), {{"assets", {{"green", {{"href", href}}}}}}); };
    const auto both_at = [&](const std::string& href) { return merged(green_at(href), {{"assets", {{"nir", {{"href", href}}}}}}); };
    for (const char* href : {"../B03.tif", "/etc/passwd", "file:///etc/passwd", "/vsicurl/http://127.0.0.1:9/a.tif", "a/../../B03.tif",
                             "%2e%2e/B03.tif", "ftp://127.0.0.1/a.tif", "a\\b.tif"}) {
        CAPTURE(href);
        CHECK(failure_of_item(green_at(href)).code == ExitCode::refused);
    }
    for (const char* href : {"http://127.0.0.1:9/B03.tif?token=secret", "s3://bucket/B03.tif"}) {
        CAPTURE(href);
        CHECK(failure_of_item(both_at(href)).code == ExitCode::refused);
        CHECK(failure_of_item(both_at(href)).says("B03.tif"));
        CHECK_FALSE(failure_of_item(both_at(href)).says("secret"));
        const ItemFolder made(green_at(href));
        CHECK(made.open().facts().bands == std::vector<Band>{Band::nir});
    }
    CHECK(failure_of_item(both_at("absent.tif")).code == ExitCode::unreadable);
    const ItemFolder made(green_at("./B03.tif"));
    CHECK(made.open().facts().bands.size() == 2);
    made.write(green_at((made.folder / "B03.tif").string()));
    CHECK(made.open().facts().bands.size() == 2);
    made.write(green_at("file://" + (made.folder / "B03.tif").string()));
    CHECK(made.open().facts().bands.size() == 2);
    std::filesystem::create_symlink("/etc/hostname", made.folder / "link.tif");
    made.write(green_at("link.tif"));
    CHECK(made.failure().code == ExitCode::refused);
    std::filesystem::copy(made.folder / "B03.tif", made.folder / "a b.tif");
    made.write(green_at("a%20b.tif"));
    CHECK(made.open().facts().bands.size() == 2);
}

TEST_CASE("an address is read over the network only when that is allowed", "[stac]")
{
    const ItemFolder made(merged(sentinel_item(), {{"assets", {{"green", {{"href", "http://127.0.0.1:9/B03.tif?key=secret"}}}}}}));
    const testing::Failure failure = failure_of([&] {
        io::Session session;
        session.allow_network = true;
        open_scene(session, made.file);
    });
    CHECK(failure.code == ExitCode::unreadable);
    CHECK_FALSE(failure.says("secret"));
}

TEST_CASE("a collection of items is opened by the id of one", "[stac]")
{
    json later = sentinel_item();
    later["id"] = "S2B_51LYK_20230120_0_L2A";
    later["properties"]["datetime"] = "2023-01-20T01:47:13Z";
    const auto collection = [](const json& features) { return json{{"type", "FeatureCollection"}, {"features", features}}; };
    const ItemFolder made(collection({sentinel_item(), later}));
    CHECK(made.failure().says("holds 2 items (S2B_51LYK_20230115_0_L2A"));
    CHECK(made.open({}, "#S2B_51LYK_20230120_0_L2A").facts().time->day() == "2023-01-20");
    CHECK(made.failure({}, "#absent").code == ExitCode::unreadable);
    io::Session session;
    const auto rows = inventory(session, {made.folder.path().string()});
    std::vector<std::string> paths;
    for (const SceneFacts& facts : rows)
        if (!facts.loose) paths.push_back(facts.path.substr(made.folder.path().string().size() + 1));
    CHECK(paths == std::vector<std::string>{"item.json#S2B_51LYK_20230115_0_L2A", "item.json#S2B_51LYK_20230120_0_L2A"});
    made.write(collection({later, later}));
    CHECK(made.failure({}, "#S2B_51LYK_20230120_0_L2A").says("ambiguous"));
    made.write(collection(json::array({later})));
    CHECK(made.open().facts().id == "S2B_51LYK_20230120_0_L2A");
}

TEST_CASE("every item of a collection is listed, wherever it stands, and what is none says so", "[stac]")
{
    json village{{"type", "Feature"}, {"id", "village"}, {"properties", json::object()}, {"geometry", nullptr}};
    json marked = sentinel_item();
    marked["id"] = "scene#1#2";
    const ItemFolder made({{"type", "FeatureCollection"}, {"features", {village, marked, 7}}});
    io::Session session;
    const auto rows = inventory(session, {made.file});
    REQUIRE(rows.size() == 3);
    int usable = 0;
    for (const SceneFacts& facts : rows) {
        CAPTURE(facts.path, facts.reason);
        usable += facts.usable ? 1 : 0;
        CHECK(facts.usable == facts.reason.empty());
        if (facts.usable) CHECK(open_scene(session, facts.path).facts().id == "scene#1#2");
        if (!facts.usable) CHECK(facts.reason.find("not a STAC Item") != std::string::npos);
    }
    CHECK(usable == 1);
}

TEST_CASE("a collection of very many features is over the limit", "[stac]")
{
    json features = json::array({sentinel_item()});
    for (int i = 0; i < 10'000; ++i) features.push_back(json::object());
    CHECK(failure_of_item({{"type", "FeatureCollection"}, {"features", features}}).code == ExitCode::limit);
}

TEST_CASE("names that are too long for a file are refused in a short line", "[stac]")
{
    for (const std::string& href : {std::string(5000, 'a') + ".tif", "http://127.0.0.1:9/" + std::string(300, 'b')}) {
        const auto failure = failure_of_item(merged(sentinel_item(), {{"assets", {{"green", {{"href", href}}}}}}));
        CHECK(failure.code == ExitCode::unsafe);
        CHECK(failure.text.size() < 500);
    }
}

TEST_CASE("a band that is left out because its file is elsewhere is told with its address", "[stac]")
{
    const ItemFolder made(merged(sentinel_item(), {{"assets", {{"green", {{"href", "http://127.0.0.1:9/B03.tif?key=secret"}}}}}}));
    io::Session session;
    open_scene(session, made.file);
    bool told = false;
    for (const Warning& warning : session.warnings.list())
        told = told || (warning.name == "BAND" && warning.what.find("127.0.0.1:9/B03.tif") != std::string::npos &&
                        warning.what.find("--allow-network") != std::string::npos && warning.what.find("secret") == std::string::npos);
    CHECK(told);
}

TEST_CASE("the time of an item exists, is of one pass and agrees with its id", "[stac]")
{
    const auto properties = [](const json& patch) { return merged(sentinel_item(), {{"properties", patch}}); };
    CHECK(item_of(properties({{"datetime", nullptr}, {"start_datetime", "2023-01-15T01:00:00Z"}, {"end_datetime", "2023-01-15T01:00:20Z"}}))
              .time->iso() == "2023-01-15T01:00:10Z");
    CHECK(item_of(properties({{"datetime", "2023-01-15T01:47:13.542000Z"}})).time->iso() == "2023-01-15T01:47:13.542Z");
    CHECK_FALSE(item_of(properties({{"datetime", nullptr}})).time.has_value());
    for (const json& bad :
         {json{{"datetime", "2023-02-30T00:00:00Z"}}, json{{"datetime", 20230115}}, json{{"datetime", "2023-03-15T01:00:00Z"}},
          json{{"datetime", nullptr}, {"start_datetime", "2023-01-01T00:00:00Z"}, {"end_datetime", "2023-02-01T00:00:00Z"}}}) {
        CAPTURE(bad.dump());
        CHECK(failure_of([&] { item_of(properties(bad)); }).code == ExitCode::unsafe);
    }
}

TEST_CASE("other levels, sensors and contradicting baselines are refused", "[stac]")
{
    const auto properties = [](const json& patch) { return merged(sentinel_item(), {{"properties", patch}}); };
    CHECK(failure_of_item(properties({{"platform", "sentinel-3a"}})).says("platform"));
    CHECK(failure_of_item(properties({{"platform", nullptr}})).says("platform"));
    CHECK(failure_of_item(properties({{"s2:product_type", "S2MSI1C"}})).says("L1C"));
    CHECK(failure_of_item(properties({{"s2:processing_baseline", "03.01"}, {"processing:version", "05.09"}})).says("baseline conflict"));
    CHECK(failure_of_item(merged(landsat_item(), {{"properties", {{"landsat:correction", "L1TP"}}}})).says("L1TP"));
    CHECK(failure_of_item(merged(landsat_item(), {{"properties", {{"landsat:collection_number", "01"}}}})).says("collection 01"));
}

TEST_CASE("whatever JSON is given, reading an item ends with an item or one of our errors", "[stac]")
{
    const json good = sentinel_item();
    const std::vector<json> strange{
        nullptr, true, 7, -1e308, "text", json::array(), json::object(), json::array({json::object()}), json::array({nullptr})};
    const json flat = good.flatten();
    for (const auto& [pointer, value] : flat.items())
        for (const json& odd : strange)
            for (std::string at = pointer; !at.empty(); at = at.substr(0, at.rfind('/'))) {
                json item = good;
                item[json::json_pointer(at)] = odd;
                CAPTURE(at, odd.dump());
                is_stac(item);
                const ExitCode code = failure_of([&] { item_of(item); }).code;
                CHECK((code == ExitCode::done || code == ExitCode::unsafe || code == ExitCode::unreadable));
            }
    for (const json& odd : strange) CHECK(failure_of([&] { item_of(odd); }).code == ExitCode::unreadable);
}

TEST_CASE("items written by another program for real products say what those products say", "[stac]")
{
    const auto folder = testing::shared("data/sentinel2_safe_metadata");
    if (folder.empty()) return;
    int read = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().filename() != "expected_output.json") continue;
        const StacItem item = stac_item_from(testing::read_json(entry.path()), entry.path().string());
        CAPTURE(item.id);
        CHECK(entry.path().string().find(item.tile) != std::string::npos);
        CHECK(item.platform == "sentinel-2a");
        CHECK(item.time.has_value());
        CHECK((item.level == "L2A" || item.level == "L1C"));
        CHECK(item.assets.size() > 10);
        ++read;
    }
    CHECK(read == 3);
}
