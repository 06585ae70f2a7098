#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/trace.hpp"

namespace tasi::cli {

/// One way to place a line within pixels.
struct LineMethod {
    /// The line from reflectances beside a preliminary one, whose parts shorter than `min_length_m` are dropped; nothing where it finds
    /// none.
    using Refine =
        std::function<std::optional<TracedShoreline>(const std::vector<CoastalPixels>&, const TracedShoreline&, double min_length_m)>;

    std::string name;
    std::string doc;
    std::vector<Band> bands = {};  ///< that it uses, those that the scene has
    Refine refine = nullptr;       ///< none: the contour stays as it is
    bool looks_around = false;     ///< finds the waterline a few pixels off: starts from the natural cut where that parts the classes
    std::string failure = {};      ///< what the user is told where it finds no line
};

/// All methods, the default first.
const std::vector<LineMethod>& line_methods();
/// UsageError (2) listing the choices.
const LineMethod& line_method_named(const std::string& name);
std::vector<std::string> line_method_names();

}  // namespace tasi::cli
