#pragma once

#include <optional>
#include <vector>

#include "src/core/tide.hpp"

namespace tasi {

/// Length of a wave of this period in deep water, m: g T^2 / 2 pi.
double deep_water_length_m(double period_s);

/// How far wave set-up carries the water line landward, m: 0.35 sqrt(H0 L0), whatever the slope. Stockdon et al. 2006,
/// doi:10.1016/j.coastaleng.2005.12.005, equation 10 over tan beta.
double setup_shift_m(double height_m, double period_s);

/// Waves at any moment out of samples at some.
class WaveSeries {
public:
    /// UnsafeError (4) naming the time: times that do not increase, heights outside 0..30 m, periods outside 0..40 s.
    explicit WaveSeries(std::vector<WaveSample> samples);

    /// Linear between samples up to 3 h apart, or one within a second; nothing elsewhere.
    std::optional<WaveSample> at(const Instant& time) const;

private:
    std::vector<WaveSample> samples_;
};

}  // namespace tasi
