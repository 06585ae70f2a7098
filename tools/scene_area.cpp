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
Polygon box_polygon(double x0, double y0, double x1, double y1)
{
    constexpr int steps = 20;
    Polygon box;
    const auto edge = [&](Point a, Point b) {
        for (int i = 0; i < steps; ++i) box.exterior.push_back(a + (static_cast<double>(i) / steps) * (b - a));
    };
    edge({x0, y0}, {x1, y0});
    edge({x1, y0}, {x1, y1});
    edge({x1, y1}, {x0, y1});
    edge({x0, y1}, {x0, y0});
    box.exterior.push_back({x0, y0});
    return box;
}

}  // namespace

std::optional<std::vector<Polygon>> area_in(Run& run, const Crs& crs, const SceneInputOptions& options)
{
    if (options.bbox) {
        std::vector<double> n;
        for (const std::string& part : split(*options.bbox, ',')) n.push_back(*parse_number(part));
        const io::Transformer to_scene(run.session, io::crs_from_user(options.bbox_crs.value_or("EPSG:4326")), crs);
        return to_scene(Geometry::of(std::vector<Polygon>{box_polygon(n[0], n[1], n[2], n[3])})).polygons;
    }
    if (!options.aoi) return std::nullopt;
    const Layer layer = io::transformed(run.session, io::read_layer(run.session, {*options.aoi, std::nullopt, std::nullopt}), crs);
    std::vector<Polygon> area;
    for (const Feature& feature : layer.features)
        area.insert(area.end(), feature.geometry.polygons.begin(), feature.geometry.polygons.end());
    if (area.empty()) throw UnsafeError("AOI", *options.aoi, "the layer holds no polygon", "give a layer of polygons");
    return area;
}

SceneArea area_of(Run& run, const Grid& grid, const SceneInputOptions& options, const std::string& path)
{
    SceneArea area{area_in(run, grid.crs, options), grid.whole()};
    if (area.polygons) area.window = window_of(grid, *area.polygons);
    if (area.window.rows == 0)
        throw NoResultError("AOI", path, "the scene does not overlap the area of interest",
                            "check the area and the CRS (zone) of the scene");
    return area;
}

}  // namespace tasi::cli
