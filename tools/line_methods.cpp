#include "tools/line_methods.hpp"

#include <algorithm>

#include "algorithms/shorelines/fraction.hpp"
#include "algorithms/shorelines/laplace.hpp"
#include "algorithms/shorelines/layers.hpp"
#include "algorithms/shorelines/profile.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

using Scene = std::vector<CoastalPixels>;

FractionOptions fraction_options(const Scene& scene, double min_length_m)
{
    FractionOptions options;
    options.min_length_m = min_length_m;
    options.blur_px = usual_blur_px(scene.front().grid().dx);
    return options;
}

std::optional<TracedShoreline> fraction(const Scene& scene, const TracedShoreline& line, double min_length_m)
{
    return trace_fraction(scene, line, fraction_options(scene, min_length_m));
}

std::optional<TracedShoreline> profile(const Scene& scene, const TracedShoreline& line, double min_length_m)
{
    ProfileOptions options;
    options.fraction = fraction_options(scene, min_length_m);
    options.blur_px = options.fraction.blur_px;
    return trace_profile(scene, line, options);
}

std::optional<TracedShoreline> laplace(const Scene& scene, const TracedShoreline& line, double) { return trace_laplace(scene, line); }

std::optional<TracedShoreline> automatic(const Scene& scene, const TracedShoreline& line, double min_length_m)
{
    LayerOptions options;
    options.min_length_m = min_length_m;
    return trace_layers(scene, line, options);
}

}  // namespace

const std::vector<LineMethod>& line_methods()
{
    using enum Band;
    static const std::vector<LineMethod> table{
        {"auto",
         "the strips of ground along the waterline, all bands together",
         {blue, green, red, nir, swir1, swir2},
         automatic,
         true,
         "water and land along the line could not be told apart: the contour of the index stays"},
        {"contour", "of the index at the threshold"},
        {"fraction", "where pixels are half water", FractionOptions{}.bands, fraction, false,
         "no pure water and land near the line: the contour of the index stays"},
        {"profile", "a blurred step fitted across the line", FractionOptions{}.bands, profile, false,
         "no pure water and land near the line: the contour of the index stays"},
        {"laplace",
         "where the brightness of swir1 bends",
         {swir1},
         laplace,
         false,
         "the scene has no swir1, or it does not fall towards the sea: the contour of the index stays"},
    };
    return table;
}

const LineMethod& line_method_named(const std::string& name)
{
    const auto& table = line_methods();
    const auto found = std::find_if(table.begin(), table.end(), [&](const LineMethod& m) { return m.name == lower_case(name); });
    if (found == table.end())
        throw UsageError("METHOD", "", "there is no method '" + name + "'", "give one of " + join(line_method_names(), ", "));
    return *found;
}

std::vector<std::string> line_method_names()
{
    std::vector<std::string> names;
    for (const LineMethod& method : line_methods()) names.push_back(method.name);
    return names;
}

}  // namespace tasi::cli
