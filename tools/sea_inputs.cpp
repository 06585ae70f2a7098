#include "tools/sea_inputs.hpp"

#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "src/io/layer_file.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

Layer layer_in(Run& run, const std::string& path, const Crs& crs)
{
    return io::transformed(run.session, io::read_layer(run.session, {path, std::nullopt, std::nullopt}), crs);
}

void add_points_and_areas(const Layer& layer, const std::string& path, SeaOptions& sea)
{
    for (const Feature& feature : layer.features) {
        const Geometry& geometry = feature.geometry;
        if (geometry.kind == Geometry::Kind::lines)
            throw UnsafeError("SEA", path, "feature " + std::to_string(feature.number) + " is a line",
                              "give points or polygons in the sea; a reference line is --coast");
        sea.sea_points.insert(sea.sea_points.end(), geometry.points.begin(), geometry.points.end());
        sea.sea_areas.insert(sea.sea_areas.end(), geometry.polygons.begin(), geometry.polygons.end());
    }
    if (sea.sea_points.empty() && sea.sea_areas.empty())
        throw UnsafeError("SEA", path, "the layer holds no point or polygon", "give a layer of points or polygons in the sea");
}

}  // namespace

SeaOptions known_sea(Run& run, const ExtractionOptions& options, const Crs& crs)
{
    SeaOptions sea = options.trace.sea;
    if (options.sea) {
        add_points_and_areas(layer_in(run, *options.sea, crs), *options.sea, sea);
    } else if (options.coast) {
        sea.coast = lines_of(layer_in(run, *options.coast, crs), *options.coast);
        sea.coast_reach_m = options.buffer_m;
    }
    return sea;
}

}  // namespace tasi::cli
