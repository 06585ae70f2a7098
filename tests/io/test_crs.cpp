#include <cmath>
#include <fstream>
#include <sstream>

#include <zlib.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;

namespace {

const char* const esri_utm_51s =
    "PROJCS[\"WGS_1984_UTM_Zone_51S\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
    "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
    "PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",10000000.0],PARAMETER[\"Central_Meridian\",123.0],"
    "PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";

const char* const engineering =
    "ENGCRS[\"site\",EDATUM[\"site\"],CS[Cartesian,2],AXIS[\"x\",east],AXIS[\"y\",north],LENGTHUNIT[\"metre\",1]]";

const char* const compound =
    "COMPOUNDCRS[\"WGS 84 / UTM zone 51S + EGM96 height\",PROJCRS[\"WGS 84 / UTM zone 51S\",BASEGEOGCRS[\"WGS 84\",DATUM[\"World Geodetic "
    "System 1984\",ELLIPSOID[\"WGS 84\",6378137,298.257223563]]],CONVERSION[\"UTM zone 51S\",METHOD[\"Transverse "
    "Mercator\",ID[\"EPSG\",9807]],PARAMETER[\"Latitude of natural origin\",0],PARAMETER[\"Longitude of natural "
    "origin\",123],PARAMETER[\"Scale factor at natural origin\",0.9996],PARAMETER[\"False easting\",500000],PARAMETER[\"False "
    "northing\",10000000]],CS[Cartesian,2],AXIS[\"easting\",east],AXIS[\"northing\",north],LENGTHUNIT[\"metre\",1]],VERTCRS[\"EGM96 "
    "height\",VDATUM[\"EGM96 geoid\"],CS[vertical,1],AXIS[\"up\",up],LENGTHUNIT[\"metre\",1]]]";

std::vector<std::vector<std::string>> rows_of_gz(const std::filesystem::path& file)
{
    gzFile in = gzopen(file.c_str(), "rb");
    REQUIRE(in);
    std::vector<std::vector<std::string>> rows;
    for (char line[512]; gzgets(in, line, sizeof line);) rows.push_back(split(trimmed(line), ','));
    gzclose(in);
    return rows;
}

}  // namespace

TEST_CASE("one CRS stated in different ways is one value", "[crs]")
{
    start_up();
    const Crs user = crs_from_user("epsg:32751");
    CHECK(user.name == "EPSG:32751");
    CHECK(user.projected);
    CHECK(user.metres);
    CHECK(crs_from_wkt(user.wkt, "again.tif") == user);
    CHECK(crs_from_wkt(esri_utm_51s, "esri.prj") == user);
    CHECK(crs_from_wkt(compound, "heights.tif") == user);
    CHECK(utm_crs(51, false) == user);
    CHECK_FALSE(utm_crs(51, true) == user);
    CHECK_FALSE(crs_from_user("EPSG:4326").projected);
}

TEST_CASE("a CRS that a user cannot mean is a usage error", "[crs]")
{
    start_up();
    for (const char* text :
         {"", "32751", "EPSG:", "EPSG:0", "EPSG:-1", "EPSG:32751x", "EPSG:999999", "EPSG:4978", "EPSG:5703", "/etc/passwd", "+proj=utm"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(crs_from_user(text), UsageError);
    }
}

TEST_CASE("a CRS without a place on the Earth is unsafe, an absent or undefined one is empty", "[crs]")
{
    start_up();
    CHECK_THROWS_AS(crs_from_wkt(engineering, "site.tif"), UnsafeError);
    CHECK_THROWS_AS(crs_from_wkt("not wkt at all", "x.tif"), UnsafeError);
    CHECK(crs_from_wkt(" ", "x.tif").empty());
    CHECK(
        crs_from_wkt("GEOGCS[\"Undefined geographic SRS\",DATUM[\"unknown\",SPHEROID[\"unknown\",6378137,298.25]],PRIMEM[\"Greenwich\",0],"
                     "UNIT[\"degree\",0.0174532925199433]]",
                     "x.gpkg")
            .empty());
}

TEST_CASE("a CRS whose parameters contradict its EPSG code is unsafe", "[crs]")
{
    start_up();
    std::string wkt = crs_from_user("EPSG:32751").wkt;
    const auto at = wkt.find("10000000");
    REQUIRE(at != std::string::npos);
    wkt.replace(at, 8, "10000500");
    CHECK_THROWS_AS(crs_from_wkt(wkt, "moved.tif"), UnsafeError);
}

TEST_CASE("metres are required, and the fitting UTM zone is named", "[crs]")
{
    start_up();
    CHECK(fitting_utm(125.58, -8.55) == "EPSG:32751");
    CHECK(fitting_utm(126.01, -8.55) == "EPSG:32752");
    CHECK(fitting_utm(-180, 10) == "EPSG:32601");
    CHECK(fitting_utm(180, 10) == "EPSG:32660");
    CHECK_NOTHROW(require_metres(crs_from_user("EPSG:32751"), "x"));
    CHECK_THROWS_AS(require_metres({}, "x"), UnsafeError);
    CHECK_THROWS_AS(require_metres(crs_from_user("EPSG:2263"), "x"), UnsafeError);  // US survey feet
    const Point dili{125.58, -8.55};
    try {
        require_metres(crs_from_user("EPSG:4326"), "x", &dili);
        FAIL("degrees accepted");
    } catch (const UnsafeError& error) {
        CHECK(error.remedy().find("EPSG:32751") != std::string::npos);
    }
}

TEST_CASE("Dili has the same place in the northern and the southern zone", "[crs]")
{
    start_up();
    Session session;
    const Crs degrees = crs_from_user("EPSG:4326"), north = utm_crs(51, true), south = utm_crs(51, false);
    const Point dili{125.58, -8.55};
    const Point in_north = Transformer(session, degrees, north)(dili), in_south = Transformer(session, degrees, south)(dili);
    CHECK(in_north.x == Approx(784012.211458).margin(1e-5));
    CHECK(in_north.y == Approx(-946053.190924).margin(1e-5));
    CHECK(in_south.y == Approx(9053946.809076).margin(1e-5));
    const Point moved = Transformer(session, north, south)(in_north);
    CHECK(distance(moved, in_south) < 1e-6);
    const auto notes = session.notes();
    REQUIRE(notes.count("transformation EPSG:4326 to EPSG:32751") == 1);
    CHECK(notes.at("transformation EPSG:4326 to EPSG:32751") == "accuracy 0 m");
}

TEST_CASE("projections agree with cs2cs forwards and back", "[crs][oracle]")
{
    start_up();
    const auto file = testing::shared("checks/oracles/data/projections.csv.gz");
    if (file.empty()) return;
    Session session;
    double worst_m = 0, worst_deg = 0;
    int points = 0;
    for (const auto& row : rows_of_gz(file)) {
        if (row.size() < 6 || !parse_integer(row[1])) continue;
        const Crs degrees = crs_from_user("EPSG:4326"), utm = crs_from_user("EPSG:" + row[1]);
        const Point place{*parse_number(row[2]), *parse_number(row[3])}, wanted{*parse_number(row[4]), *parse_number(row[5])};
        worst_m = std::max(worst_m, distance(Transformer(session, degrees, utm)(place), wanted));
        worst_deg = std::max(worst_deg, distance(Transformer(session, utm, degrees)(wanted), place));
        ++points;
    }
    INFO("worst " << worst_m << " m, " << worst_deg << " degrees");
    CHECK(points == 100);
    CHECK(worst_m < 1e-3);
    CHECK(worst_deg < 1e-8);
}

TEST_CASE("a coordinate that cannot be transformed is named", "[crs]")
{
    start_up();
    Session session;
    const Transformer move(session, crs_from_user("EPSG:4326"), utm_crs(51, false));
    for (const Point& bad : {Point{125, 91}, Point{1e6, 0}, Point{NAN, 0}, Point{125, INFINITY}}) CHECK_THROWS_AS(move(bad), UnsafeError);
    CHECK_NOTHROW(move(Point{125, -8}));
    const Transformer copy(move);
    CHECK(copy(Point{125, -8}) == move(Point{125, -8}));
    const Transformer none(session, utm_crs(51, false), utm_crs(51, false));
    CHECK(none.identity());
    CHECK(none(Point{1, 2}) == Point{1, 2});
}

TEST_CASE("a shift that nothing installed can do accurately is refused", "[crs]")
{
    start_up();
    Session session;
    const std::string unknown_datum =
        "GEOGCS[\"lost survey\",DATUM[\"lost datum\",SPHEROID[\"Bessel 1841\",6377397.155,299.1528128]],PRIMEM[\"Greenwich\",0],"
        "UNIT[\"degree\",0.0174532925199433]]";
    CHECK_THROWS_AS(Transformer(session, crs_from_wkt(unknown_datum, "old.shp"), utm_crs(51, false)), UnsafeError);
}

TEST_CASE("the area of use allows both hemispheres of a UTM zone but no far place", "[crs]")
{
    start_up();
    CHECK(inside_area_of_use(utm_crs(51, false), {784012, 9053946}));
    CHECK(inside_area_of_use(utm_crs(51, true), {784012, -946053}));
    CHECK(inside_area_of_use(utm_crs(51, true), {-100000, 946053}));
    CHECK_FALSE(inside_area_of_use(utm_crs(51, false), {784012, -946053}));
    CHECK_FALSE(inside_area_of_use(utm_crs(51, true), {3000000, 946053}));
    CHECK(inside_area_of_use(crs_from_user("EPSG:4326"), {125, -8}));
    CHECK_FALSE(inside_area_of_use(crs_from_user("EPSG:2263"), {1e7, 1e6}));
}
