#pragma once

#include <vector>

#include "algorithms/shorelines/explain_shore.hpp"

namespace tasi {

/// Where the waterline lies at one place of a stretch.
struct ShoreShift {
    double waterline = 0;  ///< pixels from the line, seaward positive
    double sd = 0;         ///< 1 sigma of what is local: noise and texture, widths of strips that vary alongshore
};

/// The stretch's strips moved to fit the pixels around each of `places` (alongshore), which count the less the farther away they lie (a
/// Gaussian of 1 sigma `along_px`); widths and brightness may differ a little from the stretch's. `along` of `pixels` and places counts
/// alike.
std::vector<ShoreShift> shift_shore(const ShoreProblem& problem, const ShoreStretch& stretch, const std::vector<ShorePixel>& pixels,
                                    const std::vector<double>& places, double along_px);

}  // namespace tasi
