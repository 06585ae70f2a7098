#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/trace.hpp"

namespace tasi::cli {

/// A way to place the waterline within pixels, beside a preliminary contour of the index.
struct LineMethod {
    std::string name;         ///< as on the command line
    std::string doc;          ///< half a sentence for the help
    std::vector<Band> bands;  ///< what it can use; those that the scene has are read beside the preliminary line
    bool looks_around;        ///< it starts from the line at `preliminary_cut`, not from that at the threshold
    /// Nothing where it finds no line. Null: the contour at the threshold itself.
    std::optional<TracedShoreline> (*refine)(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                             double min_length_m);
};

/// All of them, the contour first.
const std::vector<LineMethod>& line_methods();
/// BugError for a name that is none.
const LineMethod& line_method(const std::string& name);
std::vector<std::string> line_method_names();
/// All with their meaning, for a help text.
std::string line_method_choices();

}  // namespace tasi::cli
