#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "src/report/qgis/symbols.hpp"
#include "src/report/qgis/xml_text.hpp"

namespace tasi::report {
namespace {

/// Values up to `upper` have this colour; the last class is open.
struct RasterClass {
    double upper;
    Colour colour;
};

struct RasterKind {
    std::string key;
    std::vector<RasterClass> classes;
};

/// Brown to blue-green for dry to wet (ColorBrewer BrBG), which an index that is high on land has the other way round; one hue from pale to
/// dark for counts and spreads.
const std::vector<RasterKind>& raster_kinds()
{
    static const std::vector<RasterKind> table{
        {"value",
         {{-0.4, rgb(0x8c510a)},
          {-0.2, rgb(0xbf812d)},
          {-0.05, rgb(0xdfc27d)},
          {0.05, rgb(0xf5f5f5)},
          {0.2, rgb(0x80cdc1)},
          {0.4, rgb(0x35978f)},
          {1, rgb(0x01665e)}}},
        {"value_of_land",
         {{-0.4, rgb(0x01665e)},
          {-0.2, rgb(0x35978f)},
          {-0.05, rgb(0x80cdc1)},
          {0.05, rgb(0xf5f5f5)},
          {0.2, rgb(0xdfc27d)},
          {0.4, rgb(0xbf812d)},
          {1, rgb(0x8c510a)}}},
        {"reflectance",
         {{0.02, rgb(0x1a1a1a)},
          {0.05, rgb(0x4d4d4d)},
          {0.1, rgb(0x7f7f7f)},
          {0.2, rgb(0xa6a6a6)},
          {0.3, rgb(0xcccccc)},
          {1, rgb(0xf0f0f0)}}},
        {"sd", {{0.02, rgb(0xfde0dd)}, {0.05, rgb(0xfcc5c0)}, {0.1, rgb(0xf768a1)}, {0.2, rgb(0xae017e)}, {1, rgb(0x49006a)}}},
        {"count", {{2, rgb(0xd9d9d9)}, {5, rgb(0xbdd7e7)}, {10, rgb(0x6baed6)}, {20, rgb(0x3182bd)}, {1, rgb(0x08519c)}}},
        {"pooled", {{0, rgb(0xf0f0f0)}, {1, rgb(0xe08214)}}},
    };
    return table;
}

const RasterKind& kind_of(const std::string& key)
{
    for (const RasterKind& kind : raster_kinds())
        if (kind.key == key) return kind;
    throw BugError("STYLE", "", "there is no style for a raster of " + key, "please report this");
}

std::string hex(const Colour& c) { return fmt::format("#{:02x}{:02x}{:02x}", c.red, c.green, c.blue); }

std::string item_xml(const RasterKind& kind, std::size_t i)
{
    const bool last = i + 1 == kind.classes.size();
    const RasterClass& one = kind.classes[i];
    const std::string upper = format_number(one.upper), below = i == 0 ? "" : format_number(kind.classes[i - 1].upper);
    const std::string label = last && i > 0 ? "> " + below : i == 0 ? "\u2264 " + upper : below + " \u2013 " + upper;
    return element("item", {{"value", last ? "inf" : upper}, {"color", hex(one.colour)}, {"alpha", "255"}, {"label", label}});
}

}  // namespace

std::string raster_qml(const std::string& what)
{
    const RasterKind& kind = kind_of(what);
    std::string items;
    for (std::size_t i = 0; i < kind.classes.size(); ++i) items += item_xml(kind, i);
    const std::string shader = element(
        "rastershader", {}, element("colorrampshader", {{"colorRampType", "DISCRETE"}, {"classificationMode", "1"}, {"clip", "0"}}, items));
    const std::string renderer =
        element("rasterrenderer", {{"type", "singlebandpseudocolor"}, {"band", "1"}, {"opacity", "1"}, {"alphaBand", "-1"}}, shader);
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" +
           element("qgis", {{"version", "3.22.0"}, {"styleCategories", "Symbology"}},
                   element("pipe", {}, renderer) + element("blendMode", {}, "0")) +
           "\n";
}

}  // namespace tasi::report
