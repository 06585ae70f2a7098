#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tasi::report {

/// A colour of a map.
struct Colour {
    int red = 0, green = 0, blue = 0;
    int alpha = 255;  ///< 255: opaque

    /// `r,g,b,a`, as QGIS writes it.
    std::string text() const;
    Colour faded(int new_alpha) const { return {red, green, blue, new_alpha}; }
};

/// `0xb2182b` as a colour.
constexpr Colour rgb(unsigned hex)
{
    return {static_cast<int>(hex >> 16 & 255), static_cast<int>(hex >> 8 & 255), static_cast<int>(hex & 255)};
}

enum class SymbolKind { marker, line, fill };

/// One layer of a symbol: the class of QGIS that draws it, its settings, and the XML of the symbol inside it, if any.
struct SymbolPart {
    std::string drawn_by;
    std::vector<std::pair<std::string, std::string>> settings;
    std::string inner = {};
    int below_scale = 0;  ///< drawn only when zoomed in beyond 1:below_scale; 0: always
    int above_scale = 0;  ///< drawn only when zoomed out to 1:above_scale and beyond; 0: always
};

/// How a feature is drawn: parts from below to the top.
struct Symbol {
    SymbolKind kind = SymbolKind::line;
    std::vector<SymbolPart> parts;
};

/// Dashes as QGIS knows them: `solid`, `dash`, `dot`, `dash dot`.
SymbolPart line_part(Colour colour, double width_mm, std::string_view pattern = "solid");

/// A line of dashes and gaps of stated lengths.
SymbolPart dashed_part(Colour colour, double width_mm, double dash_mm, double gap_mm);

/// `shape`: circle, triangle, diamond, square, cross2 (an x). Stroke of 0.3 mm.
SymbolPart marker_part(std::string_view shape, Colour fill, Colour stroke, double size_mm);

/// A fill with an outline; `pattern` of the outline as for lines, or `no`.
SymbolPart fill_part(Colour fill, Colour outline, double outline_mm, std::string_view pattern = "solid");

/// Parallel strokes across an area.
SymbolPart hatch_part(Colour colour, double width_mm, double distance_mm, double angle_deg);

/// A marker on a line: `place` is FirstVertex (the landward end of a transect), LastVertex (the seaward end) or CentralPoint.
SymbolPart marker_on_line(const SymbolPart& marker, std::string_view place);

/// A line of its own in the place of the feature: `expression` gives its geometry in the units of the layer.
SymbolPart generated_line(const std::string& expression, std::vector<SymbolPart> parts);

/// `<symbol>` with this name.
std::string symbol_xml(const Symbol& symbol, const std::string& name);

}  // namespace tasi::report
