#pragma once

#include <vector>

#include "algorithms/shorelines/explain_shore.hpp"

namespace tasi {

/// Where the waterline lies at one place of a stretch.
struct ShoreShift {
    double waterline = 0;  ///< pixels from the line, seaward positive
    double sd = 0;         ///< 1 sigma of what is local: noise and texture, widths of strips that vary alongshore
};

/// A pixel near a place with its weight in the fit there.
struct WeighedPixel {
    const ShorePixel* pixel;
    double weight;
};

/// The stretch's strips moved to fit the pixels around one place; widths and brightness may differ a little from the stretch's.
/// `along` of the pixels counts from the start of the line.
ShoreShift shift_shore(const ShoreProblem& problem, const ShoreStretch& stretch, const std::vector<WeighedPixel>& pixels);

}  // namespace tasi
