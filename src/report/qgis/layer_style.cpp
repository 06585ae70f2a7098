#include "src/report/qgis/layer_style.hpp"

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/xml_text.hpp"

namespace tasi::report {
namespace {

std::string rule_xml(const Rule& rule, std::size_t number)
{
    Attributes attributes{{"key", fmt::format("rule_{}", number)}, {"symbol", std::to_string(number)}, {"label", rule.label}};
    if (!rule.filter.empty()) attributes.emplace_back("filter", rule.filter);
    return element("rule", attributes);
}

std::string rules_xml(const std::vector<Rule>& rules)
{
    std::string xml;
    for (std::size_t i = 0; i < rules.size(); ++i) xml += rule_xml(rules[i], i);
    return element("rules", {{"key", "root"}}, xml);
}

std::string renderer_xml(const LayerStyle& style)
{
    std::string symbols;
    for (std::size_t i = 0; i < style.rules.size(); ++i) symbols += symbol_xml(style.rules[i].symbol, std::to_string(i));
    const std::string order =
        style.order_by.empty()
            ? ""
            : element("orderby", {}, element("orderByClause", {{"asc", "1"}, {"nullsFirst", "1"}}, escaped(style.order_by)));
    const bool one = style.rules.size() == 1 && style.rules.front().filter.empty() && style.rules.front().label.empty();
    if (one)
        return element("renderer-v2", {{"type", "singleSymbol"}, {"symbollevels", "0"}, {"forceraster", "0"}},
                       element("symbols", {}, symbols));
    return element("renderer-v2",
                   {{"type", "RuleRenderer"}, {"symbollevels", "0"}, {"forceraster", "0"}, {"enableorderby", order.empty() ? "0" : "1"}},
                   rules_xml(style.rules) + element("symbols", {}, symbols) + order);
}

/// The placement leaves the side to QGIS, which avoids collisions; 6 is beside a point, 2 above or below a line, 1 at the middle of an
/// area, moved above it, 5 anywhere in an area that gives way to others.
std::string placement_xml(SymbolKind kind, int priority)
{
    const char* way = kind == SymbolKind::marker ? "6" : kind == SymbolKind::line ? "2" : priority == 0 ? "5" : "1";
    return element("placement", {{"placement", way},
                                 {"placementFlags", "10"},
                                 {"dist", "0.8"},
                                 {"distUnits", "MM"},
                                 {"priority", std::to_string(priority)},
                                 {"quadOffset", "1"},
                                 {"yOffset", "-1.5"},
                                 {"offsetUnits", "MM"}});
}

std::string labeling_xml(const Labels& labels, SymbolKind kind)
{
    const std::string buffer = element("text-buffer", {{"bufferDraw", "1"},
                                                       {"bufferSize", "0.8"},
                                                       {"bufferSizeUnits", "MM"},
                                                       {"bufferColor", "255,255,255,230"},
                                                       {"bufferOpacity", "0.9"},
                                                       {"bufferJoinStyle", "128"}});
    const std::string text = element("text-style",
                                     {{"fieldName", labels.expression},
                                      {"isExpression", "1"},
                                      {"fontFamily", "DejaVu Sans"},
                                      {"namedStyle", labels.bold ? "Bold" : "Book"},
                                      {"fontWeight", labels.bold ? "75" : "50"},
                                      {"fontSize", format_number(labels.size_pt)},
                                      {"fontSizeUnit", "Point"},
                                      {"textColor", labels.colour.text()},
                                      {"allowHtml", "0"},
                                      {"useSubstitutions", "0"}},
                                     buffer);
    Attributes rendering{{"drawLabels", "1"}, {"obstacle", "1"}, {"displayAll", "0"}};
    if (labels.below_scale > 0)
        for (auto& [key, value] : Attributes{{"scaleVisibility", "1"}, {"scaleMin", "1"}, {"scaleMax", std::to_string(labels.below_scale)}})
            rendering.emplace_back(key, value);
    return element(
        "labeling", {{"type", "simple"}},
        element("settings", {{"calloutType", "simple"}}, text + placement_xml(kind, labels.priority) + element("rendering", rendering)));
}

std::string doubled(const std::string& text, char quote)
{
    std::string safe;
    for (const char c : text) safe.append(c == quote ? 2 : 1, c);
    return safe;
}

}  // namespace

std::string field_expression(const std::string& name) { return '"' + doubled(name, '"') + '"'; }

std::string text_expression(const std::string& text) { return "'" + doubled(doubled(text, '\\'), '\'') + "'"; }

std::string style_xml(const LayerStyle& style)
{
    std::string xml;
    if (!style.rules.empty()) xml += renderer_xml(style);
    if (style.labels && !style.rules.empty()) xml += labeling_xml(*style.labels, style.rules.front().symbol.kind);
    xml += element("blendMode", {}, "0") + element("layerOpacity", {}, format_number(style.opacity));
    if (!style.display.empty()) xml += text_element("previewExpression", style.display);
    return xml;
}

}  // namespace tasi::report
