#pragma once

#include "src/core/date.hpp"

namespace tasi {

/// The height of the sea at a moment, metres above the datum of its series.
struct TideSample {
    Instant time;
    double level_m = 0;
};

}  // namespace tasi
