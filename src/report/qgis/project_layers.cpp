#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/io/xml.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/project.hpp"
#include "src/report/qgis/strings.hpp"
#include "src/report/qgis/xml_text.hpp"

namespace tasi::report {
namespace {

/// What is taken from a style document. Others could carry actions and forms, that is programs.
constexpr std::string_view taken[] = {"renderer-v2", "labeling", "layerOpacity", "blendMode", "previewExpression", "aliases", "pipe"};

std::string serialised(const io::XmlElement& xml)
{
    Attributes attributes;
    for (const auto& [name, value] : xml.attributes) attributes.emplace_back(name, value);
    std::string content = escaped(xml.text);
    for (const io::XmlElement& child : xml.children) content += serialised(child);
    return element(xml.name, attributes, content);
}

/// Places of features: every coordinate of a layer.
Box box_of(const Layer& layer)
{
    Box box;
    for (const Feature& feature : layer.features) {
        for (const Point& p : feature.geometry.points) box.add(p);
        for (const Polyline& line : feature.geometry.lines)
            for (const Point& p : line) box.add(p);
        for (const Polygon& polygon : feature.geometry.polygons)
            for (const Point& p : polygon.exterior) box.add(p);
    }
    return box;
}

int rank_of(const std::string& name)
{
    const auto& kinds = layer_kinds();
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const LayerKind& kind) { return kind.name == name; });
    return static_cast<int>(found - kinds.begin());
}

void add_texts(std::set<std::string>& texts, const Layer& layer, std::string_view field)
{
    const int i = layer.field(field);
    for (const Feature& feature : layer.features)
        if (const std::string text = i < 0 ? "" : text_of(feature.values[static_cast<std::size_t>(i)]); !text.empty()) texts.insert(text);
}

}  // namespace

ProjectLayer project_layer(const Layer& layer, const std::string& source, const std::string& style, const std::string& file)
{
    const LayerKind* kind = layer_kind(layer.name);
    ProjectLayer made;
    made.name = layer.name;
    made.title = layer_title(layer.name);
    made.source = source;
    made.kind = layer.kind;
    made.multi = layer.multi;
    made.crs = layer.crs;
    made.box = box_of(layer);
    made.group = kind ? kind->group : layer.kind == Geometry::Kind::none ? "qgis.group.tables" : "qgis.group.other";
    made.shown = !kind || kind->shown;
    made.rank = rank_of(layer.name);
    if (style.empty()) return made;
    const io::XmlElement xml = io::parse_xml(style, file);
    made.labels = xml.attribute("labelsEnabled") == "1";
    for (const io::XmlElement& child : xml.children)
        if (std::find(std::begin(taken), std::end(taken), child.name) != std::end(taken)) made.style += serialised(child);
    return made;
}

Layer with_aliases(Layer layer, const std::string& style, const std::string& file)
{
    if (style.empty()) return layer;
    const io::XmlElement xml = io::parse_xml(style, file);
    for (const io::XmlElement* alias : xml.all("alias")) {
        const int i = layer.field(alias->attribute("field"));
        if (i >= 0) layer.fields[static_cast<std::size_t>(i)].alias = alias->attribute("name");
    }
    return layer;
}

ProjectLayer project_raster(const std::string& name, const std::string& what, const std::string& source, const Crs& crs, const Box& box)
{
    ProjectLayer made;
    made.name = name;
    made.title = phrase_with("qgis.composite." + what + ".title", name);
    made.source = source;
    made.raster = true;
    made.crs = crs;
    made.box = box;
    made.group = "qgis.group.images";
    made.rank = static_cast<int>(layer_kinds().size()) + 1;
    const std::string document = raster_qml(what);
    const io::XmlElement xml = io::parse_xml(document.substr(document.find("<qgis")), name);
    for (const io::XmlElement& child : xml.children) made.style += serialised(child);
    return made;
}

std::string sources_of(const std::vector<Layer>& layers)
{
    std::set<std::string> sensors, dates, presents;
    for (const Layer& layer : layers) {
        add_texts(sensors, layer, "sensor");
        if (layer.name == "shorelines") add_texts(dates, layer, "date");
        if (layer.name != "rates") continue;
        add_texts(presents, layer, "as_of");
        for (const char* field : {"first", "last"}) add_texts(dates, layer, field);
    }
    std::vector<std::string> lines;
    if (!sensors.empty()) lines.push_back(phrase_with("qgis.layout.sensors", join({sensors.begin(), sensors.end()}, ", ")));
    if (!dates.empty()) lines.push_back(phrase_with("qgis.layout.dates", dates.begin()->substr(0, 10), dates.rbegin()->substr(0, 10)));
    if (!presents.empty()) lines.push_back(phrase_with("qgis.layout.present", presents.rbegin()->substr(0, 10)));
    return join(lines, "\n");
}

}  // namespace tasi::report
