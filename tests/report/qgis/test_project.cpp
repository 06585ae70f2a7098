#include "src/report/qgis/project.hpp"

#include <cstdio>
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

TEST_CASE("words that nobody wrote are a bug", "[report][qgis]") { CHECK_THROWS(map_words()("no.such.key")); }

TEST_CASE("a project in another language has its words, and says once that nobody reviewed them", "[report][qgis]")
{
    const Layer rates = layer_named("rates", Geometry::of(Polyline{{780000, 9000000}, {780300, 9000400}}), Geometry::Kind::lines);
    const MapWords& words = map_words("pt");
    const std::string xml = project_xml({"Costa", "", "1.2"}, {project_layer(rates, "./a.gpkg|layername=rates", "", "a", words)}, words);
    const io::XmlElement read = io::parse_xml(xml.substr(xml.find("<qgis")), "project");
    CHECK(read.all("layer-tree-layer").front()->attribute("name") == words("rates.title"));
    CHECK(read.all("Layout").front()->attribute("name") == "Mapa");
    const std::string abstract = read.all("abstract").front()->text;
    CHECK(abstract.find(words("layout.unreviewed")) != std::string::npos);
    CHECK(abstract.find(words("layout.unreviewed")) == abstract.rfind(words("layout.unreviewed")));
}

namespace {

Layer villages(const std::string& name, std::size_t count)
{
    Layer layer{"settlements_at_risk", Geometry::Kind::points, false, io::crs_from_user("EPSG:32751"), {}, {}, ""};
    layer.fields = {{"name"}, {"class"}, {"p_2050", FieldType::real}, {"p_2100", FieldType::real}};
    for (std::size_t i = 0; i < count; ++i)
        layer.features.push_back({0,
                                  Geometry::of(Point{780000 + 100.0 * static_cast<double>(i), 9000000}),
                                  {name + std::to_string(i), std::string("at risk"), 0.1, 0.9 - 0.01 * static_cast<double>(i)}});
    return layer;
}

io::XmlElement sheet_of(const Layer& places)
{
    const std::string xml = project_xml({"Coast", "", "1"}, {project_layer(places, "./a.gpkg|layername=x", "", "a")});
    return io::parse_xml(xml.substr(xml.find("<qgis")), "project");
}

}  // namespace

TEST_CASE("where settlements are at risk the sheet has a closer map of the most endangered and a table of them", "[report][qgis]")
{
    const io::XmlElement read = sheet_of(villages("Village ", 4));
    std::multiset<std::string> kinds;
    bool named = false;
    for (const io::XmlElement* item : read.all("LayoutItem")) {
        kinds.insert(item->attribute("type"));
        named = named || item->attribute("labelText").find("Village 0") != std::string::npos;
    }
    CHECK(kinds.count("65639") == 2);  // maps
    CHECK(named);
    const auto tables = read.all("LayoutMultiFrame");
    REQUIRE(tables.size() == 1);
    CHECK(tables.front()->attribute("vectorLayer") == read.all("maplayer").front()->child("id")->text);
    CHECK(read.all("ComposerMapOverview").size() == 1);
}

TEST_CASE("the name of a place is text on the sheet, also where it looks like an expression", "[report][qgis]")
{
    const std::string hostile = "[% 1+1 %] it's \\ <b>";
    for (const io::XmlElement& read : {sheet_of(villages(hostile, 1))})
        for (const io::XmlElement* item : read.all("LayoutItem")) {
            // Between [% and the first %] stands one expression of QGIS: quoted text alone.
            const std::string text = item->attribute("labelText");
            const std::size_t end = text.find("%]");
            if (text.find("1+1") == std::string::npos) continue;
            CHECK(text.find("[% '[% 1+1 %' || '] it''s \\\\ <b>0' %]") != std::string::npos);
            CHECK(end + 2 == text.size());
        }
}

TEST_CASE("everything on the sheet lies on the page, for wide, tall and tiny coasts", "[report][qgis]")
{
    for (const auto& [width, height] :
         {std::pair(30000.0, 500.0), std::pair(500.0, 30000.0), std::pair(10.0, 10.0), std::pair(9000.0, 8000.0)}) {
        Layer places = villages("x", 2);
        places.features[0].geometry = Geometry::of(Point{780000, 9000000});
        places.features[1].geometry = Geometry::of(Point{780000 + width, 9000000 + height});
        for (const io::XmlElement& read : {sheet_of(places)})
            for (const io::XmlElement* item : read.all("LayoutItem")) {
                double x = 0, y = 0, w = 0, h = 0;
                REQUIRE(std::sscanf(item->attribute("position").c_str(), "%lf,%lf", &x, &y) == 2);
                REQUIRE(std::sscanf(item->attribute("size").c_str(), "%lf,%lf", &w, &h) == 2);
                CHECK(x >= 0);
                CHECK(y >= 0);
                CHECK(w > 0);
                CHECK(h > 0);
                CHECK(x + w <= 297);
                CHECK(y + h <= 210);
            }
    }
}

TEST_CASE("a long title shrinks, and long words of a legend are broken into lines", "[report][qgis]")
{
    const Layer places = villages("x", 1);
    ProjectLayer layer = project_layer(places, "./a.gpkg|layername=x", "", "a");
    layer.title = "A very long title of a layer that no legend of a sheet has room for in one line";
    const std::string xml = project_xml({std::string(200, 'T'), "", "1"}, {layer});
    const io::XmlElement read = io::parse_xml(xml.substr(xml.find("<qgis")), "project");
    std::string lines;
    for (const io::XmlElement* option : read.all("Option"))
        if (option->attribute("name") == "legend/title-label") lines = option->attribute("value");
    CHECK(lines == "A very long title of a layer that no|legend of a sheet has room for in one line");
    bool small = false;
    for (const io::XmlElement* font : read.all("LabelFont")) small = small || font->attribute("description").starts_with("DejaVu Sans,6,");
    CHECK(small);
}

TEST_CASE("a table gets the areas of its units, and none of it is shown at first", "[report][qgis]")
{
    Layer table{"admin_summary", Geometry::Kind::none, true, {}, {{"pcode", FieldType::text, "P-code"}}, {}, ""};
    const Layer units = layer_named("admin_units", Geometry::of({Polygon{{{0, 0}, {9, 0}, {9, 9}, {0, 0}}, {}}}), Geometry::Kind::polygons);
    const ProjectLayer made = project_table(table, units, "./r.gpkg|layername=admin_summary", "", "r");
    CHECK(made.source ==
          "./r.gpkg|layername=admin_summary|subset=SELECT t.*, u.geom FROM \"admin_summary\" t LEFT JOIN \"admin_units\" u ON u.pcode = "
          "t.pcode");
    CHECK_FALSE(made.shown);
    CHECK(made.crs == units.crs);
}
