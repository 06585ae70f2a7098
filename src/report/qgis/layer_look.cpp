#include "src/report/qgis/layer_look.hpp"

#include <algorithm>

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
std::string metadata_xml(const Layer& layer, const MapWords& words)
{
    const std::string abstract = layer.description + (layer.description.empty() ? "" : ". ") + words("layer.sign");
    const std::string crs =
        layer.crs.empty()
            ? ""
            : element("crs", {}, element("spatialrefsys", {}, text_element("wkt", layer.crs.wkt) + text_element("authid", layer.crs.name)));
    return doctype +
           element("qgis", {{"version", written_for}},
                   text_element("identifier", layer.name) + text_element("type", "dataset") +
                       text_element("title", layer_title(layer, words)) + text_element("abstract", abstract) +
                       text_element("rights", words("layer.rights")) + crs) +
           "\n";
}

}  // namespace

const std::vector<LayerKind>& layer_kinds()
{
    // In the order in which a map stacks them, the top first.
    static const std::vector<LayerKind> table{
        {"settlements_at_risk", settlements_style, "group.places"},
        {"assets", assets_style, "group.places", true, false},
        {"warnings", warnings_style, "group.future", true},
        {"setback", setback_style, "group.future"},
        {"forecast_lines", forecast_lines_style, "group.future"},
        {"forecast", forecast_style, "group.future", false},
        {"shorelines", shorelines_style, "group.past"},
        {"positions", positions_style, "group.past", false},
        {"vertices", vertices_style, "group.past", false},
        {"hazard_zones", hazard_zones_style, "group.zones"},
        {"forecast_bands", forecast_bands_style, "group.zones", false},
        {"rates", rates_style, "group.change"},
        {"baseline", baseline_style, "group.survey", false},
        {"transects", transects_style, "group.survey", false},
        {"mobility", mobility_style, "group.admin", true, false},
        {"mobility_reasons", nullptr, "group.tables", false, false},
        {"admin_units", admin_units_style, "group.admin", true, false},
        {"admin_summary", nullptr, "group.tables", false, false},
        {"exposure", nullptr, "group.tables", false, false},
    };
    return table;
}

const LayerKind* layer_kind(const std::string& name)
{
    const std::string kept = name.starts_with("assets_") ? "assets" : name;
    for (const LayerKind& kind : layer_kinds())
        if (kind.name == kept) return &kind;
    return nullptr;
}

std::string layer_title(const Layer& layer, const MapWords& words)
{
    const LayerKind* kind = layer_kind(layer.name);
    if (!kind) return layer.name;
    if (kind->name == "assets") {
        std::string what = layer.name.substr(std::min(layer.name.size(), std::string("assets_").size()));
        std::replace(what.begin(), what.end(), '_', ' ');
        return words.with("assets.title", printable(what));
    }
    if (kind->name != "admin_units") return words(kind->name + ".title");
    const std::vector<io::Column> no_columns;
    const LayerFacts facts(layer, no_columns);
    const std::vector<int> years = facts.years_in("year");
    if (years.size() != 1) return words("admin_units.title_plain");
    return words.with(has_people(facts) ? "admin_units.title" : "admin_units.title_settlements", years.front());
}

io::LayerLook layer_look(const Layer& layer, const std::vector<io::Column>& columns) { return layer_look_in(map_words(), layer, columns); }

io::LayerLook layer_look_in(const MapWords& words, const Layer& layer, const std::vector<io::Column>& columns)
{
    const LayerKind* kind = layer_kind(layer.name);
    const bool drawn = kind && kind->style && layer.kind != Geometry::Kind::none;
    const LayerStyle style = drawn ? kind->style(LayerFacts(layer, columns, words)) : LayerStyle{};
    const Attributes attributes{{"version", written_for},
                                {"styleCategories", "Symbology|Labeling|Fields|Rendering"},
                                {"labelsEnabled", style.labels ? "1" : "0"},
                                {"hasScaleBasedVisibilityFlag", "0"}};
    io::LayerLook look;
    look.qml = doctype + element("qgis", attributes, style_xml(style) + aliases_xml(layer, columns)) + "\n";
    look.metadata = metadata_xml(layer, words);
    look.title = layer_title(layer, words);
    return look;
}

}  // namespace tasi::report
