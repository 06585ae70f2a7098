#include <cmath>
#include <limits>

#include "algorithms/shorelines/contour.hpp"
#include "algorithms/thresholds/otsu.hpp"
#include "src/core/error.hpp"
#include "tests/bench/accuracy/common_grid.hpp"
#include "tests/bench/accuracy/local_polynomial.hpp"
#include "tests/bench/accuracy/methods.hpp"

namespace tasi::bench {
namespace {

using scenes::measured::MeasuredScene;
using enum Band;

/// An image of an index on the finest grid, missing where the mask says so.
struct IndexOnGrid {
    Pixels values;
    Grid grid;
};

IndexOnGrid without_masked(Pixels values, const CommonGrid& image)
{
    if (image.mask.size() > 0) values = (image.mask != 0).select(std::numeric_limits<float>::quiet_NaN(), values);
    return {std::move(values), image.grid};
}

IndexOnGrid normalised_difference(const MeasuredScene& scene, Band other)
{
    const CommonGrid image = interpolated_to_common_grid(scene, {green, other});
    const Pixels &g = image.reflectance[green], &x = image.reflectance[other];
    return without_masked((g - x) / (g + x), image);
}

IndexOnGrid scowi(const MeasuredScene& scene)
{
    const CommonGrid image = interpolated_to_common_grid(scene, {blue, green, nir, swir1, swir2});
    const Reflectance& r = image.reflectance;
    return without_masked(r[blue] + 2.0f * (r[green] - r[nir]) - 0.75f * r[swir1] - 0.5f * r[swir2], image);
}

/// Otsu's threshold of all pixels; values beyond the range of a normalised difference are noise over dark water.
double otsu_of_all(const Pixels& values)
{
    Histogram histogram(-1, 1, 512);
    for (Eigen::Index i = 0; i < values.size(); ++i)
        if (std::isfinite(values(i))) histogram.add(static_cast<double>(values(i)));
    return otsu(histogram, TieRule::first_centre).threshold;
}

Found at(const IndexOnGrid& index, double level) { return {contour(index.values, index.grid, level), {}}; }

Found at_otsu(const IndexOnGrid& index)
{
    try {
        return at(index, otsu_of_all(index.values));
    } catch (const NoResultError&) {
        return {};
    }
}

/// Taking pixel numbers for pixel corners, a mistake that no comparison at one place shows.
Found off_by_half_a_pixel(Found found, const Grid& grid)
{
    for (Polyline& line : found.lines)
        for (Point& p : line) p = {p.x - grid.dx / 2, p.y - grid.dy / 2};
    return found;
}

}  // namespace

std::vector<Method> methods_of_others()
{
    using Scene = MeasuredScene;
    return {
        {"ndwi-0", "ndwi at 0", [](const Scene& s) { return at(normalised_difference(s, nir), 0); }},
        {"mndwi-0", "mndwi at 0, swir1 interpolated to the finest pixels",
         [](const Scene& s) { return at(normalised_difference(s, swir1), 0); }},
        {"ndwi-otsu", "ndwi at Otsu's threshold of the whole image", [](const Scene& s) { return at_otsu(normalised_difference(s, nir)); }},
        {"mndwi-otsu", "mndwi likewise", [](const Scene& s) { return at_otsu(normalised_difference(s, swir1)); }},
        {"otsu-half-off", "ndwi-otsu without the half pixel between corner and centre",
         [](const Scene& s) { return off_by_half_a_pixel(at_otsu(normalised_difference(s, nir)), s.layers.front().grid); }},
        {"scowi-0", "scowi at 0, swir interpolated to the finest pixels", [](const Scene& s) { return at(scowi(s), 0); }},
        {"polynomial", "zero Laplacian of a local cubic polynomial of swir1, 3 x 3 pixels resampled four times", local_polynomial},
    };
}

std::vector<Method> methods()
{
    std::vector<Method> all = our_methods();
    for (Method& method : methods_of_others()) all.push_back(std::move(method));
    return all;
}

}  // namespace tasi::bench
