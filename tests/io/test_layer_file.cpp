#include <cmath>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "src/io/layer_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

/// Writes geometries given as WKT (empty: NULL) into a layer `made`.
std::string write_wkt(const TemporaryFolder& folder, const std::string& name, const std::string& driver,
                      const std::vector<std::string>& wkts, int epsg = 32751)
{
    io::start_up();
    const std::string path = folder / name;
    const GDALDatasetUniquePtr dataset(
        GetGDALDriverManager()->GetDriverByName(driver.c_str())->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    REQUIRE(dataset);
    OGRSpatialReference crs;
    REQUIRE(crs.importFromEPSG(epsg) == OGRERR_NONE);
    OGRLayer* layer = dataset->CreateLayer("made", &crs, wkbUnknown, nullptr);
    REQUIRE(layer);
    for (const std::string& wkt : wkts) {
        OGRFeature feature(layer->GetLayerDefn());
        OGRGeometry* geometry = nullptr;
        if (!wkt.empty()) REQUIRE(OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &geometry) == OGRERR_NONE);
        feature.SetGeometryDirectly(geometry);
        REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
    }
    return path;
}

Layer read_wkt(const std::vector<std::string>& wkts, int epsg = 32751)
{
    const TemporaryFolder folder;
    io::Session session;
    return io::read_layer(session, {write_wkt(folder, "made.gpkg", "GPKG", wkts, epsg), {}, {}});
}

std::string refusal_of(const std::vector<std::string>& wkts, int epsg = 32751)
{
    return refusal([&] { read_wkt(wkts, epsg); });
}

std::string read_as(const std::string& name, const std::string& text)
{
    const TemporaryFolder folder;
    io::start_up();
    io::Session session;
    return refusal([&] { io::read_layer(session, {write_file(folder, name, text), {}, {}}); });
}

std::string geojson(const std::string& geometry, const std::string& properties = "{}",
                    const std::string& crs = "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::32751\"}},")
{
    return "{\"type\":\"FeatureCollection\"," + crs + "\"features\":[{\"type\":\"Feature\",\"properties\":" + properties +
           ",\"geometry\":" + geometry + "}]}";
}

}  // namespace

TEST_CASE("a file is known by suffix and content together", "[layer]")
{
    CHECK(contains(read_as("x.gpkg", "<html>login</html>"), "3 GEOPACKAGE is not a GeoPackage"));
    CHECK(contains(read_as("x.shp", "PNG"), "3 SHAPEFILE is not a shapefile"));
    CHECK(contains(read_as("x.fgb", "{}"), "3 FLATGEOBUF is not a FlatGeobuf"));
    CHECK(contains(read_as("x.geojson", "<html/>"), "3 JSON"));
    CHECK(contains(read_as("x.geojson", "{\"type\":\"Topology\"}"), "3 READ"));
    CHECK(contains(read_as("x.kml", "<kml/>"), "3 FORMAT the suffix '.kml' is not that of a layer"));
    CHECK(contains(read_as("x.gpkg", ""), "3 FORMAT is empty"));
    for (const char* name : {"x.vrt", "x.gpkg", "x.shp", "x.csv"})
        CHECK(contains(read_as(name, "<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>"), "8 DRIVER points to other data (VRT"));
}

TEST_CASE("a CSV is read as a table by its suffix", "[layer]")
{
    const TemporaryFolder folder;
    io::Session session;
    const std::string path = write_file(folder, "t.CSV", "a,b\n1,2\n");
    CHECK(io::read_layer(session, {path, {}, {}}).features.size() == 1);
    CHECK(io::read_layer(session, {path, "t", {}}).name == "t");
    CHECK(contains(refusal([&] {
                       io::read_layer(session, {path, "other", {}});
                   }),
                   "2 LAYER has no layer 'other'; choose one with --layer: t"));
}

TEST_CASE("multi-part lines keep their parts, Z and M fall away", "[layer]")
{
    const Layer layer = read_wkt({"MULTILINESTRING ((0 0,1 0),(5 5,6 6))", "LINESTRING ZM (0 0 9 9,1 1 8 8)"});
    CHECK(layer.kind == Geometry::Kind::lines);
    CHECK(layer.multi);
    CHECK(layer.features[0].geometry.lines == std::vector<Polyline>{{{0, 0}, {1, 0}}, {{5, 5}, {6, 6}}});
    CHECK(layer.features[1].geometry.lines == std::vector<Polyline>{{{0, 0}, {1, 1}}});
}

TEST_CASE("polygons keep holes and parts", "[layer]")
{
    const Layer layer = read_wkt({"MULTIPOLYGON (((0 0,9 0,9 9,0 0),(5 1,6 1,6 2,5 1)),((20 0,21 0,21 1,20 0)))"});
    const auto& polygons = layer.features[0].geometry.polygons;
    REQUIRE(polygons.size() == 2);
    REQUIRE(polygons[0].holes.size() == 1);
    CHECK(is_ring(polygons[0].exterior));
    CHECK(signed_area(polygons[1].exterior) == Approx(0.5));
}

TEST_CASE("curves become chords close to the arc", "[layer]")
{
    const Layer layer = read_wkt({"CIRCULARSTRING (0 0,100 100,200 0)"});
    REQUIRE(layer.features[0].geometry.lines.size() == 1);
    CHECK(length(layer.features[0].geometry.lines[0]) == Approx(100 * 3.14159265358979).epsilon(1e-3));
}

TEST_CASE("empty and NULL geometries stay as features without one", "[layer]")
{
    const Layer layer = read_wkt({"LINESTRING (0 0,1 1)", "", "LINESTRING EMPTY"});
    REQUIRE(layer.features.size() == 3);
    CHECK(layer.features[1].geometry.kind == Geometry::Kind::none);
    CHECK(layer.features[2].geometry.kind == Geometry::Kind::none);
}

TEST_CASE("geometry that has no meaning here is refused, naming the feature", "[layer]")
{
    CHECK(contains(refusal_of({"LINESTRING (0 0,1 1)", "POINT (0 0)"}), "4 GEOMETRY feature 2 is of another geometry type"));
    CHECK(contains(refusal_of({"GEOMETRYCOLLECTION (POINT (0 0),LINESTRING (0 0,1 1))"}),
                   "4 GEOMETRY feature 1 has the geometry type GEOMETRYCOLLECTION"));
    CHECK(contains(refusal_of({"LINESTRING (0 0,1 1)", "LINESTRING (0 0,1 1,2 1e9)"}),
                   "4 COORDINATE feature 2, vertex 3 has a coordinate out of range"));
    CHECK(contains(refusal_of({"LINESTRING (0 0,780200 9053900)"}, 4326), "out of range (780200, 9053900) for a CRS in degrees"));
    CHECK(contains(refusal_of({"POINT (125.5 -90.5)"}, 4326), "out of range"));
    CHECK(refusal_of({"POINT (125.5 -8.5)"}, 4326) == "done");
}

TEST_CASE("one feature in degrees in a layer in metres is refused", "[layer]")
{
    CHECK(contains(refusal_of({"POINT (780200 9053900)", "POINT (125.5 -8.5)"}),
                   "4 COORDINATE feature 2 has coordinates like degrees (125.5, -8.5) in a layer in metres"));
    CHECK(refusal_of({"LINESTRING (0 0,500 0)", "LINESTRING (0 0,50 0)"}) == "done");
    CHECK(refusal_of({"POINT (100 50)", "POINT (99 51)"}) == "done");
}

TEST_CASE("dates in GeoJSON stay text, to be read by the rules of all tables", "[layer]")
{
    const TemporaryFolder folder;
    io::start_up();
    io::Session session;
    const std::string path = write_file(folder, "x.json",
                                        geojson("{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}",
                                                R"({"date":"03/04/2020","n":3,"r":1.5,"b":true,"none":null,"list":[1,2]})"));
    const Layer layer = io::read_layer(session, {path, {}, {}});
    const auto value = [&](const char* name) { return layer.features.at(0).values.at(static_cast<std::size_t>(layer.field(name))); };
    CHECK(value("date") == Value{std::string("03/04/2020")});
    CHECK(value("n") == Value{std::int64_t{3}});
    CHECK(value("r") == Value{1.5});
    CHECK(value("b") == Value{std::int64_t{1}});
    CHECK(value("none") == Value{});
    CHECK(std::holds_alternative<std::string>(value("list")));
    CHECK(layer.crs.name == "EPSG:32751");
}

TEST_CASE("GeoJSON without crs member is WGS 84; metres in it are refused", "[layer]")
{
    CHECK(read_as("x.geojson", geojson("{\"type\":\"Point\",\"coordinates\":[125.5,-8.5]}", "{}", "")) == "done");
    CHECK(contains(read_as("x.geojson", geojson("{\"type\":\"Point\",\"coordinates\":[780300,9053800]}", "{}", "")), "4 COORDINATE"));
}

TEST_CASE("FlatGeobuf reads in the order of the file, and a cut one is refused", "[layer]")
{
    const TemporaryFolder folder;
    std::vector<std::string> wkts;
    for (int i = 0; i < 50; ++i) wkts.push_back("LINESTRING (" + std::to_string(i) + " 0,5 5)");
    const std::string path = write_wkt(folder, "made.fgb", "FlatGeobuf", wkts);
    io::Session session;
    CHECK(io::read_layer(session, {path, {}, {}}).features.size() == 50);
    std::ifstream in(path, std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), {});
    for (std::size_t percent = 1; percent < 100; percent += 9) {
        CAPTURE(percent);
        const std::string cut = write_file(folder, "cut.fgb", whole.substr(0, whole.size() * percent / 100));
        CHECK(contains(refusal([&] { io::read_layer(session, {cut, {}, {}}); }), "3 "));
    }
}

TEST_CASE("times of a GeoPackage are UTC to the millisecond", "[layer]")
{
    const TemporaryFolder folder;
    io::start_up();
    const std::string path = folder / "times.gpkg";
    {
        const GDALDatasetUniquePtr dataset(
            GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        OGRLayer* layer = dataset->CreateLayer("times", nullptr, wkbNone, nullptr);
        OGRFieldDefn time("time", OFTDateTime), day("day", OFTDate), real("real", OFTReal);
        for (OGRFieldDefn* field : {&time, &day, &real}) REQUIRE(layer->CreateField(field) == OGRERR_NONE);
        OGRFeature feature(layer->GetLayerDefn());
        feature.SetField(0, 2021, 6, 15, 1, 47, 13.542F, 100);
        feature.SetField(1, 2020, 2, 29);
        feature.SetField(2, std::nan(""));
        REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
    }
    io::Session session;
    const Layer layer = io::read_layer(session, {path, {}, {}});
    CHECK(std::get<Instant>(layer.features.at(0).values.at(0)).iso() == "2021-06-15T01:47:13.542Z");
    CHECK(std::get<Instant>(layer.features.at(0).values.at(1)).iso() == "2020-02-29");
    CHECK(layer.features.at(0).values.at(2) == Value{});
    CHECK(layer.kind == Geometry::Kind::none);
}
