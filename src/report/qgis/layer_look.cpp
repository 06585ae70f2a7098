#include "src/report/qgis/layer_look.hpp"

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/strings.hpp"
#include "src/report/qgis/xml_text.hpp"

namespace tasi::report {
namespace {

constexpr const char* doctype = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n";
constexpr const char* written_for = "3.22.0";

/// Every field has a readable name: its own, with its unit, or the one that it had before a format cut it.
std::string aliases_xml(const Layer& layer, const std::vector<io::Column>& columns)
{
    std::string xml;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string& alias = columns[i].alias.empty() ? layer.fields[i].name : columns[i].alias;
        xml += element("alias", {{"field", columns[i].name}, {"index", std::to_string(i)}, {"name", alias}});
    }
    return element("aliases", {}, xml);
}

/// What a layer says of itself: its description, the sign convention, and that nobody stated a licence.
std::string metadata_xml(const Layer& layer)
{
    const std::string abstract = layer.description + (layer.description.empty() ? "" : ". ") + std::string(phrase("qgis.layer.sign"));
    const std::string crs =
        layer.crs.empty()
            ? ""
            : element("crs", {}, element("spatialrefsys", {}, text_element("wkt", layer.crs.wkt) + text_element("authid", layer.crs.name)));
    return doctype +
           element("qgis", {{"version", written_for}},
                   text_element("identifier", layer.name) + text_element("type", "dataset") +
                       text_element("title", layer_title(layer.name)) + text_element("abstract", abstract) +
                       text_element("rights", phrase("qgis.layer.rights")) + crs) +
           "\n";
}

}  // namespace

const std::vector<LayerKind>& layer_kinds()
{
    // In the order in which a map stacks them, the top first.
    static const std::vector<LayerKind> table{
        {"settlements_at_risk", settlements_style, "qgis.group.places"},
        {"setback", setback_style, "qgis.group.future"},
        {"forecast_lines", forecast_lines_style, "qgis.group.future"},
        {"forecast", forecast_style, "qgis.group.future", false},
        {"shorelines", shorelines_style, "qgis.group.past"},
        {"positions", positions_style, "qgis.group.past", false},
        {"vertices", vertices_style, "qgis.group.past", false},
        {"hazard_zones", hazard_zones_style, "qgis.group.zones"},
        {"forecast_bands", forecast_bands_style, "qgis.group.zones", false},
        {"rates", rates_style, "qgis.group.change"},
        {"baseline", baseline_style, "qgis.group.survey", false},
        {"transects", transects_style, "qgis.group.survey", false},
        {"admin_summary", nullptr, "qgis.group.tables"},
        {"warnings", nullptr, "qgis.group.tables"},
    };
    return table;
}

const LayerKind* layer_kind(const std::string& name)
{
    for (const LayerKind& kind : layer_kinds())
        if (kind.name == name) return &kind;
    return nullptr;
}

std::string layer_title(const std::string& name) { return layer_kind(name) ? std::string(phrase("qgis." + name + ".title")) : name; }

io::LayerLook layer_look(const Layer& layer, const std::vector<io::Column>& columns)
{
    const LayerKind* kind = layer_kind(layer.name);
    const bool drawn = kind && kind->style && layer.kind != Geometry::Kind::none;
    const LayerStyle style = drawn ? kind->style(LayerFacts(layer, columns)) : LayerStyle{};
    const Attributes attributes{{"version", written_for},
                                {"styleCategories", "Symbology|Labeling|Fields|Rendering"},
                                {"labelsEnabled", style.labels ? "1" : "0"},
                                {"hasScaleBasedVisibilityFlag", "0"}};
    io::LayerLook look;
    look.qml = doctype + element("qgis", attributes, style_xml(style) + aliases_xml(layer, columns)) + "\n";
    look.metadata = metadata_xml(layer);
    look.title = layer_title(layer.name);
    return look;
}

}  // namespace tasi::report
