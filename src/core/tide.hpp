#pragma once

#include <optional>
#include <string>

#include "src/core/date.hpp"

namespace tasi {

/// The height of the sea at a moment, metres above the datum of its series.
struct TideSample {
    Instant time;
    double level_m = 0;
};

/// One harmonic constituent of the tide at a place.
struct HarmonicConstant {
    std::string name;
    double amplitude_m = 0;
    double phase_deg = 0;                              ///< lag behind Greenwich
    std::optional<double> speed_deg_h = std::nullopt;  ///< where the source states it
};

/// Waves in deep water at a moment.
struct WaveSample {
    Instant time;
    double height_m = 0;  ///< significant
    double period_s = 0;  ///< of the peak
};

}  // namespace tasi
