#include "tools/scene_area.hpp"

#include "algorithms/masking/area_of_interest.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/layer_file.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

/// A box in degrees is not a box in metres: its edges are drawn with many vertices before they are transformed.
Polygon box_polygon(const Extent& box)
{
    constexpr int steps = 20;
    Polygon polygon;
    const auto edge = [&](Point a, Point b) {
        for (int i = 0; i < steps; ++i) polygon.exterior.push_back(a + (static_cast<double>(i) / steps) * (b - a));
    };
    const double x0 = box.least.x, y0 = box.least.y, x1 = box.most.x, y1 = box.most.y;
    edge({x0, y0}, {x1, y0});
    edge({x1, y0}, {x1, y1});
    edge({x1, y1}, {x0, y1});
    edge({x0, y1}, {x0, y0});
    polygon.exterior.push_back({x0, y0});
    return polygon;
}

Extent box_given(const std::string& bbox)
{
    std::vector<double> n;
    for (const std::string& part : split(bbox, ',')) n.push_back(*parse_number(part));
    Extent box;
    box.add({n[0], n[1]});
    box.add({n[2], n[3]});
    return box;
}

Crs crs_of_box(const SceneInputOptions& options) { return io::crs_from_user(options.bbox_crs.value_or("EPSG:4326")); }

std::vector<Polygon> box_in(Run& run, const Extent& box, const Crs& from, const Crs& to)
{
    return io::Transformer(run.session, from, to)(Geometry::of(std::vector<Polygon>{box_polygon(box)})).polygons;
}

/// A grid and a twentieth of its size around it, in another CRS.
Extent surroundings(Run& run, const Grid& grid, const Crs& crs)
{
    constexpr double margin = 0.05;
    Extent own;
    own.add(grid.at_corner(-margin * grid.rows, -margin * grid.cols));
    own.add(grid.at_corner((1 + margin) * grid.rows, (1 + margin) * grid.cols));
    return extent_of(Geometry::of(box_in(run, own, grid.crs, crs)));
}

/// What both share; nothing where they lie apart.
std::optional<Extent> common(const Extent& a, const Extent& b)
{
    const Point least{std::max(a.least.x, b.least.x), std::max(a.least.y, b.least.y)};
    const Point most{std::min(a.most.x, b.most.x), std::min(a.most.y, b.most.y)};
    if (least.x >= most.x || least.y >= most.y) return std::nullopt;
    Extent both;
    both.add(least);
    both.add(most);
    return both;
}

Layer polygons_of_user(Run& run, const std::string& aoi)
{
    try {
        return io::read_layer(run.session, {aoi, std::nullopt, std::nullopt});
    } catch (const UnsafeError& error) {
        if (error.name() != "CRS") throw;
        throw UnsafeError("CRS", error.file(), error.problem(), "write its CRS into it, for example with ogr2ogr -a_srs EPSG:nnnn");
    }
}

}  // namespace

std::optional<std::vector<Polygon>> area_in(Run& run, const Crs& crs, const SceneInputOptions& options)
{
    if (options.bbox) return box_in(run, box_given(*options.bbox), crs_of_box(options), crs);
    if (!options.aoi) return std::nullopt;
    const Layer layer = io::transformed(run.session, polygons_of_user(run, *options.aoi), crs);
    std::vector<Polygon> area;
    for (const Feature& feature : layer.features)
        area.insert(area.end(), feature.geometry.polygons.begin(), feature.geometry.polygons.end());
    if (area.empty()) throw UnsafeError("AOI", *options.aoi, "the layer holds no polygon", "give a layer of polygons");
    return area;
}

std::optional<std::vector<Polygon>> area_in(Run& run, const Grid& grid, const SceneInputOptions& options)
{
    if (!options.bbox) return area_in(run, grid.crs, options);
    const Crs crs = crs_of_box(options);
    const auto box = common(box_given(*options.bbox), surroundings(run, grid, crs));
    return box ? box_in(run, *box, crs, grid.crs) : std::vector<Polygon>{};
}

SceneArea area_of(Run& run, const Grid& grid, const SceneInputOptions& options, const std::string& path)
{
    SceneArea area{area_in(run, grid, options), grid.whole()};
    if (area.polygons) area.window = window_of(grid, *area.polygons);
    if (area.window.rows == 0)
        throw NoResultError("AOI", path, "the scene does not overlap the area of interest",
                            "check the area and the CRS (zone) of the scene");
    return area;
}

}  // namespace tasi::cli
