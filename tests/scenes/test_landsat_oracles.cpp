#include <cmath>
#include <map>

#include "scenes/products/scene.hpp"
#include "src/io/raster_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/landsat_products.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

std::vector<SceneFacts> rows_of(const std::filesystem::path& folder)
{
    io::start_up();
    io::Session session;
    return inventory(session, {folder.string()});
}

SceneBlock read_all(const std::filesystem::path& path, const std::vector<Band>& bands, const SceneOptions& options)
{
    io::start_up();
    io::Session session;
    const Scene scene = open_scene(session, path.string(), options);
    return scene.reader(session, bands).read(scene.grid(bands).whole());
}

Pixels numbers_of(const std::filesystem::path& file)
{
    io::start_up();
    io::Session session;
    const io::RasterFile raster(session, file.string());
    return raster.read(0, raster.info().grid.whole());
}

Product opened(const std::filesystem::path& folder)
{
    io::start_up();
    io::Session session;
    return testing::product_at(session, folder);
}

/// Mean reflectance by the calibration of the product of all pixels with a number above 0, masked or not.
double mean_reflectance(const std::filesystem::path& folder, Band band)
{
    const Product product = opened(folder);
    const BandLayer& layer = product.bands.at(band);
    const Pixels numbers = numbers_of(folder / layer.raster.name);
    double sum = 0;
    long count = 0;
    for (const float number : numbers.reshaped()) {
        if (!(number > 0)) continue;
        sum += layer.calibration.reflectance(static_cast<double>(number));
        ++count;
    }
    return sum / static_cast<double>(count);
}

}  // namespace

TEST_CASE("reflectance of the Bengal scene is that of rio-toa", "[landsat]")
{
    const auto folder = testing::shared("data/landsat8_toa_reference_bengal");
    if (folder.empty()) return;
    SceneOptions options;
    options.no_cloud_mask = true;
    const SceneBlock block = read_all(folder, {Band::nir}, options);
    const Pixels reference = numbers_of(folder / "tiny_LC81390452014295LGN00_B5_refl.TIF");
    const Pixels& nir = block.reflectance[Band::nir];
    REQUIRE(nir.rows() == reference.rows());
    double sum = 0, largest = 0;
    long count = 0;
    for (Eigen::Index i = 0; i < nir.size(); ++i) {
        const double value = static_cast<double>(nir.data()[i]);
        if (!std::isfinite(value)) continue;
        sum += value;
        ++count;
        largest = std::max(largest, std::abs(value * 55000 - static_cast<double>(reference.data()[i])));
    }
    CHECK(count == 103694);
    CHECK(std::abs(sum / static_cast<double>(count) - 0.221844) < 1e-6);
    CHECK(largest < 0.77);
}

TEST_CASE("the Bengal scene is listed by its metadata in JSON", "[landsat]")
{
    const auto folder = testing::shared("data/landsat8_toa_reference_bengal");
    if (folder.empty()) return;
    const std::vector<SceneFacts> rows = rows_of(folder);
    REQUIRE(rows.size() == 1);
    const SceneFacts& facts = rows[0];
    CHECK(facts.id == "LC81390452014295LGN00");
    CHECK(facts.sensor == "landsat-8");
    CHECK(facts.tile == "139045");
    CHECK(facts.collection.empty());
    CHECK(facts.time->day() == "2014-10-22");
    CHECK(facts.grid.crs.name == "EPSG:32645");
    CHECK(facts.grid.cols == 381);
    CHECK(facts.grid.rows == 389);
    CHECK(facts.grid.x0 == 381885);
    CHECK(facts.grid.y0 == 2512815);
    CHECK(facts.offset == -0.1);
    CHECK_FALSE(facts.usable);
    CHECK(facts.reason.find("no cloud layer (BQA)") != std::string::npos);
}

TEST_CASE("means and quality bits of the South Carolina scene are those of its description", "[landsat]")
{
    const std::string id = "LC08_L1TP_016037_20170813_20170814_01_RT";
    const auto folder = testing::shared("data/landsat8_c1_product_south_carolina_coast/" + id);
    if (folder.empty()) return;
    const std::vector<SceneFacts> rows = rows_of(folder);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].usable);
    CHECK(rows[0].collection == "01");
    CHECK(rows[0].level == "L1TP");
    CHECK(rows[0].grid.cols == 255);
    CHECK(rows[0].grid.dx == 900);
    CHECK(rows[0].grid.x0 == 471585);
    CHECK(rows[0].grid.crs.name == "EPSG:32617");

    SceneOptions options;
    options.mask.cloud_buffer_m = 0;
    const SceneBlock block = read_all(folder, {Band::green}, options);
    CHECK(fill_pixels(block.mask) >= 20946);
    const Pixels bits = numbers_of(folder / (id + "_BQA.TIF"));
    long filled = 0, cloudy = 0;
    std::map<int, long> values;
    for (const float number : bits.reshaped()) {
        ++values[static_cast<int>(number)];
        const std::uint8_t flags = decode_quality(number, landsat_c1_bqa());
        filled += (flags & fill) != 0;
        cloudy += (static_cast<int>(number) & 16) != 0 && (flags & cloud) != 0;
    }
    CHECK(filled == 20946);
    CHECK(cloudy == 12030);
    CHECK(values[2720] == 24528);
    CHECK(values[2800] == 9034);
    CHECK(int{decode_quality(2720, landsat_c1_bqa())} == clear);

    const std::map<Band, double> wanted{{Band::green, 0.15830}, {Band::nir, 0.28047}, {Band::swir1, 0.15913}};
    for (const auto& [band, mean] : wanted) CHECK(std::abs(mean_reflectance(folder, band) - mean) < 5e-6);
}

TEST_CASE("quality bits and the mean of the Colombia scene are those of its description", "[landsat]")
{
    const std::string id = "LC08_L2SP_008059_20191201_20200825_02_T1";
    const auto folder = testing::shared("data/landsat_c2l2_product_colombia/" + id);
    if (folder.empty()) return;
    CHECK(rows_of(folder).size() == 1);  // one product in three forms of metadata
    const Pixels bits = numbers_of(folder / (id + "_QA_PIXEL.TIF"));
    const std::vector<long> wanted{81507, 5753, 9879, 146419, 11209, 0, 28465, 85};
    std::map<int, long> values;
    for (const float number : bits.reshaped()) ++values[static_cast<int>(number)];
    for (std::size_t bit = 0; bit < wanted.size(); ++bit) {
        long count = 0;
        for (const auto& [value, n] : values) count += (value >> bit) & 1 ? n : 0;
        CHECK(count == wanted[bit]);
    }
    CHECK(values[22280] == 136562);
    CHECK(values[55052] == 9857);
    CHECK(std::abs(mean_reflectance(folder, Band::nir) - 0.53870) < 5e-6);

    const Product product = opened(folder);
    REQUIRE(product.counted.size() == 1);
    long high = 0;
    const Pixels aerosol = numbers_of(folder / product.counted[0].raster.name);
    for (const float number : aerosol.reshaped()) high += decode_quality(number, {product.counted[0].field}) != clear;
    CHECK(high == 143415);
}

TEST_CASE("the year over New York is listed by folder names and band files, and cannot be used", "[landsat]")
{
    const auto folder = testing::shared("data/landsat8_c1_timestack_newyork");
    if (folder.empty()) return;
    const std::vector<SceneFacts> rows = rows_of(folder);
    REQUIRE(rows.size() == 11);
    CHECK(rows[0].id == "LC08_L1TP_014031_20180106_20180119_01_T1");
    CHECK(rows[0].time->iso() == "2018-01-06");
    for (const SceneFacts& facts : rows) {
        CAPTURE(facts.id);
        CHECK(facts.path == (folder / facts.id).string());
        CHECK(facts.sensor == "landsat-8");
        CHECK(facts.level == "L1TP");
        CHECK(facts.collection == "01");
        CHECK(facts.tile == facts.id.substr(10, 6));
        CHECK(facts.bands.size() == 7);
        CHECK(facts.grid.crs.name == "EPSG:32618");
        CHECK(facts.grid.dx > 3000);
        CHECK_FALSE(facts.offset.has_value());
        CHECK_FALSE(facts.usable);
        CHECK(facts.reason == "no MTL: scale and sun elevation unknown");
    }
}

TEST_CASE("the scene near Timor from before collections has the corner of its metadata", "[landsat]")
{
    const auto folder = testing::shared("data/landsat_mtl_samples");
    if (folder.empty()) return;
    std::map<std::string, SceneFacts> rows;
    for (const SceneFacts& facts : rows_of(folder)) rows[facts.id] = facts;
    REQUIRE(rows.size() == 7);
    const SceneFacts& timor = rows.at("LC81060712016134LGN00");
    CHECK(timor.tile == "106071");
    CHECK(timor.level == "L1T");
    CHECK(timor.time->iso() == "2016-05-13T01:23:31.451Z");
    CHECK(timor.grid.crs.name == "EPSG:32652");
    CHECK(timor.grid.x0 == 464685);
    CHECK(timor.grid.y0 == -1641585);
    CHECK(timor.grid.cols == 7651);
    CHECK(timor.grid.rows == 7791);
    CHECK(rows.at("LE07_L1TP_160031_20110416_20161210_01_T1").flags == std::vector<std::string>{"gaps"});
    CHECK(rows.at("LT05_L1TP_218072_20100801_20161015_01_T1").sensor == "landsat-5");
    CHECK(rows.at("LC09_L2SP_010065_20220129_20220131_02_T1").tile == "010065");
}
