#include "tools/layer_inputs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "src/io/formats.hpp"

namespace tasi::cli {

void LayerOptions::declare(po::options_description& options)
{
    // clang-format off
    options.add_options()
        ("crs", text(&crs), "CRS of the analysis, projected in metres, e.g. EPSG:32751 (default: that of the first projected input)")
        ("assume-crs", text(&assume_crs), "CRS of inputs that state none")
        ("layer", text(&layer), "layer of an input that holds several");
    // clang-format on
}

void LayerOptions::declare_fields(po::options_description& options)
{
    // clang-format off
    options.add_options()
        ("date-field", text(&fields.date), "field that holds the date (default: found by its name)")
        ("date-format", text(&fields.date_format), "how dates are written, in strptime's notation, e.g. %m/%d/%Y")
        ("uncertainty-field", text(&fields.uncertainty), "field that holds the uncertainty in metres (default: found by its name)")
        ("id-field", text(&fields.id), "field that names a transect (default: found by its name)");
    // clang-format on
}

io::LayerSource LayerOptions::source(const std::string& path) const
{
    io::LayerSource where{path, layer, std::nullopt};
    if (assume_crs) where.assumed_crs = io::crs_from_user(*assume_crs);
    return where;
}

Crs analysis_crs(const std::optional<std::string>& wanted, const std::vector<const Layer*>& layers, const std::vector<std::string>& files)
{
    if (wanted) {
        const Crs crs = io::crs_from_user(*wanted);
        io::require_metres(crs, "--crs " + *wanted);
        return crs;
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (!layers[i]->crs.projected) continue;
        io::require_metres(layers[i]->crs, files[i]);
        return layers[i]->crs;
    }
    if (layers.front()->kind == Geometry::Kind::none)
        throw UnsafeError("GEOMETRY", files.front(), "the layer has no geometry",
                          "give a layer with geometry; of CSV only the table is read");
    const Extent extent = extent_of(*layers.front());
    const Point middle{(extent.least.x + extent.most.x) / 2, (extent.least.y + extent.most.y) / 2};
    io::require_metres(layers.front()->crs, files.front(), extent.empty() ? nullptr : &middle);
    return layers.front()->crs;
}

void require_area_of_use(const Crs& crs, const Point& position, const std::string& file)
{
    if (crs.name == "EPSG:3857")
        throw UnsafeError("CRS", file, "EPSG:3857 (web maps) stretches distances", "choose the UTM zone of the study with --crs");
    if (io::inside_area_of_use(crs, position)) return;
    throw UnsafeError("CRS", file, fmt::format("lies outside the area of use of {}, at {:.0f} {:.0f}", crs.name, position.x, position.y),
                      "choose the UTM zone of the study with --crs");
}

Layer in_analysis_crs(io::Session& session, Layer layer, const Crs& crs, const std::string& file)
{
    Layer moved = io::transformed(session, std::move(layer), crs);
    const Extent extent = extent_of(moved);
    if (!extent.empty()) require_area_of_use(crs, {(extent.least.x + extent.most.x) / 2, (extent.least.y + extent.most.y) / 2}, file);
    return moved;
}

void Extent::add(const Point& p)
{
    least = {std::min(least.x, p.x), std::min(least.y, p.y)};
    most = {std::max(most.x, p.x), std::max(most.y, p.y)};
}

bool Extent::overlaps(const Extent& other, double margin) const
{
    return least.x - margin <= other.most.x && other.least.x - margin <= most.x && least.y - margin <= other.most.y &&
           other.least.y - margin <= most.y;
}

Extent extent_of(const Geometry& geometry)
{
    Extent extent;
    for (const Point& p : geometry.points) extent.add(p);
    for (const Polyline& line : geometry.lines)
        for (const Point& p : line) extent.add(p);
    for (const Polygon& polygon : geometry.polygons)
        for (const Point& p : polygon.exterior) extent.add(p);
    return extent;
}

Extent extent_of(const Layer& layer)
{
    Extent extent;
    for (const Feature& feature : layer.features) {
        const Extent one = extent_of(feature.geometry);
        if (!one.empty()) extent.add(one.least), extent.add(one.most);
    }
    return extent;
}

Extent extent_of(const std::vector<Shoreline>& shorelines)
{
    Extent extent;
    for (const Shoreline& shoreline : shorelines)
        for (const Polyline& line : shoreline.lines)
            for (const Point& p : line) extent.add(p);
    return extent;
}

Extent extent_of(const std::vector<Transect>& transects)
{
    Extent extent;
    for (const Transect& t : transects) extent.add(t.landward), extent.add(t.seaward);
    return extent;
}

std::vector<Polyline> lines_of(const Layer& layer, const std::string& file)
{
    if (layer.features.empty()) throw UnsafeError("EMPTY", file, "the layer has no features", "give a layer of lines");
    std::vector<Polyline> lines;
    for (const Feature& feature : layer.features) {
        if (feature.geometry.kind == Geometry::Kind::none)
            throw UnsafeError("GEOMETRY", file, fmt::format("feature {} has an empty geometry", feature.number), "remove it or draw it");
        if (feature.geometry.kind != Geometry::Kind::lines)
            throw UnsafeError("GEOMETRY", file,
                              fmt::format("geometry type of feature {} is a {}, not a line", feature.number,
                                          feature.geometry.kind == Geometry::Kind::points ? "point" : "polygon"),
                              "give a layer of lines");
        lines.insert(lines.end(), feature.geometry.lines.begin(), feature.geometry.lines.end());
    }
    return lines;
}

void require_format(const std::string& path, bool raster) { io::format_for(path, raster); }

}  // namespace tasi::cli
