#include "src/report/qgis/layout_items.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_style.hpp"
#include "src/report/qgis/symbols.hpp"

namespace tasi::report {
namespace {

std::string size_of(const Place& p) { return fmt::format("{},{},mm", format_number(p.width), format_number(p.height)); }
std::string position_of(const Place& p) { return fmt::format("{},{},mm", format_number(p.x), format_number(p.y)); }

/// An item of the kind that QGIS calls `type`.
std::string item(Part part, int type, const Place& place, const Attributes& more, std::string_view content = {})
{
    Attributes attributes{{"type", std::to_string(type)},
                          {"uuid", uuid(part)},
                          {"templateUuid", uuid(part)},
                          {"size", size_of(place)},
                          {"position", position_of(place)},
                          {"positionOnPage", position_of(place)},
                          {"zValue", std::to_string(static_cast<int>(part))},
                          {"visibility", "1"},
                          {"opacity", "1"},
                          {"referencePoint", "0"},
                          {"outlineWidthM", "0.2,mm"}};
    attributes.insert(attributes.end(), more.begin(), more.end());
    return element("LayoutItem", attributes, content);
}

std::string font(double size_pt, bool bold)
{
    return fmt::format("DejaVu Sans,{},-1,5,{},0,0,0,0,0", format_number(size_pt), bold ? 75 : 50);
}

std::string text_style(double size_pt, bool bold)
{
    return element("text-style", {{"fontFamily", "DejaVu Sans"},
                                  {"fontSize", format_number(size_pt)},
                                  {"fontSizeUnit", "Point"},
                                  {"textColor", "32,32,32,255"},
                                  {"fontWeight", bold ? "75" : "50"},
                                  {"allowHtml", "0"},
                                  {"namedStyle", bold ? "Bold" : "Book"}});
}

std::string rgb_element(std::string_view name, int grey)
{
    const std::string value = std::to_string(grey);
    return element(name, {{"red", value}, {"green", value}, {"blue", value}, {"alpha", "255"}});
}

/// A rectangle in one map where another is.
std::string overview_xml(Part other)
{
    return element("ComposerMapOverview",
                   {{"name", "1"},
                    {"uuid", "{7a51c0a5-0000-4000-8000-000000000100}"},
                    {"show", "1"},
                    {"frameMap", uuid(other)},
                    {"inverted", "0"},
                    {"centered", "0"},
                    {"position", "3"},
                    {"blendMode", "0"}},
                   symbol_xml({SymbolKind::fill, {fill_part(rgb(0xffffff).faded(0), rgb(0x202020), 0.5)}}, ""));
}

/// 1, 2 or 5 times a power of ten: about an eighth of the width of the map, but wide enough for its numbers.
double segment_m(const Box& box, double width_mm)
{
    const double wanted = (box.most.x - box.least.x) / width_mm * std::max(width_mm / 8, 16.0),
                 power = std::pow(10, std::floor(std::log10(wanted)));
    return wanted >= 5 * power ? 5 * power : wanted >= 2 * power ? 2 * power : power;
}

std::string column_xml(const TableColumn& column, int sort_order)
{
    return element("column", {{"attribute", column.expression},
                              {"heading", column.heading},
                              {"width", format_number(column.width_mm)},
                              {"hAlignment", column.number ? "2" : "1"},
                              {"vAlignment", "128"},
                              {"sortOrder", std::to_string(sort_order)},
                              {"sortByRank", sort_order ? "1" : "0"}});
}

}  // namespace

std::string uuid(Part part) { return fmt::format("{{7a51c0a5-0000-4000-8000-{:012}}}", static_cast<int>(part)); }

std::string as_template(const std::string& text)
{
    // QGIS ends an expression at the first %], also inside a text.
    std::string safe = text_expression(text);
    for (std::size_t at = 0; (at = safe.find("%]", at)) != std::string::npos;) safe.replace(at, 2, "%' || ']");
    return text.empty() ? "" : "[% " + safe + " %]";
}

Box in_shape(const Box& box, const Place& place)
{
    constexpr double margin = 1.06;
    const Point middle{(box.least.x + box.most.x) / 2, (box.least.y + box.most.y) / 2};
    const double least = 1e-4 * std::max({std::abs(middle.x), std::abs(middle.y), 1.0});
    const double width = std::max(box.most.x - box.least.x, least) * margin, height = std::max(box.most.y - box.least.y, least) * margin;
    const double shape = place.width / place.height;
    const double half_width = std::max(width, height * shape) / 2, half_height = std::max(height, width / shape) / 2;
    return {{middle.x - half_width, middle.y - half_height}, {middle.x + half_width, middle.y + half_height}};
}

std::string page_xml()
{
    const std::string paper = symbol_xml({SymbolKind::fill, {fill_part(rgb(0xffffff), rgb(0xffffff), 0, "no")}}, "");
    return element(
        "PageCollection", {},
        paper + item(Part::page, 65638, {0, 0, page_width, page_height}, {}, paper) + element("GuideCollection", {{"visible", "1"}}));
}

std::string map_xml(Part part, const Box& box, const Place& place, bool with_detail)
{
    const Box shown = in_shape(box, place);
    const std::string extent = element("Extent", {{"xmin", format_number(shown.least.x)},
                                                  {"ymin", format_number(shown.least.y)},
                                                  {"xmax", format_number(shown.most.x)},
                                                  {"ymax", format_number(shown.most.y)}});
    return item(
        part, 65639, place,
        {{"frame", "true"}, {"background", "true"}, {"keepLayerSet", "false"}, {"followPreset", "false"}, {"drawCanvasItems", "false"}},
        rgb_element("FrameColor", 90) + rgb_element("BackgroundColor", 255) + extent + element("LayerSet", {}) +
            (with_detail ? overview_xml(Part::detail) : ""));
}

std::string label_xml(Part part, const Place& place, const std::string& text, double size_pt, bool bold, int grey)
{
    return item(part, 65641, place,
                {{"labelText", text}, {"htmlState", "0"}, {"halign", "1"}, {"valign", "32"}, {"marginX", "0"}, {"marginY", "0"}},
                element("LabelFont", {{"description", font(size_pt, bold)}, {"style", ""}}) + rgb_element("FontColor", grey));
}

std::string legend_xml(const Place& place, const std::string& title, std::size_t rows)
{
    // Rows are as high as there is room for, and no higher than reads well.
    const double row_mm = std::min(3.4, (place.height - 8) / static_cast<double>(std::max<std::size_t>(rows, 1)));
    const double size_pt = std::clamp((row_mm - 0.7) / 0.38, 4.5, 7.0);
    const auto style = [](std::string_view name, double size, bool bold, const Attributes& margins) {
        Attributes attributes{{"name", std::string(name)}, {"alignment", "1"}, {"indent", "0"}};
        attributes.insert(attributes.end(), margins.begin(), margins.end());
        return element("style", attributes, element("styleFont", {{"description", font(size, bold)}, {"style", ""}}));
    };
    const std::string gap = format_number(row_mm > 3 ? 0.7 : 0.3);
    const std::string styles =
        element("styles", {},
                style("title", 9, true, {{"marginBottom", "1"}}) + style("group", size_pt + 0.5, true, {{"marginTop", "1"}}) +
                    style("subgroup", size_pt + 0.3, true, {{"marginTop", row_mm > 3 ? "1.6" : "0.8"}, {"marginBottom", "0.4"}}) +
                    style("symbol", size_pt, false, {{"marginTop", gap}}) +
                    style("symbolLabel", size_pt, false, {{"marginTop", gap}, {"marginLeft", "1.5"}}));
    return item(Part::legend, 65642, place,
                {{"title", title},
                 {"map_uuid", uuid(Part::map)},
                 {"legendFilterByMap", "1"},
                 {"resizeToContents", "1"},
                 {"columnCount", "1"},
                 {"symbolWidth", "7"},
                 {"symbolHeight", format_number(std::min(2.6, row_mm - 0.8))},
                 {"boxSpace", "0"},
                 {"lineSpacing", "1"},
                 {"columnSpace", "2"},
                 {"wrapChar", "|"},
                 {"fontColor", "#202020"}},
                styles);
}

std::string scale_bar_xml(Part part, Part of_map, const Box& shown, const Place& map)
{
    const double segment = segment_m(shown, map.width);
    const Place place{map.x + 1, map.bottom() - 10, std::max(map.width / 3, 45.0), 9};
    const bool kilometres = segment >= 1000;
    return item(part, 65646, place,
                {{"style", "Single Box"},
                 {"mapUuid", uuid(of_map)},
                 {"background", "true"},
                 {"unitType", kilometres ? "km" : "meters"},
                 {"unitLabel", kilometres ? "km" : "m"},
                 {"numMapUnitsPerScaleBarUnit", "1"},
                 {"numSegments", "2"},
                 {"numSegmentsLeft", "0"},
                 {"numUnitsPerSegment", format_number(kilometres ? segment / 1000 : segment)},
                 {"segmentSizeMode", "0"},
                 {"height", "1.6"},
                 {"labelBarSpace", "1"},
                 {"boxContentSpace", "1"},
                 {"outlineWidth", "0.2"},
                 {"alignment", "0"}},
                text_style(7, false) + rgb_element("strokeColor", 32) + rgb_element("fillColor", 32) + rgb_element("fillColor2", 255));
}

std::string north_arrow_xml(const Place& place)
{
    // A picture inside the project, so that no file of an installation is needed: a pointer with an N.
    // <svg viewBox="0 0 20 28"> two halves of a pointer and the letter </svg>, as base64
    static const std::string picture =
        "base64:"
        "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIyMCIgaGVpZ2h0PSIyOCIgdmlld0JveD0iMCAwIDIwIDI4Ij"
        "48cGF0aCBkPSJNMTAgOCBMNCAyNyBMMTAgMjIgWiIgZmlsbD0iIzIwMjAyMCIvPjxwYXRoIGQ9Ik0xMCA4IEwxNiAyNyBMMTAgMjIgWiIgZmls"
        "bD0iI2ZmZmZmZiIgc3Ryb2tlPSIjMjAyMDIwIiBzdHJva2Utd2lkdGg9IjAuNyIvPjxwYXRoIGQ9Ik03LjQgNi41IFYwLjggTDEyLjYgNi41IF"
        "YwLjgiIGZpbGw9Im5vbmUiIHN0cm9rZT0iIzIwMjAyMCIgc3Ryb2tlLXdpZHRoPSIxLjMiLz48L3N2Zz4=";
    return item(Part::arrow, 65640, place,
                {{"file", picture},
                 {"mode", "0"},
                 {"resizeMode", "0"},
                 {"anchorPoint", "4"},
                 {"northMode", "0"},
                 {"northOffset", "0"},
                 {"mapUuid", uuid(Part::map)},
                 {"pictureRotation", "0"}});
}

std::string table_xml(const Place& place, const std::string& layer_id, const std::vector<TableColumn>& columns, const std::string& filter,
                      const std::string& sort_by, std::size_t rows)
{
    std::string shown;
    for (const TableColumn& column : columns) shown += column_xml(column, 0);
    const std::string content = element("childFrame", {{"uuid", uuid(Part::table_frame)}, {"templateUuid", uuid(Part::table_frame)}}) +
                                element("headerTextFormat", {}, text_style(6.5, true)) +
                                element("contentTextFormat", {}, text_style(7, false)) + element("displayColumns", {}, shown) +
                                element("sortColumns", {}, column_xml({"", sort_by}, 1));
    return element("LayoutMultiFrame",
                   {{"type", "65649"},
                    {"uuid", uuid(Part::table)},
                    {"templateUuid", uuid(Part::table)},
                    {"vectorLayer", layer_id},
                    {"source", "0"},
                    {"maxFeatures", std::to_string(rows)},
                    {"filterFeatures", "true"},
                    {"featureFilter", filter},
                    {"showOnlyVisibleFeatures", "0"},
                    {"wrapBehavior", "1"},
                    {"resizeMode", "0"},
                    {"cellMargin", format_number(cell_margin_mm)},
                    {"showGrid", "1"},
                    {"gridStrokeWidth", "0.15"},
                    {"gridColor", "150,150,150,255"},
                    {"horizontalGrid", "1"},
                    {"verticalGrid", "0"},
                    {"headerMode", "0"},
                    {"headerHAlignment", "0"},
                    {"emptyTableMode", "0"},
                    {"showEmptyRows", "0"},
                    {"backgroundColor", "255,255,255,255"}},
                   content) +
           item(Part::table_frame, 65647, place,
                {{"multiFrame", uuid(Part::table)}, {"multiFrameTemplateUuid", uuid(Part::table)}, {"hidePageIfEmpty", "0"}});
}

}  // namespace tasi::report
