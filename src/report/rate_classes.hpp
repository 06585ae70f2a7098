#pragma once

#include <string>
#include <vector>

#include "src/core/layer.hpp"

namespace tasi::report {

/// How a transect is drawn: red retreats, blue grows, white has no detectable trend, dashed grey was not assessed.
/// Colours: 7-class red-blue of ColorBrewer (Brewer, http://colorbrewer2.org), told apart by colour-blind eyes.
struct RateClass {
    std::string colour;
    std::string text;  ///< key of its words in the legend
    double width = 3;  ///< of the line, pixels; strong change is also wider
    bool dashed = false;
};

const std::vector<RateClass>& rate_classes();

/// The row of `rate_classes()` for a feature of the layer `rates`: by `trend`, then by `LRR` (m/yr).
std::size_t rate_class(const Layer& rates, const Feature& feature);

}  // namespace tasi::report
