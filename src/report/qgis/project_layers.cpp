#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/io/xml.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/palette.hpp"
#include "src/report/qgis/project.hpp"
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

void add_to(Box& box, const Geometry& geometry)
{
    for (const Point& p : geometry.points) box.add(p);
    for (const Polyline& line : geometry.lines)
        for (const Point& p : line) box.add(p);
    for (const Polygon& polygon : geometry.polygons)
        for (const Point& p : polygon.exterior) box.add(p);
}

/// Places of features: every coordinate of a layer.
Box box_of(const Layer& layer)
{
    Box box;
    for (const Feature& feature : layer.features) add_to(box, feature.geometry);
    return box;
}

/// The settlements at risk, and of these the one that is reached most likely by the last horizon, of equal ones the soonest.
std::optional<Endangered> endangered_of(const Layer& layer)
{
    std::vector<io::Column> columns(layer.fields.size());
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].name = layer.fields[i].name;
    const LayerFacts facts(layer, columns);
    Endangered found;
    found.name_column = facts.place_name();
    found.horizons = facts.numbers_after("p_");
    found.has_years = facts.has("reach_yr") && facts.has("reach_lo") && facts.has("reach_hi");
    const auto classes = facts.texts_in("class"), names = facts.texts_in(facts.place_name_field());
    const auto chances = facts.numbers_in(found.horizons.empty() ? "" : fmt::format("p_{}", found.horizons.back())),
               years = facts.numbers_in("reach_yr");
    std::pair<double, double> most{-1, 0};
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        if (classes[i] != "at risk") continue;
        ++found.count;
        const std::pair danger(chances[i].value_or(0), -years[i].value_or(9999));
        if (danger <= most) continue;
        Box box;
        add_to(box, layer.features[i].geometry);
        if (box.empty()) continue;
        most = danger;
        found.box = box;
        found.name = names[i];
    }
    if (found.box.empty()) return std::nullopt;
    return found;
}

int rank_of(const std::string& name)
{
    const LayerKind* kind = layer_kind(name);
    return static_cast<int>(kind ? kind - layer_kinds().data() : static_cast<std::ptrdiff_t>(layer_kinds().size()));
}

void add_texts(std::set<std::string>& texts, const Layer& layer, std::string_view field)
{
    const int i = layer.field(field);
    for (const Feature& feature : layer.features)
        if (const std::string text = i < 0 ? "" : text_of(feature.values[static_cast<std::size_t>(i)]); !text.empty()) texts.insert(text);
}

}  // namespace

ProjectLayer project_layer(const Layer& layer, const std::string& source, const std::string& style, const std::string& file,
                           const MapWords& words)
{
    const LayerKind* kind = layer_kind(layer.name);
    ProjectLayer made;
    made.name = layer.name;
    made.title = layer_title(layer, words);
    made.source = source;
    made.kind = layer.kind;
    made.multi = layer.multi;
    made.crs = layer.crs;
    made.box = box_of(layer);
    made.group = kind ? kind->group : layer.kind == Geometry::Kind::none ? "group.tables" : "group.other";
    made.shown = kind ? kind->shown : layer.kind != Geometry::Kind::none;
    made.framed = !kind || kind->framed;
    if (layer.name == "settlements_at_risk") made.endangered = endangered_of(layer);
    made.rank = rank_of(layer.name);
    if (style.empty()) return made;
    const io::XmlElement xml = io::parse_xml(style, file);
    made.labels = xml.attribute("labelsEnabled") == "1";
    for (const io::XmlElement& child : xml.children)
        if (std::find(std::begin(taken), std::end(taken), child.name) != std::end(taken)) made.style += serialised(child);
    for (const io::XmlElement* rule : xml.all("rule"))
        if (!rule->attribute("symbol").empty()) made.legend.push_back(rule->attribute("label"));
    return made;
}

ProjectLayer project_table(const Layer& table, const Layer& units, const std::string& source, const std::string& style,
                           const std::string& file, const MapWords& words)
{
    const std::string joined = fmt::format("{}|subset=SELECT t.*, u.geom FROM {} t LEFT JOIN {} u ON u.pcode = t.pcode", source,
                                           field_expression(table.name), field_expression(units.name));
    ProjectLayer made = project_layer(table, joined, style, file, words);
    made.kind = Geometry::Kind::polygons;
    made.crs = units.crs;
    made.box = box_of(units);
    made.framed = false;
    LayerStyle outline;
    outline.rules = {{{}, {}, {SymbolKind::fill, {fill_part(casing.faded(0), casing, 0.3)}}}};
    made.style = style_xml(outline) + made.style;
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

ProjectLayer project_raster(const std::string& name, const std::string& what, const std::string& source, const std::string& style,
                            const Crs& crs, const Box& box, const MapWords& words)
{
    ProjectLayer made;
    made.name = name;
    made.title = words.with("composite." + what + ".title", name);
    made.source = source;
    made.raster = true;
    made.crs = crs;
    made.box = box;
    made.group = "group.images";
    made.rank = static_cast<int>(layer_kinds().size()) + 1;
    const std::string document = style.empty() ? raster_qml(what) : style;
    const io::XmlElement xml = io::parse_xml(document.substr(document.find("<qgis")), name);
    for (const io::XmlElement& child : xml.children)
        if (std::find(std::begin(taken), std::end(taken), child.name) != std::end(taken)) made.style += serialised(child);
    return made;
}

std::string sources_of(const std::vector<Layer>& layers, const MapWords& words)
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
    if (!sensors.empty()) lines.push_back(words.with("layout.sensors", join({sensors.begin(), sensors.end()}, ", ")));
    if (!dates.empty()) lines.push_back(words.with("layout.dates", dates.begin()->substr(0, 10), dates.rbegin()->substr(0, 10)));
    if (!presents.empty()) lines.push_back(words.with("layout.present", presents.rbegin()->substr(0, 10)));
    return join(lines, "\n");
}

}  // namespace tasi::report
