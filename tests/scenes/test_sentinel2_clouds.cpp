#include "scenes/products/sentinel2_clouds.hpp"

#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/made_sentinel2.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

CloudPolygons polygons_in(const std::string& gml, const std::string& crs = "EPSG:32751")
{
    const Grid tile{100, 100, 600000, 9060000, 10, -10, Crs{"", crs}};
    return cloud_polygons(io::parse_xml(gml, "MSK_CLOUDS_B00.gml"), tile, "MSK_CLOUDS_B00.gml");
}

std::string replaced(std::string text, const std::string& before, const std::string& after)
{
    return text.replace(text.find(before), before.size(), after);
}

}  // namespace

TEST_CASE("cloud polygons keep their kind, their holes and the order x y", "[sentinel2_clouds]")
{
    const CloudPolygons polygons = polygons_in(testing::cloud_gml("32751"));
    REQUIRE(polygons.opaque.size() == 1);
    REQUIRE(polygons.cirrus.size() == 1);
    CHECK(polygons.opaque[0].exterior[1] == Point{600040, 9060000});
    REQUIRE(polygons.opaque[0].holes.size() == 1);
    CHECK(polygons.opaque[0].holes[0].size() == 5);
    CHECK(polygons.cirrus[0].holes.empty());
    CHECK(polygons.cirrus[0].exterior.size() == 5);
}

TEST_CASE("a cloud mask without members means that no cloud was found", "[sentinel2_clouds]")
{
    const CloudPolygons polygons = polygons_in("<eop:Mask xmlns:eop=\"e\"><eop:maskMembers/></eop:Mask>");
    CHECK(polygons.opaque.empty());
    CHECK(polygons.cirrus.empty());
}

TEST_CASE("positions with heights lose them", "[sentinel2_clouds]")
{
    const std::string gml = testing::cloud_gml("32751");
    const std::string flat = "srsDimension=\"2\">600080 9059950 600100 9059950 600100 9059940 600080 9059940 600080 9059950";
    const CloudPolygons polygons =
        polygons_in(replaced(gml, flat, "srsDimension=\"3\">600080 9059950 1 600100 9059950 2 600100 9059940 3 600080 9059950 1"));
    CHECK(polygons.cirrus[0].exterior.size() == 4);
    CHECK(polygons.cirrus[0].exterior[1] == Point{600100, 9059950});
}

TEST_CASE("a kind of cloud that is not known is masked as opaque", "[sentinel2_clouds]")
{
    CHECK(polygons_in(replaced(testing::cloud_gml("32751"), ">CIRRUS<", ">CLOUD<")).opaque.size() == 2);
}

TEST_CASE("cloud polygons of another CRS, or that are none, are refused", "[sentinel2_clouds]")
{
    const std::string gml = testing::cloud_gml("32751");
    CHECK_THROWS_AS(polygons_in(gml, "EPSG:32651"), UnsafeError);
    CHECK_NOTHROW(polygons_in(gml, ""));
    CHECK_THROWS_AS(polygons_in(replaced(gml, "600080 9059950 600100", "600080 9059950 east")), UnreadableError);
    CHECK_THROWS_AS(polygons_in(replaced(gml, "600080 9059950 600100", "600081 9059950 600100")), UnreadableError);  // not closed
    CHECK_THROWS_AS(polygons_in(replaced(gml, "600080 9059950 600100", "600080 600100")), UnreadableError);          // odd count
    CHECK_THROWS_AS(polygons_in(replaced(gml, "srsDimension=\"2\"", "srsDimension=\"4\"")), UnreadableError);
    CHECK_THROWS_AS(polygons_in("<html/>"), UnreadableError);
}

TEST_CASE("cloud polygons that would mask nothing because they lie elsewhere are refused", "[sentinel2_clouds]")
{
    const std::string gml = testing::cloud_gml("32751"),
                      cirrus = "600080 9059950 600100 9059950 600100 9059940 600080 9059940 600080 9059950";
    const auto at = [&](const std::string& ring) { return replaced(gml, cirrus, ring); };
    CHECK_NOTHROW(polygons_in(at("590001 9059950 590002 9059950 590002 9059940 590001 9059950")));
    CHECK_NOTHROW(polygons_in(at("500000 9000000 700000 9000000 700000 9100000 500000 9000000")));  // larger than the tile
    for (const char* ring :
         {"125.5 -8.5 125.6 -8.5 125.6 -8.4 125.5 -8.5", "9059950 600080 9059950 600100 9059940 600100 9059950 600080",
          "1600080 9059950 1600100 9059950 1600100 9059940 1600080 9059950", "589980 9059950 589990 9059950 589990 9059940 589980 9059950",
          "nan 9059950 600100 9059950 600100 9059940 nan 9059950", "-inf 9059950 600100 9059950 600100 9059940 -inf 9059950",
          "600080 2e8 600100 9059950 600100 9059940 600080 2e8"}) {
        CAPTURE(ring);
        CHECK_THROWS_AS(polygons_in(at(ring)), UnsafeError);
    }
}

TEST_CASE("a polygon of a cloud mask may state a CRS of its own, which must be that of the tile", "[sentinel2_clouds]")
{
    const auto stating = [](const std::string& crs) {
        return replaced(testing::cloud_gml("32751"), "<gml:Polygon ", "<gml:Polygon srsName=\"" + crs + "\" ");
    };
    CHECK_THROWS_AS(polygons_in(stating("urn:ogc:def:crs:EPSG:8.7:4326")), UnsafeError);
    CHECK_THROWS_AS(polygons_in(stating("http://www.opengis.net/def/crs/EPSG/0/32651")), UnsafeError);
    CHECK_THROWS_AS(polygons_in(stating("http://www.opengis.net/def/crs/OGC/1.3/CRS84")), UnsafeError);
    CHECK(polygons_in(stating("urn:ogc:def:crs:EPSG::32751")).opaque.size() == 1);
    CHECK(polygons_in(stating("http://www.opengis.net/def/crs/EPSG/0/32751")).opaque.size() == 1);
}

TEST_CASE("no cloud of a mask is lost for the form in which it is written", "[sentinel2_clouds]")
{
    const std::string gml = testing::cloud_gml("32751");
    std::string patches = replaced(gml, "<gml:Polygon gml:id=\"OPAQUE.0_Polygon\">", "<gml:Surface><gml:patches><gml:PolygonPatch>");
    patches = replaced(patches, "</gml:Polygon>", "</gml:PolygonPatch></gml:patches></gml:Surface>");
    CHECK(polygons_in(patches).opaque.size() == 1);
    CHECK(polygons_in(patches).opaque[0].holes.size() == 1);
    const auto without_polygon = [&](const char* other) {
        const std::string begin = replaced(gml, "<gml:Polygon gml:id=\"CIRRUS.0_Polygon\">", std::string("<gml:") + other + ">");
        const std::size_t at = begin.rfind("</gml:Polygon>");
        return begin.substr(0, at) + "</gml:" + other + ">" + begin.substr(at + 14);
    };
    CHECK_THROWS_AS(polygons_in(without_polygon("Surface")), UnreadableError);
    CHECK_THROWS_AS(polygons_in(without_polygon("Ellipse")), UnreadableError);
    CHECK_THROWS_AS(polygons_in("<eop:Mask xmlns:eop=\"e\"><eop:maskMembers><eop:Cloud/></eop:maskMembers></eop:Mask>"), UnreadableError);
}
