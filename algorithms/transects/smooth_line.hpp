#pragma once

#include "src/core/geometry.hpp"

namespace tasi {

/// The line resampled in equal steps of about `step_m` and averaged over `window_m` along itself; the window shrinks towards the
/// ends of an open line, which stay, and to an eighth of a closed one, which stays closed.
Polyline smoothed(const Polyline& line, double window_m, double step_m);

}  // namespace tasi
