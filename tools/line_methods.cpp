#include "tools/line_methods.hpp"

#include "algorithms/shorelines/fraction.hpp"
#include "algorithms/shorelines/laplace.hpp"
#include "algorithms/shorelines/layers.hpp"
#include "algorithms/shorelines/profile.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tools/scene_coast.hpp"

namespace tasi::cli {

using Scene = std::vector<CoastalPixels>;

const std::vector<LineMethod>& line_methods()
{
    static const std::vector<LineMethod> table{
        {"contour", "of the index at the threshold", {}, false, nullptr},
        {"fraction", "where pixels are half water", FractionOptions{}.bands, false,
         [](const Scene& scene, const TracedShoreline& line, double min_length_m) {
             FractionOptions options;
             options.min_length_m = min_length_m;
             return trace_fraction(scene, line, options);
         }},
        {"profile", "an edge fitted across the line of half water", FractionOptions{}.bands, false,
         [](const Scene& scene, const TracedShoreline& line, double min_length_m) {
             ProfileOptions options;
             options.fraction.min_length_m = min_length_m;
             return trace_profile(scene, line, options);
         }},
        {"laplace",
         "the steepest fall of swir1",
         {LaplaceOptions{}.band},
         false,
         [](const Scene& scene, const TracedShoreline& line, double) { return trace_laplace(scene, line); }},
        {"auto", "strips of ground along the shore, fitted together in all bands", coastal_bands, true,
         [](const Scene& scene, const TracedShoreline& line, double min_length_m) {
             LayerOptions options;
             options.min_length_m = min_length_m;
             return trace_layers(scene, line, options);
         }},
    };
    return table;
}

const LineMethod& line_method(const std::string& name)
{
    for (const LineMethod& method : line_methods())
        if (method.name == name) return method;
    throw BugError("METHOD", "", "no method " + name, "report this");
}

std::vector<std::string> line_method_names()
{
    std::vector<std::string> names;
    for (const LineMethod& method : line_methods()) names.push_back(method.name);
    return names;
}

std::string line_method_choices()
{
    std::vector<std::string> choices;
    for (const LineMethod& method : line_methods()) choices.push_back(method.name + ": " + method.doc);
    return join(choices, "; ");
}

}  // namespace tasi::cli
