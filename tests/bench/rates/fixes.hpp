#pragma once

#include <vector>

#include "tests/bench/accuracy/station_errors.hpp"
#include "tests/bench/rates/series.hpp"

namespace tasi::bench {

/// Where a line crosses a crossline; NaN is missing.
struct Fix {
    double x_m;      ///< from the coast as drawn, seaward positive
    double sigma_m;  ///< stated by the method at the nearest vertex
};

/// Farther from the coast as drawn no crossing is looked for.
inline constexpr double reach_m = 120;

/// On each crossline the crossing nearest to the coast as drawn, `found` being moved back by `shift_m`.
std::vector<Fix> fixes(const std::vector<Crossline>& crosslines, const Found& found, const Vector& shift_m);

}  // namespace tasi::bench
