#include "src/report/qgis/symbols.hpp"

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/xml_text.hpp"

namespace tasi::report {
namespace {

constexpr double marker_stroke_mm = 0.3;

std::string_view word_of(SymbolKind kind)
{
    switch (kind) {
        case SymbolKind::marker:
            return "marker";
        case SymbolKind::line:
            return "line";
        case SymbolKind::fill:
            break;
    }
    return "fill";
}

/// Switches a part on and off by the scale of the map.
std::string scale_switch(const SymbolPart& part)
{
    const auto option = [](std::string_view name, std::string_view type, const std::string& value) {
        return element("Option", {{"name", std::string(name)}, {"type", std::string(type)}, {"value", value}});
    };
    const std::string when =
        part.below_scale > 0 ? fmt::format("@map_scale < {}", part.below_scale) : fmt::format("@map_scale >= {}", part.above_scale);
    const std::string rule = option("active", "bool", "true") + option("expression", "QString", when) + option("type", "int", "3");
    const std::string enabled = element("Option", {{"name", "enabled"}, {"type", "Map"}}, rule);
    const std::string properties = element("Option", {{"name", "properties"}, {"type", "Map"}}, enabled);
    return element(
        "data_defined_properties", {},
        element("Option", {{"type", "Map"}}, option("name", "QString", "") + properties + option("type", "QString", "collection")));
}

std::string part_xml(const SymbolPart& part)
{
    std::string options;
    for (const auto& [key, value] : part.settings) options += element("Option", {{"name", key}, {"type", "QString"}, {"value", value}});
    return element("layer", {{"class", part.drawn_by}, {"enabled", "1"}, {"locked", "0"}, {"pass", "0"}},
                   element("Option", {{"type", "Map"}}, options) +
                       (part.below_scale > 0 || part.above_scale > 0 ? scale_switch(part) : "") + part.inner);
}

}  // namespace

std::string Colour::text() const { return fmt::format("{},{},{},{}", red, green, blue, alpha); }

SymbolPart line_part(Colour colour, double width_mm, std::string_view pattern)
{
    return {"SimpleLine",
            {{"line_color", colour.text()},
             {"line_style", std::string(pattern)},
             {"line_width", format_number(width_mm)},
             {"line_width_unit", "MM"},
             {"capstyle", "flat"},
             {"joinstyle", "round"}}};
}

SymbolPart dashed_part(Colour colour, double width_mm, double dash_mm, double gap_mm)
{
    SymbolPart part = line_part(colour, width_mm);
    part.settings.insert(
        part.settings.end(),
        {{"use_custom_dash", "1"}, {"customdash", format_number(dash_mm) + ";" + format_number(gap_mm)}, {"customdash_unit", "MM"}});
    return part;
}

SymbolPart marker_part(std::string_view shape, Colour fill, Colour stroke, double size_mm)
{
    return {"SimpleMarker",
            {{"name", std::string(shape)},
             {"color", fill.text()},
             {"outline_color", stroke.text()},
             {"outline_style", "solid"},
             {"outline_width", format_number(marker_stroke_mm)},
             {"outline_width_unit", "MM"},
             {"size", format_number(size_mm)},
             {"size_unit", "MM"}}};
}

SymbolPart fill_part(Colour fill, Colour outline, double outline_mm, std::string_view pattern)
{
    return {"SimpleFill",
            {{"color", fill.text()},
             {"style", fill.alpha == 0 ? "no" : "solid"},
             {"outline_color", outline.text()},
             {"outline_style", std::string(pattern)},
             {"outline_width", format_number(outline_mm)},
             {"outline_width_unit", "MM"},
             {"joinstyle", "round"}}};
}

SymbolPart hatch_part(Colour colour, double width_mm, double distance_mm, double angle_deg)
{
    SymbolPart part{"LinePatternFill",
                    {{"angle", format_number(angle_deg)},
                     {"color", colour.text()},
                     {"distance", format_number(distance_mm)},
                     {"distance_unit", "MM"},
                     {"line_width", format_number(width_mm)},
                     {"line_width_unit", "MM"}}};
    part.inner = symbol_xml({SymbolKind::line, {line_part(colour, width_mm)}}, "@0@0");
    return part;
}

SymbolPart marker_on_line(const SymbolPart& marker, std::string_view place)
{
    SymbolPart part{"MarkerLine", {{"placements", std::string(place)}, {"placement", lower_case(place)}, {"rotate", "1"}}};
    part.inner = symbol_xml({SymbolKind::marker, {marker}}, "@0@0");
    return part;
}

SymbolPart generated_line(const std::string& expression, std::vector<SymbolPart> parts)
{
    SymbolPart part{"GeometryGenerator", {{"SymbolType", "Line"}, {"geometryModifier", expression}, {"units", "MapUnit"}}};
    part.inner = symbol_xml({SymbolKind::line, std::move(parts)}, "@0@0");
    return part;
}

std::string symbol_xml(const Symbol& symbol, const std::string& name)
{
    std::string parts;
    for (const SymbolPart& part : symbol.parts) parts += part_xml(part);
    return element(
        "symbol",
        {{"name", name}, {"type", std::string(word_of(symbol.kind))}, {"alpha", "1"}, {"clip_to_extent", "1"}, {"force_rhr", "0"}}, parts);
}

}  // namespace tasi::report
