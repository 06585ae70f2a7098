#include <cmath>
#include <fstream>
#include <numbers>

#include "scenes/synthetic/cloud_polygons.hpp"
#include "scenes/synthetic/landsat_product.hpp"
#include "scenes/synthetic/landsat_quality.hpp"
#include "scenes/synthetic/landsat_scaling.hpp"
#include "scenes/synthetic/sentinel2_product.hpp"
#include "src/io/xml.hpp"
#include "tests/catch.hpp"
#include "tests/scenes/synthetic_coast.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

SceneOrder ordered(const CoastDescription& coast, std::size_t scene, const char* product)
{
    SceneOrder order = coast.scenes.at(scene);
    order.product = product;
    return order;
}

LandsatFacts facts_of(const SceneRenderer& scene, const char* platform, const char* product)
{
    const Platform& p = *platform_named(platform);
    const ProductKind& kind = *product_kind(product, false);
    LandsatFacts facts{p,  kind, scene, landsat_product_id(p, kind, scene.coast(), scene.order().time), landsat_grid(scene.coast(), {}),
                       {}, 0.4};
    if (kind.panchromatic && !p.pan.empty()) facts.pan = panchromatic_grid(facts.grid);
    return facts;
}

Mask mask_of(const std::vector<std::string>& rows)
{
    Mask mask(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.front().size()));
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            mask(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c)) = rows[r][c] == '#';
    }
    return mask;
}

const Grid sixty{4, 5, 600000, 9000000, 60, -60, {}};

}  // namespace

TEST_CASE("stored numbers of Level 1 are those from which USGS's rule gives the reflectance back", "[synthetic]")
{
    const double degree = std::numbers::pi / 180;
    const auto number = [](const char* platform, int band, double reflectance, double elevation_deg) {
        const LandsatScale scale = landsat_scale(*platform_named(platform), *product_kind("C1L1", false), band);
        Pixels one(1, 1);
        one << static_cast<float>(reflectance);
        return landsat_numbers(one, Mask::Zero(1, 1), scale, std::sin(elevation_deg * std::numbers::pi / 180))(0, 0);
    };
    CHECK(number("landsat-8", 5, 0.126679412418, 52.12893938) == 10000);
    CHECK(number("landsat-5", 4, 0.236184614117, 41.72529109) == 60);
    CHECK(number("landsat-5", 1, 0.9, 50) == 255);  // saturated
    CHECK(number("landsat-7", 8, -0.5, 50) == 1);
    CHECK((1.2749e-3 * 254 - 0.003805) / std::sin(50 * degree) < 0.9);
}

TEST_CASE("quality bits before Collection 2 have the documented values", "[synthetic]")
{
    CHECK(collection1_bqa_value({}, true) == 2720);
    CHECK(collection1_bqa_value({}, false) == 672);
    CHECK(collection1_bqa_value({.cloud = true}, true) == 2800);
    CHECK(collection1_bqa_value({.shadow = true}, true) == 2976);
    CHECK(collection1_bqa_value({.cloud = true, .saturated_bands = 2}, true) == 2804);
    CHECK(collection1_bqa_value({.cloud = true, .shadow = true, .saturated_bands = 5}, true) == 2812);
    CHECK(precollection_bqa_value(0) == 20480);
    CHECK(precollection_bqa_value(0.1) == 36864);
    CHECK(precollection_bqa_value(0.9) == 53248);
    io::Numbers layer = io::Numbers::Zero(1, 2), band(1, 2);
    band << 255, 254;
    add_saturation(layer, band, 3);
    CHECK(layer(0, 0) == 4);
    CHECK(layer(0, 1) == 0);
}

TEST_CASE("products of each collection have the names of that collection", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const auto id = [&](const char* platform, const char* product) {
        return landsat_product_id(*platform_named(platform), *product_kind(product, false), coast, *instant_of(2016, 5, 13, 1));
    };
    CHECK(id("landsat-8", "C2L1") == "LC08_L1TP_107066_20160513_20200915_02_T1");
    CHECK(id("landsat-8", "C1L1") == "LC08_L1TP_107066_20160513_20170401_01_T1");
    CHECK(id("landsat-8", "PRE") == "LC81070662016134LGN00");
    CHECK(id("landsat-5", "PRE") == "LT51070662016134ASA00");
    CHECK(sentinel2_product_name(*platform_named("sentinel-2a"), coast, ordered(coast, 2, "L1C")) ==
          "S2A_MSIL1C_20230101T014701_N0509_R017_T51LWL_20230101T054701.SAFE");
    CHECK(sentinel2_image_file(coast, ordered(coast, 2, "L1C"), "B03", 10) ==
          "GRANULE/L1C_T51LWL_A000000_20230101T014701/IMG_DATA/T51LWL_20230101T014701_B03");
}

TEST_CASE("Level 1 metadata name the files, the two grids and the factors of their collection", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const SceneOrder order = ordered(coast, 1, "C1L1");
    const SceneRenderer scene(coast, order);
    const std::string c1 = landsat_metadata(facts_of(scene, "landsat-7", "C1L1")).odl(),
                      c2 = landsat_metadata(facts_of(scene, "landsat-7", "C2L1")).odl(),
                      pre = landsat_metadata(facts_of(scene, "landsat-8", "PRE")).odl(),
                      old = landsat_metadata(facts_of(scene, "landsat-7", "PRE")).odl();
    const auto has = [](const std::string& text, const char* line) { return text.find(line) != std::string::npos; };
    CHECK(c1.starts_with("GROUP = L1_METADATA_FILE\n"));
    CHECK(has(c1, "COLLECTION_NUMBER = 01\n"));
    CHECK(has(c1, "FILE_NAME_BAND_QUALITY = \"LE07_L1TP_107066_20100301_20170401_01_T1_BQA.TIF\"\n"));
    CHECK(has(c1, "FILE_NAME_BAND_8 = \"LE07_L1TP_107066_20100301_20170401_01_T1_B8.TIF\"\n"));
    CHECK(has(c1, "REFLECTIVE_LINES = 41\n"));
    CHECK(has(c1, "PANCHROMATIC_LINES = 81\n"));
    CHECK(has(c1, "REFLECTANCE_MULT_BAND_4 = 2.8628E-03\n"));
    CHECK(has(c1, "REFLECTANCE_ADD_BAND_4 = -0.017926\n"));
    CHECK(has(c2, "GROUP = LEVEL1_RADIOMETRIC_RESCALING\n"));
    CHECK_FALSE(has(c2, "LEVEL2"));
    CHECK(has(c2, "DATA_TYPE_BAND_1 = \"UINT8\"\n"));
    CHECK(has(pre, "REFLECTANCE_MULT_BAND_8 = 2.0000E-05\n"));
    CHECK(has(pre, "LANDSAT_SCENE_ID = \"LC81070662010060LGN00\"\n"));
    CHECK_FALSE(has(pre, "COLLECTION"));
    CHECK(has(old, "RADIANCE_MULT_BAND_1 = 1.1807E+00\n"));
    CHECK_FALSE(has(old, "REFLECTANCE_MULT"));
    CHECK_FALSE(has(old, "QUALITY"));
}

TEST_CASE("metadata have the same groups and values as text, JSON and XML", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const SceneRenderer scene(coast, coast.scenes[0]);
    const MetadataTree tree = landsat_metadata(facts_of(scene, "landsat-8", "C2L1"));
    const auto json = nlohmann::json::parse(tree.json());
    CHECK(json.at("LANDSAT_METADATA_FILE").at("LEVEL1_RADIOMETRIC_RESCALING").at("REFLECTANCE_ADD_BAND_5") == "-0.100000");
    CHECK(json.at("LANDSAT_METADATA_FILE").at("PRODUCT_CONTENTS").at("COLLECTION_NUMBER") == "02");
    const auto xml = io::parse_xml(tree.xml(), "mtl.xml");
    CHECK(xml.name == "LANDSAT_METADATA_FILE");
    CHECK(xml.all("REFLECTANCE_ADD_BAND_5").at(0)->text == "-0.100000");
    CHECK(xml.all("SUN_ELEVATION").at(0)->text == json.at("LANDSAT_METADATA_FILE").at("IMAGE_ATTRIBUTES").at("SUN_ELEVATION"));
}

TEST_CASE("air adds path light and takes its share; the half-way point of an edge stays half-way", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const Grid grid{40, 8, 500000, 9001200, 30, -30, {}};
    const SceneOrder above_order = ordered(coast, 0, "C1L1");
    const Pixels ground = SceneRenderer(coast, coast.scenes[0]).image({Band::nir}, grid).reflectance[Band::nir];
    const Pixels above = SceneRenderer(coast, above_order).image({Band::nir}, grid).reflectance[Band::nir];
    CHECK((above - (0.010f + 0.94f * ground)).abs().maxCoeff() < 1e-6f);
}

TEST_CASE("a panchromatic band is the stated mixture of its roles", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const Grid grid{40, 8, 500000, 9001200, 15, -15, {}};
    const SceneOrder order = ordered(coast, 0, "C2L1");
    const SceneImage image =
        SceneRenderer(coast, order).image({Band::blue, Band::green, Band::red}, grid, {{8, platform_named("landsat-8")->pan}});
    const Pixels wanted =
        0.10f * image.reflectance[Band::blue] + 0.50f * image.reflectance[Band::green] + 0.40f * image.reflectance[Band::red];
    CHECK((image.mixed.at(0) - wanted).abs().maxCoeff() < 1e-6f);
}

TEST_CASE("a stated shift moves the picture by exactly that", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const Grid grid{40, 8, 500000, 9001200, 30, -30, {}};
    SceneOrder order = coast.scenes[0];
    const Pixels still = SceneRenderer(coast, order).image({Band::nir}, grid).reflectance[Band::nir];
    order.shift_m = Vector{0, -30};
    const SceneRenderer shifted(coast, order);
    CHECK(shifted.shift() == Vector{0, -30});
    const Pixels moved = shifted.image({Band::nir}, grid).reflectance[Band::nir];
    CHECK((moved.bottomRows(39) - still.topRows(39)).abs().maxCoeff() < 1e-6f);
    CHECK((moved - still).abs().maxCoeff() > 0.1f);
}

TEST_CASE("outlines of pixels run along their edges, holes included", "[synthetic]")
{
    const auto polygons = pixel_edge_polygons(mask_of({".....", ".###.", ".#.#.", ".###."}), sixty);
    REQUIRE(polygons.size() == 1);
    CHECK(polygons[0].exterior.size() == 5);
    CHECK(signed_area(polygons[0].exterior) == -9 * 3600);
    REQUIRE(polygons[0].holes.size() == 1);
    CHECK(signed_area(polygons[0].holes[0]) == 3600);
    CHECK(polygons[0].exterior.front() == polygons[0].exterior.back());
}

TEST_CASE("pixels that touch with a corner are two areas, a hole may be open at a corner", "[synthetic]")
{
    const auto two = pixel_edge_polygons(mask_of({"#....", ".#...", ".....", "....."}), sixty);
    REQUIRE(two.size() == 2);
    CHECK(two[0].exterior.front() == Point{600060, 9000000});
    CHECK(two[0].holes.empty());
    const auto ring = pixel_edge_polygons(mask_of({"###..", "#.#..", "##...", "....."}), sixty);
    REQUIRE(ring.size() == 1);
    double area = signed_area(ring[0].exterior);
    for (const Polyline& hole : ring[0].holes) area += signed_area(hole);
    CHECK(area == -7 * 3600);
    CHECK(pixel_edge_polygons(mask_of({".....", "....."}), sixty).empty());
}

TEST_CASE("the area of the outlines is that of the pixels, whatever the picture", "[synthetic]")
{
    const RandomField random(5);
    for (int trial = 0; trial < 50; ++trial) {
        Mask mask(12, 9);
        for (int r = 0; r < 12; ++r)
            for (int c = 0; c < 9; ++c) mask(r, c) = random.uniform(static_cast<std::uint64_t>(trial), r, c) < 0.55;
        double area = 0;
        for (const Polygon& polygon : pixel_edge_polygons(mask, {12, 9, 0, 0, 60, -60, {}})) {
            CHECK(signed_area(polygon.exterior) < 0);
            area += signed_area(polygon.exterior);
            for (const Polyline& hole : polygon.holes) {
                CHECK(signed_area(hole) > 0);
                area += signed_area(hole);
            }
        }
        CHECK(area == -3600.0 * mask.cast<int>().sum());
    }
}

TEST_CASE("a cloud mask of polygons names its CRS and states x before y", "[synthetic]")
{
    const auto polygons = pixel_edge_polygons(mask_of({".....", ".#...", ".....", "....."}), sixty);
    const auto gml = io::parse_xml(cloud_mask_gml(polygons, "S2A_X", 32751), "clouds.gml");
    CHECK(gml.name == "Mask");
    CHECK(gml.all("maskType").at(0)->text == "OPAQUE");
    CHECK(gml.all("posList").at(0)->text == "600120 8999940 600120 8999880 600060 8999880 600060 8999940 600120 8999940");
    CHECK(gml.all("Envelope").at(0)->attribute("srsName") == "urn:ogc:def:crs:EPSG:8.7:32751");
    CHECK(io::parse_xml(cloud_mask_gml({}, "S2A_X", 32751), "none.gml").all("MaskFeature").empty());
}

TEST_CASE("Level 1C metadata state their own offset list and tile metadata the corner of every size", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const Platform& platform = *platform_named("sentinel-2a");
    const SceneOrder order = ordered(coast, 2, "L1C"), older = ordered(coast, 3, "L1C");
    const SceneRenderer scene(coast, order), before(coast, older);
    const auto product = io::parse_xml(sentinel2_metadata(platform, scene, 0.25), "MTD_MSIL1C.xml");
    CHECK(product.name == "Level-1C_User_Product");
    CHECK(product.all("RADIO_ADD_OFFSET").size() == 13);
    CHECK(product.all("QUANTIFICATION_VALUE").at(0)->text == "10000");
    CHECK(product.all("IMAGE_FILE").size() == 13);
    CHECK(io::parse_xml(sentinel2_metadata(platform, before, 0), "MTD_MSIL1C.xml").all("RADIO_ADD_OFFSET").empty());
    const auto tile = io::parse_xml(sentinel2_tile_metadata(platform, scene), "MTD_TL.xml");
    CHECK(tile.all("HORIZONTAL_CS_CODE").at(0)->text == "EPSG:32751");
    REQUIRE(tile.all("Geoposition").size() == 3);
    CHECK(tile.all("ULY").at(2)->text == "9001200");
    CHECK(tile.all("NROWS").at(2)->text == "20");
    CHECK(tile.all("ZENITH_ANGLE").size() == 1);
}
