#include "src/report/qgis/layer_look.hpp"

#include "src/core/text.hpp"
#include "src/io/formats.hpp"
#include "src/io/xml.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/strings.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::report;

namespace {

io::LayerLook look_of(const Layer& layer, const char* file = "x.gpkg")
{
    io::Session session;
    return layer_look(layer, io::columns_of(session, layer, io::format_for(file, false), file));
}

io::XmlElement style_of(const Layer& layer, const char* file = "x.gpkg")
{
    const std::string qml = look_of(layer, file).qml;
    return io::parse_xml(qml.substr(qml.find("<qgis")), "style");
}

Layer rates()
{
    Layer layer{"rates", Geometry::Kind::lines, false, {}, {}, {}, "Change"};
    layer.fields = {{"transect", FieldType::text, "Transect"},
                    {"LRR", FieldType::real, "Linear regression rate", "m/yr"},
                    {"LCI90", FieldType::real, "Half width"},
                    {"trend", FieldType::text, "Trend"}};
    layer.features = {{0, Geometry::of(Polyline{{0, 0}, {0, 1}}), {std::string("1"), -1.0, 0.2, std::string("eroding")}}};
    return layer;
}

std::vector<std::string> filters_of(const io::XmlElement& style)
{
    std::vector<std::string> filters;
    for (const io::XmlElement* rule : style.all("rule"))
        if (!rule->attribute("filter").empty()) filters.push_back(rule->attribute("filter"));
    return filters;
}

}  // namespace

TEST_CASE("every kind of layer has a title, a group and a style that is XML", "[report][qgis]")
{
    for (const LayerKind& kind : layer_kinds()) {
        CAPTURE(kind.name);
        CHECK_FALSE(layer_title(Layer{kind.name, Geometry::Kind::polygons, true, {}, {}, {}, ""}).empty());
        CHECK_FALSE(map_words()(kind.group).empty());
        for (const auto geometry : {Geometry::Kind::points, Geometry::Kind::lines, Geometry::Kind::polygons}) {
            // Also of a layer that has none of the columns: a style must never stand in the way of the data.
            Layer layer{kind.name, geometry, true, {}, {{"other", FieldType::text}}, {}, ""};
            const io::XmlElement style = style_of(layer);
            CHECK(style.name == "qgis");
            CHECK((kind.style != nullptr) == (style.child("renderer-v2") != nullptr));
        }
    }
}

TEST_CASE("rates that are NULL or not assessed have a rule of their own", "[report][qgis]")
{
    const std::vector<std::string> filters = filters_of(style_of(rates()));
    REQUIRE(filters.size() == 8);
    CHECK(filters.back() == "\"LRR\" IS NULL OR \"trend\" IS NULL OR \"trend\" = 'not assessed'");
}

TEST_CASE("classes of rates leave no gap between bounds", "[report][qgis]")
{
    const std::vector<std::string> filters = filters_of(style_of(rates()));
    CHECK(filters[0] == "\"LRR\" IS NOT NULL AND \"trend\" = 'eroding' AND -\"LRR\" >= 1.5");
    CHECK(filters[1] == "\"LRR\" IS NOT NULL AND \"trend\" = 'eroding' AND -\"LRR\" >= 0.5 AND -\"LRR\" < 1.5");
    CHECK(filters[2] == "\"LRR\" IS NOT NULL AND \"trend\" = 'eroding' AND -\"LRR\" < 0.5");
}

TEST_CASE("the legend states unit and confidence", "[report][qgis]")
{
    CHECK(look_of(rates()).qml.find("retreat, over 1.5 m/yr") != std::string::npos);
    CHECK(look_of(rates()).qml.find("no detectable trend at 90 % confidence") != std::string::npos);
    Layer layer = rates();
    layer.fields[2].name = "LCI997";
    CHECK(look_of(layer).qml.find("at 99.7 % confidence") != std::string::npos);
}

TEST_CASE("every field has a readable name with its unit, a cut one the name that it had", "[report][qgis]")
{
    Layer layer = rates();
    layer.fields.push_back({"PopulationOfTheVillage", FieldType::real});
    layer.features[0].values.emplace_back(12.0);
    std::vector<std::string> aliases;
    const io::XmlElement style = style_of(layer, "x.shp");
    for (const io::XmlElement* alias : style.all("alias")) aliases.push_back(alias->attribute("field") + "=" + alias->attribute("name"));
    CHECK(aliases == std::vector<std::string>{"transect=Transect", "LRR=Linear regression rate (m/yr)", "LCI90=Half width", "trend=Trend",
                                              "Population=PopulationOfTheVillage"});
}

TEST_CASE("years share at most seven colours, and the newest year has its own", "[report][qgis]")
{
    CHECK(year_classes({}).empty());
    CHECK(year_classes({2001}).front().label == "2001");
    std::vector<int> years;
    for (int year = 1984; year <= 2025; ++year) years.push_back(year);
    const std::vector<YearClass> classes = year_classes(years);
    REQUIRE(classes.size() == 7);
    CHECK(classes.back().label == "2025");
    int next = 1984;
    for (const YearClass& c : classes) {
        CHECK(c.first == next);
        CHECK(c.last >= c.first);
        next = c.last + 1;
    }
    CHECK(next == 2026);
}

TEST_CASE("hazard zones are drawn with the sure and soon on top", "[report][qgis]")
{
    Layer layer{"hazard_zones", Geometry::Kind::polygons, true, {}, {{"year", FieldType::integer}, {"prob", FieldType::integer}}, {}, ""};
    for (const std::int64_t year : {2030, 2050})
        for (const std::int64_t prob : {10, 50, 90}) layer.features.push_back({0, {}, {year, prob}});
    const io::XmlElement style = style_of(layer);
    CHECK(filters_of(style).size() == 7);  // six classes and all that is neither
    CHECK(style.all("orderByClause").front()->text == "\"prob\" - 10000 * \"year\"");
}

TEST_CASE("a raster style ends with an open class", "[report][qgis]")
{
    for (const char* what : {"value", "count", "sd", "pooled"}) {
        const std::string qml = raster_qml(what);
        const io::XmlElement style = io::parse_xml(qml.substr(qml.find("<qgis")), what);
        const auto items = style.all("item");
        REQUIRE_FALSE(items.empty());
        CHECK(items.back()->attribute("value") == "inf");
    }
}

TEST_CASE("a table without geometry has names of fields and no symbols", "[report][qgis]")
{
    Layer layer = rates();
    layer.kind = Geometry::Kind::none;
    layer.features[0].geometry = {};
    const io::XmlElement style = style_of(layer);
    CHECK(style.child("renderer-v2") == nullptr);
    CHECK(style.all("alias").size() == 4);
}

TEST_CASE("classes of people have round bounds, each above the last, at most five", "[report][qgis]")
{
    CHECK(class_bounds({}).empty());
    CHECK(class_bounds({0.0, std::nullopt, 0.2}).empty());
    CHECK(class_bounds({250.0}) == std::vector<double>{200});
    std::vector<std::optional<double>> values;
    for (int i = 1; i <= 500; ++i) values.emplace_back(i * i / 10.0);
    const std::vector<double> bounds = class_bounds(values);
    CHECK(bounds == std::vector<double>{1000, 2000, 5000, 10000});
}

namespace {

Layer units(std::vector<std::vector<Value>> rows)
{
    Layer layer{"admin_units", Geometry::Kind::polygons, true, {}, {{"pcode"}, {"ppl_risk", FieldType::real}, {"status"}}, {}, ""};
    for (std::vector<Value>& row : rows) layer.features.push_back({0, {}, std::move(row)});
    return layer;
}

}  // namespace

TEST_CASE("a unit where nobody is reached is no unit that was not assessed", "[report][qgis]")
{
    const io::XmlElement style = style_of(units({{std::string("A"), 0.0, std::string("assessed")},
                                                 {std::string("B"), 80.0, std::string("assessed")},
                                                 {std::string("C"), 0.0, std::string("coast not assessed")}}));
    std::vector<std::string> labels;
    for (const io::XmlElement* rule : style.all("rule"))
        if (!rule->attribute("label").empty()) labels.push_back(rule->attribute("label"));
    CHECK(labels == std::vector<std::string>{"over 50 people", "under 50 people", "nobody expected to be reached", "not assessed"});
    CHECK(style.all("rule").back()->attribute("filter") == "ELSE");
    for (const std::string& filter : filters_of(style))
        if (filter != "ELSE") CHECK(filter.find("'coast not assessed'") != std::string::npos);
}

TEST_CASE("assets have the classes that occur, and what is unknown is never left out", "[report][qgis]")
{
    Layer layer{"assets_coast_road", Geometry::Kind::lines, true, {}, {{"p_2050", FieldType::real}, {"p_2100", FieldType::real}}, {}, ""};
    layer.features = {{0, {}, {0.1, 0.7}}};
    CHECK(layer_title(layer) == "On the land: coast road");
    CHECK(filters_of(style_of(layer)).empty());  // one class holds them all
    layer.features.push_back({0, {}, {Value{}, Value{}}});
    CHECK(filters_of(style_of(layer)) == std::vector<std::string>{"\"p_2100\" >= 0.5 AND \"p_2100\" < 2", "ELSE"});
}

TEST_CASE("rates are a ribbon when zoomed out and transects when zoomed in, in degrees transects alone", "[report][qgis]")
{
    Layer layer = rates();
    CHECK(look_of(layer).qml.find("GeometryGenerator") != std::string::npos);
    layer.crs.name = "EPSG:4326";
    layer.crs.wkt = "x";
    CHECK(look_of(layer).qml.find("GeometryGenerator") == std::string::npos);
}
