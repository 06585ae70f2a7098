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
    return cloud_polygons(io::parse_xml(gml, "MSK_CLOUDS_B00.gml"), Crs{"", crs}, "MSK_CLOUDS_B00.gml");
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
