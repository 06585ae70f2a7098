#include "src/report/qgis/layout.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_style.hpp"
#include "src/report/qgis/strings.hpp"
#include "src/report/qgis/symbols.hpp"
#include "src/report/qgis/xml_text.hpp"

namespace tasi::report {
namespace {

/// A place on the sheet, in millimetres from its upper left corner.
struct Place {
    double x, y, width, height;
};

constexpr double page_width = 297, page_height = 210;  // A4 on its side
constexpr Place title_place{12, 8, 273, 12}, map_place{12, 22, 196, 158}, legend_place{212, 20, 73, 186}, bar_place{14, 182, 90, 14},
    arrow_place{196, 164, 10, 14}, source_place{108, 182, 102, 24};

/// Names of parts of a layout: any that are unique will do, and fixed ones keep the bytes the same.
std::string uuid(int part) { return fmt::format("{{7a51c0a5-0000-4000-8000-{:012}}}", part); }

enum Part { page = 1, map, title, legend, scale_bar, arrow, sources };

std::string size_of(const Place& p) { return fmt::format("{},{},mm", format_number(p.width), format_number(p.height)); }
std::string position_of(const Place& p) { return fmt::format("{},{},mm", format_number(p.x), format_number(p.y)); }

/// An item of the kind that QGIS calls `type`.
std::string item(Part part, int type, const Place& place, Attributes more, std::string_view content = {})
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

std::string font(double size_pt, bool bold) { return fmt::format("DejaVu Sans,{},-1,5,{},0,0,0,0,0", size_pt, bold ? 75 : 50); }

std::string rgb_element(std::string_view name, int grey)
{
    const std::string value = std::to_string(grey);
    return element(name, {{"red", value}, {"green", value}, {"blue", value}, {"alpha", "255"}});
}

std::string page_xml()
{
    const std::string paper = symbol_xml({SymbolKind::fill, {fill_part(rgb(0xffffff), rgb(0xffffff), 0, "no")}}, "");
    return element("PageCollection", {},
                   paper + item(page, 65638, {0, 0, page_width, page_height}, {}, paper) + element("GuideCollection", {{"visible", "1"}}));
}

/// The extent that shows all of `box` in the shape of the map.
Box in_shape(const Box& box)
{
    constexpr double margin = 1.08;
    const Point middle{(box.least.x + box.most.x) / 2, (box.least.y + box.most.y) / 2};
    const double least = 1e-4 * std::max({std::abs(middle.x), std::abs(middle.y), 1.0});
    const double width = std::max(box.most.x - box.least.x, least) * margin, height = std::max(box.most.y - box.least.y, least) * margin;
    const double shape = map_place.width / map_place.height;
    const double half_width = std::max(width, height * shape) / 2, half_height = std::max(height, width / shape) / 2;
    return {{middle.x - half_width, middle.y - half_height}, {middle.x + half_width, middle.y + half_height}};
}

std::string map_xml(const Box& box)
{
    const Box shown = in_shape(box);
    const std::string extent = element("Extent", {{"xmin", format_number(shown.least.x)},
                                                  {"ymin", format_number(shown.least.y)},
                                                  {"xmax", format_number(shown.most.x)},
                                                  {"ymax", format_number(shown.most.y)}});
    return item(
        map, 65639, map_place,
        {{"frame", "true"}, {"background", "true"}, {"keepLayerSet", "false"}, {"followPreset", "false"}, {"drawCanvasItems", "false"}},
        rgb_element("FrameColor", 90) + rgb_element("BackgroundColor", 255) + extent + element("LayerSet", {}));
}

std::string label_xml(Part part, const Place& place, const std::string& text, double size_pt, bool bold, int grey)
{
    return item(part, 65641, place,
                {{"labelText", text}, {"htmlState", "0"}, {"halign", "1"}, {"valign", "32"}, {"marginX", "0"}, {"marginY", "0"}},
                element("LabelFont", {{"description", font(size_pt, bold)}, {"style", ""}}) + rgb_element("FontColor", grey));
}

std::string legend_xml()
{
    const auto style = [](std::string_view name, double size_pt, bool bold, Attributes margins) {
        Attributes attributes{{"name", std::string(name)}, {"alignment", "1"}, {"indent", "0"}};
        attributes.insert(attributes.end(), margins.begin(), margins.end());
        return element("style", attributes, element("styleFont", {{"description", font(size_pt, bold)}, {"style", ""}}));
    };
    const std::string styles =
        element("styles", {},
                style("title", 10, true, {{"marginBottom", "1.5"}}) + style("group", 8, true, {{"marginTop", "2"}}) +
                    style("subgroup", 7.5, true, {{"marginTop", "1.6"}}) + style("symbol", 7, false, {{"marginTop", "0.7"}}) +
                    style("symbolLabel", 7, false, {{"marginTop", "0.7"}, {"marginLeft", "1.5"}}));
    return item(legend, 65642, legend_place,
                {{"title", std::string(phrase("qgis.layout.legend"))},
                 {"map_uuid", uuid(map)},
                 {"legendFilterByMap", "1"},
                 {"resizeToContents", "1"},
                 {"columnCount", "1"},
                 {"symbolWidth", "7"},
                 {"symbolHeight", "2.6"},
                 {"boxSpace", "1"},
                 {"lineSpacing", "1"},
                 {"columnSpace", "2"},
                 {"wrapChar", "|"},
                 {"fontColor", "#202020"}},
                styles);
}

/// About a quarter of the map's width in two segments of 1, 2 or 5 times a power of ten.
double segment_m(const Box& box)
{
    const Box shown = in_shape(box);
    const double wanted = (shown.most.x - shown.least.x) / 8, power = std::pow(10, std::floor(std::log10(wanted)));
    return wanted >= 5 * power ? 5 * power : wanted >= 2 * power ? 2 * power : power;
}

std::string scale_bar_xml(const Box& box)
{
    const double segment = segment_m(box);
    const bool kilometres = segment >= 1000;
    const std::string text = element("text-style", {{"fontFamily", "DejaVu Sans"},
                                                    {"fontSize", "8"},
                                                    {"fontSizeUnit", "Point"},
                                                    {"textColor", "32,32,32,255"},
                                                    {"namedStyle", "Book"}});
    return item(scale_bar, 65646, bar_place,
                {{"style", "Single Box"},
                 {"mapUuid", uuid(map)},
                 {"unitType", kilometres ? "km" : "meters"},
                 {"unitLabel", kilometres ? "km" : "m"},
                 {"numMapUnitsPerScaleBarUnit", "1"},
                 {"numSegments", "2"},
                 {"numSegmentsLeft", "0"},
                 {"numUnitsPerSegment", format_number(kilometres ? segment / 1000 : segment)},
                 {"segmentSizeMode", "0"},
                 {"height", "2"},
                 {"labelBarSpace", "1.5"},
                 {"boxContentSpace", "1"},
                 {"outlineWidth", "0.2"},
                 {"alignment", "0"}},
                text + rgb_element("strokeColor", 32) + rgb_element("fillColor", 32) + rgb_element("fillColor2", 255));
}

/// An arrow of our own inside the project, so that no file of an installation is needed: a pointer with an N.
std::string arrow_xml()
{
    // <svg viewBox="0 0 20 28"> two halves of a pointer and the letter </svg>, as base64
    static const std::string picture =
        "base64:"
        "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIyMCIgaGVpZ2h0PSIyOCIgdmlld0JveD0iMCAwIDIwIDI4Ij"
        "48cGF0aCBkPSJNMTAgOCBMNCAyNyBMMTAgMjIgWiIgZmlsbD0iIzIwMjAyMCIvPjxwYXRoIGQ9Ik0xMCA4IEwxNiAyNyBMMTAgMjIgWiIgZmls"
        "bD0iI2ZmZmZmZiIgc3Ryb2tlPSIjMjAyMDIwIiBzdHJva2Utd2lkdGg9IjAuNyIvPjxwYXRoIGQ9Ik03LjQgNi41IFYwLjggTDEyLjYgNi41IF"
        "YwLjgiIGZpbGw9Im5vbmUiIHN0cm9rZT0iIzIwMjAyMCIgc3Ryb2tlLXdpZHRoPSIxLjMiLz48L3N2Zz4=";
    return item(arrow, 65640, arrow_place,
                {{"file", picture},
                 {"mode", "0"},
                 {"resizeMode", "0"},
                 {"anchorPoint", "4"},
                 {"northMode", "0"},
                 {"northOffset", "0"},
                 {"mapUuid", uuid(map)},
                 {"pictureRotation", "0"}});
}

}  // namespace

std::string layouts_xml(const Box& box)
{
    const std::string sheet = page_xml() + map_xml(box) + label_xml(title, title_place, "[% @project_title %]", 16, true, 20) +
                              legend_xml() + scale_bar_xml(box) + arrow_xml() +
                              label_xml(sources, source_place, "[% @project_abstract %]", 7.5, false, 70);
    return element(
        "Layouts", {},
        element(
            "Layout",
            {{"name", std::string(phrase("qgis.layout.name"))}, {"units", "mm"}, {"printResolution", "300"}, {"worldFileMap", uuid(map)}},
            sheet));
}

}  // namespace tasi::report
