#include <cmath>

#include "scenes/products/scene.hpp"
#include "scenes/products/sentinel2_metadata.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/changed_products.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::failure_of;

namespace {

constexpr const char* old_name = "S2A_MSIL2A_20210115T014701_N0301_R017_T51LYK_20210115T014701.SAFE";
constexpr const char* new_name = "S2A_MSIL2A_20230115T014701_N0509_R017_T51LYK_20230115T014701.SAFE";

std::filesystem::path control(const char* name) { return testing::hostile_inputs() / "control" / name; }

Scene scene_at(const std::filesystem::path& path)
{
    io::Session session;
    return open_scene(session, path.string());
}

SceneBlock read_all(const Scene& scene, const std::vector<Band>& bands)
{
    io::Session session;
    return scene.reader(session, bands).read(scene.grid(bands).whole());
}

testing::Failure opening(const std::filesystem::path& path)
{
    return failure_of([&] { scene_at(path); });
}

testing::Failure opening_changed(const std::string& before, const std::string& after)
{
    const testing::TemporaryFolder folder;
    testing::copy_folder(control(new_name), folder / new_name);
    testing::edit(folder / new_name / "MTD_MSIL2A.xml", before, after);
    return opening(folder / new_name);
}

io::XmlElement scaling_metadata(const std::string& baseline, const std::string& quantification, int offsets)
{
    io::XmlElement root{"root", {}, "", {{"PROCESSING_BASELINE", {}, baseline, {}}, {"BOA_QUANTIFICATION_VALUE", {}, quantification, {}}}};
    for (int id = 0; id < offsets; ++id) root.children.push_back({"BOA_ADD_OFFSET", {{"band_id", std::to_string(id)}}, "-1000", {}});
    return root;
}

}  // namespace

TEST_CASE("a Sentinel-2 product is described by its metadata", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const SceneFacts facts = scene_at(control(new_name)).facts();
    CHECK(facts.id + ".SAFE" == new_name);
    CHECK(facts.sensor == "sentinel-2a");
    CHECK(facts.level == "L2A");
    CHECK(facts.baseline == "05.09");
    CHECK(facts.collection.empty());
    CHECK(facts.tile == "51LYK");
    REQUIRE(facts.time);
    CHECK(facts.time->iso() == "2023-01-15T01:47:01.024Z");
    CHECK(facts.offset == -1000);
    CHECK(facts.cloud_pct == 3.2);
    CHECK(facts.bands == std::vector<Band>{Band::green, Band::nir, Band::swir1});
    CHECK(facts.grid.dx == 10);
    CHECK(facts.grid.rows == 96);
    CHECK(facts.grid.crs.name == "EPSG:32751");
    CHECK(facts.has_cloud_layer);
}

TEST_CASE("the same ground has the same reflectance, bit by bit, with and without the offset of baseline 04.00", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const std::vector<Band> bands{Band::green, Band::nir, Band::swir1};
    const SceneBlock before = read_all(scene_at(control(old_name)), bands), after = read_all(scene_at(control(new_name)), bands);
    CHECK(scene_at(control(old_name)).facts().offset == 0);
    CHECK((before.mask == after.mask).all());
    for (const Band band : bands) {
        CHECK((before.reflectance[band] == after.reflectance[band] || before.reflectance[band].isNaN()).all());
        CHECK((before.reflectance[band].isNaN() == after.reflectance[band].isNaN()).all());
    }
    CHECK(before.reflectance[Band::green](5, 5) > 0.01f);
    CHECK(before.reflectance[Band::green](5, 5) < 0.5f);
}

TEST_CASE("10 m bands are averaged 2 x 2 when an index mixes them with a 20 m band", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const Scene scene = scene_at(control(new_name));
    const SceneBlock fine = read_all(scene, {Band::green}), mixed = read_all(scene, {Band::green, Band::swir1});
    CHECK(scene.grid({Band::green, Band::swir1}).dx == 20);
    const Pixels& green = fine.reflectance[Band::green];
    const Pixels& mean = mixed.reflectance[Band::green];
    REQUIRE(mean.rows() * 2 == green.rows());
    for (Eigen::Index row = 0; row < mean.rows(); ++row)
        for (Eigen::Index col = 0; col < mean.cols(); ++col) {
            const float by_hand = green.block(2 * row, 2 * col, 2, 2).mean();
            if (std::isfinite(by_hand))
                CHECK(mean(row, col) == Approx(by_hand).epsilon(1e-6));
            else
                CHECK(std::isnan(mean(row, col)));
        }
}

TEST_CASE("a window that starts inside a 20 m pixel is masked like the whole scene", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const Scene scene = scene_at(control(new_name));
    const SceneBlock whole = read_all(scene, {Band::green});
    const SceneBlock part = scene.reader(session, {Band::green}).read({13, 7, 9, 22});
    CHECK((part.mask == whole.mask.block(13, 7, 9, 22)).all());
}

TEST_CASE("a zipped SAFE gives the pixels of the folder", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const SceneBlock folder = read_all(scene_at(control(new_name)), {Band::nir}),
                     archive = read_all(scene_at(control("s2.zip")), {Band::nir});
    CHECK((folder.mask == archive.mask).all());
    CHECK((folder.reflectance[Band::nir] == archive.reflectance[Band::nir] || folder.reflectance[Band::nir].isNaN()).all());
    CHECK(scene_at(control("s2.zip")).facts().id + ".SAFE" == new_name);
}

TEST_CASE("a Sentinel-2 product whose metadata cannot be trusted is refused with its reason", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    struct Case {
        const char* item;
        ExitCode code;
        const char* says;
    };
    for (const Case& c : {Case{"no_offset_list", ExitCode::unsafe, "baseline 5.09 needs an offset"},
                          {"quant_zero", ExitCode::unsafe, "quantification"},
                          {"local_time", ExitCode::unsafe, "date conflict"},
                          {"xxe", ExitCode::refused, ""},
                          {"billion_laughs", ExitCode::refused, ""},
                          {"bad_xml", ExitCode::unreadable, ""}}) {
        CAPTURE(c.item);
        const auto failure = opening(testing::hostile_inputs() / "metadata" / c.item / new_name);
        CAPTURE(failure.text);
        CHECK(failure.code == c.code);
        CHECK(failure.says(c.says));
    }
    const auto conflict =
        opening(testing::hostile_inputs() / "metadata/name_vs_mtd/S2A_MSIL2A_20230115T014701_N0301_R017_T51LYK_20230115T014701.SAFE");
    CHECK(conflict.code == ExitCode::unsafe);
    CHECK(conflict.says("baseline conflict"));
}

TEST_CASE("metadata in UTF-16 are read right", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const SceneFacts facts = scene_at(testing::hostile_inputs() / "metadata/utf16" / new_name).facts();
    CHECK(facts.baseline == "05.09");
    CHECK(facts.offset == -1000);
}

TEST_CASE("B11 is named when it is asked for and not there", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const Scene scene = scene_at(testing::hostile_inputs() / "metadata/missing_b11" / new_name);
    const auto failure = failure_of([&] { scene.grid({Band::green, Band::swir1}); });
    CHECK(failure.code == ExitCode::unreadable);
    CHECK(failure.says("swir1 (B11)"));
}

TEST_CASE("B8A stands in for B08 in a product of 20 m bands, and that is reported", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const testing::TemporaryFolder folder;
    testing::copy_folder(control(new_name), folder / new_name);
    const auto images = std::filesystem::directory_iterator(folder / new_name / "GRANULE")->path() / "IMG_DATA";
    std::filesystem::remove(images / "R10m/T51LYK_20230115T014701_B08_10m.jp2");
    std::filesystem::copy_file(images / "R20m/T51LYK_20230115T014701_B11_20m.jp2", images / "R20m/T51LYK_20230115T014701_B8A_20m.jp2");
    io::Session session;
    const Scene scene = open_scene(session, (folder / new_name).string());
    CHECK(scene.grid({Band::nir}).dx == 20);
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].what == "nir is B8A: the product lacks B08");
}

TEST_CASE("a product without scene classification is refused unless that is accepted", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const testing::TemporaryFolder folder;
    testing::copy_folder(control(new_name), folder / new_name);
    std::filesystem::path scl;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / new_name))
        if (entry.path().string().find("_SCL_") != std::string::npos) scl = entry.path();
    REQUIRE(std::filesystem::remove(scl));
    const auto failure = opening(folder / new_name);
    CHECK(failure.code == ExitCode::unsafe);
    CHECK(failure.says("no cloud layer (SCL)"));

    io::Session session;
    SceneOptions options;
    options.no_cloud_mask = true;
    const Scene scene = open_scene(session, (folder / new_name).string(), options);
    CHECK(scene.facts().flags == std::vector<std::string>{"no cloud mask"});
}

TEST_CASE("two granules, another day, another level or another satellite than the name says are refused", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    CHECK(opening_changed("2023-01-15T01:47:01.024Z", "2023-01-16T01:47:01.024Z").says("date conflict"));
    CHECK(opening_changed("Level-2A</PROCESSING_LEVEL>", "Level-1B</PROCESSING_LEVEL>").says("unsupported level L1B"));
    CHECK(
        opening_changed("<PROCESSING_LEVEL>", "<SPACECRAFT_NAME>Sentinel-2B</SPACECRAFT_NAME><PROCESSING_LEVEL>").says("sensor conflict"));
    CHECK(opening_changed("<IMAGE_FILE>GRANULE/", "<IMAGE_FILE>../../GRANULE/").code == ExitCode::refused);

    const testing::TemporaryFolder folder;
    testing::copy_folder(control(new_name), folder / new_name);
    const auto granules = folder / new_name / "GRANULE";
    testing::copy_folder(std::filesystem::directory_iterator(granules)->path(), granules / "L2A_T51LYL_A039500_20230115T014701");
    CHECK(opening(folder / new_name).says("2 granules"));
}

TEST_CASE("a granule of another tile than the product's name says is refused", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const testing::TemporaryFolder folder;
    const std::string other = "S2A_MSIL2A_20230115T014701_N0509_R017_T51LYL_20230115T014701.SAFE";
    testing::copy_folder(control(new_name), folder / other);
    CHECK(opening(folder / other).says("tile conflict"));
}

TEST_CASE("each band takes the offset of its own band_id, and offsets that differ are reported", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    io::Session session;
    const Scene uneven = open_scene(session, (testing::hostile_inputs() / "metadata/uneven_offsets" / new_name).string());
    CHECK_FALSE(uneven.facts().offset);
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].name == "OFFSET");
    const SceneBlock whole = read_all(scene_at(control(new_name)), {Band::green, Band::nir});
    const SceneBlock changed = read_all(uneven, {Band::green, Band::nir});
    CHECK(changed.reflectance[Band::green](5, 5) == Approx(whole.reflectance[Band::green](5, 5) + 0.09f));  // -100 for -1000
    CHECK(changed.reflectance[Band::nir](5, 5) == whole.reflectance[Band::nir](5, 5));
}

TEST_CASE("an offset that the user states replaces the list, lifts its conflicts and is reported", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    SceneOptions options;
    options.offset = -1000;
    io::Session session;
    const Scene scene = open_scene(session, (testing::hostile_inputs() / "metadata/no_offset_list" / new_name).string(), options);
    CHECK(scene.facts().offset == -1000);
    CHECK(scene.facts().flags == std::vector<std::string>{"offset overridden"});
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].name == "OFFSET");
    const SceneBlock right = read_all(scene_at(control(new_name)), {Band::green}), stated = read_all(scene, {Band::green});
    CHECK(stated.reflectance[Band::green](5, 5) == right.reflectance[Band::green](5, 5));

    options.offset = 0;
    const SceneBlock without = read_all(open_scene(session, control(new_name).string(), options), {Band::green});
    CHECK(without.reflectance[Band::green](5, 5) == Approx(right.reflectance[Band::green](5, 5) + 0.1f));
}

TEST_CASE("an offset that Sentinel-2 never had, and any offset of a Landsat product, are mistakes of use", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    SceneOptions options;
    options.offset = -0.1;
    io::Session session;
    CHECK(failure_of([&] { open_scene(session, control(new_name).string(), options); }).code == ExitCode::usage);
    options.offset = -1000;
    CHECK(failure_of([&] { open_scene(session, control("l8_c2").string(), options); }).code == ExitCode::usage);
    options.scale = 1e-4;
    CHECK(failure_of([&] { open_scene(session, control(new_name).string(), options); }).code == ExitCode::usage);
}

TEST_CASE("a time without zone is taken as UTC and reported", "[sentinel2]")
{
    if (testing::hostile_inputs().empty()) return;
    const testing::TemporaryFolder folder;
    testing::copy_folder(control(new_name), folder / new_name);
    testing::edit(folder / new_name / "MTD_MSIL2A.xml", "01:47:01.024Z", "01:47:01.024");
    io::Session session;
    CHECK(open_scene(session, (folder / new_name).string()).facts().time->iso() == "2023-01-15T01:47:01.024Z");
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].name == "TIMEZONE");
}

TEST_CASE("the offset list must fit the processing baseline", "[sentinel2]")
{
    CHECK(sentinel2_scaling(scaling_metadata("05.09", "10000", 13), "f").offset(12) == -1000);
    CHECK(sentinel2_scaling(scaling_metadata("04.00", "1000", 13), "f").quantification == 1000);
    CHECK(sentinel2_scaling(scaling_metadata("03.01", "10000", 0), "f").offset(2) == 0);
    CHECK_THROWS_AS(sentinel2_scaling(scaling_metadata("04.00", "10000", 0), "f"), UnsafeError);
    CHECK_THROWS_AS(sentinel2_scaling(scaling_metadata("04.00", "10000", 12), "f"), UnsafeError);
    CHECK_THROWS_AS(sentinel2_scaling(scaling_metadata("03.01", "10000", 13), "f"), UnsafeError);
    for (const char* quantification : {"0", "-10000", "NaN", "ten"})
        CHECK_THROWS_AS(sentinel2_scaling(scaling_metadata("03.01", quantification, 0), "f"), UnsafeError);
    CHECK_THROWS_AS(sentinel2_scaling(scaling_metadata("", "10000", 0), "f"), UnsafeError);
    CHECK(sentinel2_scaling(scaling_metadata("04.00", "10000", 12), "f", -1000).offset(12) == -1000);
    CHECK(sentinel2_scaling(scaling_metadata("03.01", "10000", 13), "f", 0).common_offset() == 0);
    CHECK_THROWS_AS(sentinel2_scaling(scaling_metadata("03.01", "10000", 0), "f", 1000), UsageError);
}

TEST_CASE("stored numbers become reflectance as the specification says", "[sentinel2]")
{
    Calibration calibration;
    calibration.scale = 1 / sentinel2_scaling(scaling_metadata("05.09", "10000", 13), "f").quantification;
    calibration.number_offset = sentinel2_scaling(scaling_metadata("05.09", "10000", 13), "f").offset(2);
    CHECK(calibration.reflectance(1150) == Approx(0.015));
    CHECK(calibration.reflectance(1000) == Approx(0).margin(1e-15));
    CHECK(calibration.reflectance(900) == Approx(-0.01));
    calibration.number_offset = 0;
    CHECK(calibration.reflectance(150) == Approx(0.015));
}

TEST_CASE("real Sentinel-2 metadata give level, baseline, time, place, offset and cloud cover", "[sentinel2]")
{
    const auto folder = testing::shared("data/sentinel2_safe_metadata");
    if (folder.empty()) return;
    io::start_up();
    io::Session session;
    const std::vector<SceneFacts> rows = inventory(session, {folder.string()});
    REQUIRE(rows.size() == 3);
    struct Wanted {
        const char *time, *level, *baseline, *crs;
        double x0, y0, offset, cloud_pct;
    };
    const std::vector<Wanted> wanted{{"2019-02-12T19:26:51.024Z", "L2A", "02.12", "EPSG:32707", 600000, 6500020, 0, 51.580326},
                                     {"2020-07-17T22:19:41.024Z", "L1C", "02.09", "EPSG:32701", 99960, 8300020, 0, 5.4828},
                                     {"2023-08-21T22:19:41.024Z", "L2A", "05.09", "EPSG:32701", 99960, 8200000, -1000, 59.050727}};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const SceneFacts& facts = rows[i];
        CAPTURE(facts.id, facts.reason);
        CHECK(facts.time->iso() == wanted[i].time);
        CHECK(facts.level == wanted[i].level);
        CHECK(facts.baseline == wanted[i].baseline);
        CHECK(facts.grid.crs.name == wanted[i].crs);
        CHECK(facts.grid.x0 == wanted[i].x0);
        CHECK(facts.grid.y0 == wanted[i].y0);
        CHECK(facts.grid.rows == 10980);
        CHECK(facts.offset == wanted[i].offset);
        CHECK(facts.cloud_pct == wanted[i].cloud_pct);
        CHECK_FALSE(facts.usable);
        CHECK(facts.reason.find("no image") != std::string::npos);
    }
}

TEST_CASE("real Sentinel-2 products are described as stactools describes them", "[sentinel2]")
{
    const auto folder = testing::shared("data/sentinel2_safe_metadata");
    if (folder.empty()) return;
    io::start_up();
    io::Session session;
    int compared = 0;
    for (const SceneFacts& facts : inventory(session, {folder.string()})) {
        const auto item = testing::read_json(std::filesystem::path(facts.path) / "expected_output.json");
        const auto& properties = item["properties"];
        CAPTURE(facts.id);
        CHECK(parse_iso(properties["datetime"].get<std::string>())->instant.iso() == facts.time->iso());
        CHECK(properties["platform"] == facts.sensor);
        CHECK(properties["eo:cloud_cover"].get<double>() == Approx(*facts.cloud_pct));
        const auto place = properties.dump() + item["assets"].dump();
        CHECK(place.find(facts.grid.crs.name.substr(5)) != std::string::npos);
        const std::string corner = nlohmann::json{10.0, 0.0, facts.grid.x0, 0.0, -10.0, facts.grid.y0}.dump();
        CHECK(place.find(corner.substr(1, corner.size() - 2)) != std::string::npos);
        ++compared;
    }
    CHECK(compared == 3);
}
