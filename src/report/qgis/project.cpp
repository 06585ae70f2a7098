#include "src/report/qgis/project.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/layout.hpp"
#include "src/report/qgis/xml_text.hpp"

namespace tasi::report {
namespace {

/// Letters that the legend of a sheet has room for, in the title of a layer and in the label of a class.
constexpr std::size_t title_letters = 42, row_letters = 48;

/// QGIS renames layers whose id has 10 characters or fewer, and their entry in the tree would point nowhere.
std::string id_of(std::size_t layer) { return fmt::format("tasi_layer_{:03}", layer); }

std::string provider_of(const ProjectLayer& layer) { return layer.raster ? "gdal" : "ogr"; }

std::string reference_xml(const Crs& crs)
{
    const std::string code = crs.name.find(':') == std::string::npos ? "" : text_element("authid", crs.name);
    return element("spatialrefsys", {},
                   text_element("wkt", crs.wkt) + code + element("geographicflag", {}, crs.projected ? "false" : "true"));
}

std::string corners_xml(const Box& box)
{
    return text_element("xmin", format_number(box.least.x)) + text_element("ymin", format_number(box.least.y)) +
           text_element("xmax", format_number(box.most.x)) + text_element("ymax", format_number(box.most.y));
}

std::string custom_properties(const Attributes& properties)
{
    std::string options;
    for (const auto& [name, value] : properties)
        options += element("Option", {{"name", std::string(name)}, {"type", "QString"}, {"value", value}});
    return element("customproperties", {}, element("Option", {{"type", "Map"}}, options));
}

/// Long words for the legend of a sheet, which is narrow: broken at the sign that the legend takes as an end of line.
std::string in_lines(const std::string& text, std::size_t letters)
{
    std::string lines, line;
    for (const std::string& word : split(text, ' ')) {
        if (!line.empty() && line.size() + 1 + word.size() > letters) {
            lines += line + "|";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
    }
    return lines + line;
}

std::string tree_entry(const ProjectLayer& layer, std::size_t number)
{
    std::vector<std::pair<std::string, std::string>> wrapped;
    if (const std::string lines = in_lines(layer.title, title_letters); lines != layer.title)
        wrapped.emplace_back("legend/title-label", lines);
    for (std::size_t i = 0; i < layer.legend.size(); ++i)
        if (const std::string lines = in_lines(layer.legend[i], row_letters); lines != layer.legend[i])
            wrapped.emplace_back(fmt::format("legend/label-{}", i), lines);
    return element("layer-tree-layer",
                   {{"id", id_of(number)},
                    {"name", layer.title},
                    {"checked", layer.shown ? "Qt::Checked" : "Qt::Unchecked"},
                    {"expanded", layer.shown ? "1" : "0"},
                    {"providerKey", provider_of(layer)},
                    {"source", layer.source}},
                   wrapped.empty() ? "" : custom_properties(Attributes(wrapped.begin(), wrapped.end())));
}

/// Layers in their groups; a group stands where its topmost layer stands.
std::string tree_xml(const std::vector<ProjectLayer>& layers, const MapWords& words)
{
    std::vector<std::string> groups;
    std::map<std::string, std::string> entries;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (!entries.contains(layers[i].group)) groups.push_back(layers[i].group);
        entries[layers[i].group] += tree_entry(layers[i], i);
    }
    std::string xml;
    // The names of groups are for the list of layers; the legend of a sheet has no room for them.
    const std::string hidden = custom_properties({{"legend/title-style", "hidden"}});
    for (const std::string& group : groups)
        xml +=
            element("layer-tree-group", {{"name", words(group)}, {"checked", "Qt::Checked"}, {"expanded", "1"}}, hidden + entries[group]);
    return element("layer-tree-group", {}, xml);
}

std::pair<std::string, std::string> geometry_words(const ProjectLayer& layer)
{
    const std::string multi = layer.multi ? "Multi" : "";
    switch (layer.kind) {
        case Geometry::Kind::points:
            return {"Point", multi + "Point"};
        case Geometry::Kind::lines:
            return {"Line", multi + "LineString"};
        case Geometry::Kind::polygons:
            return {"Polygon", multi + "Polygon"};
        case Geometry::Kind::none:
            break;
    }
    return {"No geometry", "NoGeometry"};
}

std::string layer_xml(const ProjectLayer& layer, std::size_t number)
{
    Attributes attributes{{"type", layer.raster ? "raster" : "vector"}, {"autoRefreshEnabled", "0"}, {"hasScaleBasedVisibilityFlag", "0"}};
    if (!layer.raster) {
        const auto [geometry, type] = geometry_words(layer);
        attributes.insert(attributes.end(), {{"geometry", geometry}, {"wkbType", type}, {"labelsEnabled", layer.labels ? "1" : "0"}});
    }
    std::string content =
        text_element("id", id_of(number)) + text_element("datasource", layer.source) + text_element("layername", layer.title);
    if (!layer.crs.empty()) content += element("srs", {}, reference_xml(layer.crs));
    if (!layer.box.empty()) content += element("extent", {}, corners_xml(layer.box));
    content += element("provider", layer.raster ? Attributes{} : Attributes{{"encoding", "UTF-8"}}, provider_of(layer)) + layer.style;
    return element("maplayer", attributes, content);
}

const Crs& crs_of(const std::vector<ProjectLayer>& layers)
{
    static const Crs none;
    const auto metres = std::find_if(layers.begin(), layers.end(), [](const ProjectLayer& l) { return l.crs.metres; });
    if (metres != layers.end()) return metres->crs;
    const auto any = std::find_if(layers.begin(), layers.end(), [](const ProjectLayer& l) { return !l.crs.empty(); });
    return any != layers.end() ? any->crs : none;
}

/// Around what is shown in the CRS of the project.
Box box_of(const std::vector<ProjectLayer>& layers, const Crs& crs)
{
    Box shown, all;
    for (const ProjectLayer& layer : layers) {
        if (!(layer.crs == crs) || layer.box.empty()) continue;
        all.add(layer.box);
        if (layer.shown && layer.framed && !layer.raster) shown.add(layer.box);
    }
    return shown.empty() ? all : shown;
}

std::string properties_xml()
{
    const auto typed = [](std::string_view name, const char* type, const char* value) { return element(name, {{"type", type}}, value); };
    return element("properties", {},
                   element("SpatialRefSys", {}, typed("ProjectionsEnabled", "int", "1")) +
                       element("Paths", {}, typed("Absolute", "bool", "false")) +
                       element("Measurement", {}, typed("DistanceUnits", "QString", "meters") + typed("AreaUnits", "QString", "ha")));
}

std::string canvas_xml(const Crs& crs, const Box& box)
{
    return element("mapcanvas", {{"name", "theMapCanvas"}, {"annotationsVisible", "1"}},
                   text_element("units", crs.metres ? "meters" : "degrees") + element("extent", {}, corners_xml(box)) +
                       text_element("rotation", "0") + element("destinationsrs", {}, reference_xml(crs)));
}

std::string view_xml(const Crs& crs, const Box& box)
{
    return element("ProjectViewSettings", {{"UseProjectScales", "0"}},
                   element("DefaultViewExtent",
                           {{"xmin", format_number(box.least.x)},
                            {"ymin", format_number(box.least.y)},
                            {"xmax", format_number(box.most.x)},
                            {"ymax", format_number(box.most.y)}},
                           reference_xml(crs)));
}

/// What the foot of a sheet and the description of a project say.
std::string small_print(const ProjectText& text, const Crs& crs, const MapWords& words)
{
    std::vector<std::string> lines;
    if (!text.sources.empty()) lines.push_back(text.sources);
    if (!crs.empty()) lines.push_back(words.with("layout.crs", crs.name));
    lines.push_back(words.with("layout.made_with", text.version));
    if (!words.language().reviewed) lines.push_back(words("layout.unreviewed"));
    return join(lines, "\n");
}

Sheet sheet_of(const ProjectText& text, const std::vector<ProjectLayer>& layers, const Crs& crs, const Box& box, const MapWords& words)
{
    Sheet sheet{box, text.title, small_print(text, crs, words)};
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i].shown) sheet.legend_rows += layers[i].legend.size() + 1;
        if (!layers[i].endangered || !(layers[i].crs == crs)) continue;
        sheet.places = &layers[i];
        sheet.places_id = id_of(i);
    }
    return sheet;
}

}  // namespace

void Box::add(const Point& p)
{
    least = {std::min(least.x, p.x), std::min(least.y, p.y)};
    most = {std::max(most.x, p.x), std::max(most.y, p.y)};
}

void Box::add(const Box& other)
{
    if (other.empty()) return;
    add(other.least);
    add(other.most);
}

std::string project_xml(const ProjectText& text, std::vector<ProjectLayer> layers, const MapWords& words)
{
    std::stable_sort(layers.begin(), layers.end(), [](const ProjectLayer& a, const ProjectLayer& b) { return a.rank < b.rank; });
    const Crs& crs = crs_of(layers);
    const Box box = box_of(layers, crs);
    std::string maps, order;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        maps += layer_xml(layers[i], i);
        order += element("layer", {{"id", id_of(i)}});
    }
    const Sheet sheet = sheet_of(text, layers, crs, box, words);
    const std::string metadata =
        element("projectMetadata", {},
                text_element("title", text.title) + text_element("abstract", sheet.sources) + text_element("type", "") +
                    text_element("language", words.language().code) + text_element("rights", words("layer.rights")));
    std::string content = text_element("title", text.title) + element("projectCrs", {}, reference_xml(crs)) + tree_xml(layers, words);
    if (!box.empty()) content += canvas_xml(crs, box);
    content += element("projectlayers", {}, maps) + element("layerorder", {}, order) + properties_xml() + metadata;
    if (!box.empty()) content += layouts_xml(sheet, words) + view_xml(crs, box);
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" +
           element("qgis", {{"projectname", text.title}, {"version", "3.22.0"}}, content) + "\n";
}

}  // namespace tasi::report
