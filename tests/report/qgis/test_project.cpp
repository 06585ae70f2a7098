#include "src/report/qgis/project.hpp"

#include <set>

#include "src/io/crs.hpp"
#include "src/io/xml.hpp"
#include "src/report/qgis/strings.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::report;

namespace {

Layer layer_named(const std::string& name, const Geometry& geometry, Geometry::Kind kind)
{
    Layer layer{name, kind, false, io::crs_from_user("EPSG:32751"), {{"transect", FieldType::text}}, {}, ""};
    layer.features = {{0, geometry, {std::string("1")}}};
    return layer;
}

io::XmlElement project(const std::string& title)
{
    const Layer rates = layer_named("rates", Geometry::of(Polyline{{780000, 9000000}, {780300, 9000400}}), Geometry::Kind::lines);
    const Layer places = layer_named("settlements_at_risk", Geometry::of(Point{780100, 9000100}), Geometry::Kind::points);
    const std::string style = "<qgis labelsEnabled=\"1\"><renderer-v2 type=\"singleSymbol\"/><actions><x/></actions></qgis>";
    const std::string xml = project_xml({title, "Satellites: x", "1.2"}, {project_layer(rates, "./a.gpkg|layername=rates", style, "a"),
                                                                          project_layer(places, "./b.shp", "", "b")});
    return io::parse_xml(xml.substr(xml.find("<qgis")), "project");
}

}  // namespace

TEST_CASE("a project has its CRS, relative sources and an entry for every layer", "[report][qgis]")
{
    const io::XmlElement read = project("Coast");
    CHECK(read.child("title")->text == "Coast");
    CHECK(read.all("projectCrs").front()->all("authid").front()->text == "EPSG:32751");
    CHECK(read.all("ProjectionsEnabled").front()->text == "1");
    CHECK(read.all("Absolute").front()->text == "false");
    std::set<std::string> layers, entries;
    for (const io::XmlElement* layer : read.all("maplayer")) {
        layers.insert(layer->child("id")->text);
        CHECK(layer->child("id")->text.size() > 10);
        CHECK_FALSE(layer->all("wkt").front()->text.empty());
        CHECK(layer->child("datasource")->text.starts_with("./"));
    }
    for (const io::XmlElement* entry : read.all("layer-tree-layer")) entries.insert(entry->attribute("id"));
    CHECK(layers == entries);
    CHECK(layers.size() == 2);
}

TEST_CASE("places lie above rates, whatever the order given", "[report][qgis]")
{
    const io::XmlElement read = project("Coast");
    const auto entries = read.all("layer-tree-layer");
    CHECK(entries.front()->attribute("source") == "./b.shp");
}

TEST_CASE("of a stored style only what draws is taken", "[report][qgis]")
{
    const io::XmlElement read = project("Coast");
    CHECK(read.all("renderer-v2").size() == 1);
    CHECK(read.all("actions").empty());
}

TEST_CASE("a title is data: it stands once as text, and nowhere as an expression", "[report][qgis]")
{
    const std::string hostile = "<b> & \" ' [% layer_property('x', 'source') %]";
    const io::XmlElement read = project(hostile);
    CHECK(read.child("title")->text == hostile);
    for (const io::XmlElement* item : read.all("LayoutItem"))
        CHECK(item->attribute("labelText").find("layer_property") == std::string::npos);
}

TEST_CASE("the sheet has title, map, legend, scale bar, north arrow and sources", "[report][qgis]")
{
    std::set<std::string> kinds;
    const io::XmlElement read = project("Coast");
    for (const io::XmlElement* item : read.all("LayoutItem")) kinds.insert(item->attribute("type"));
    CHECK(kinds == std::set<std::string>{"65638", "65639", "65640", "65641", "65642", "65646"});
    CHECK(read.all("abstract").front()->text.starts_with("Satellites: x"));
}

TEST_CASE("sources name sensors and the first and last date", "[report][qgis]")
{
    Layer layer{"shorelines", Geometry::Kind::lines, true, {}, {{"date", FieldType::text}, {"sensor", FieldType::text}}, {}, ""};
    layer.features = {{0, {}, {std::string("2020-05-06T01:02:03Z"), std::string("landsat-8")}},
                      {0, {}, {std::string("1990-01-02T00:00:00Z"), std::string("landsat-5")}},
                      {0, {}, {Value{}, Value{}}}};
    CHECK(sources_of({layer}) == "Satellites: landsat-5, landsat-8\nShorelines from 1990-01-02 to 2020-05-06");
    CHECK(sources_of({}).empty());
}

TEST_CASE("words that nobody wrote are a bug", "[report][qgis]") { CHECK_THROWS(phrase("qgis.no.such.key")); }
