#pragma once

#include <string>
#include <vector>

#include "algorithms/tides/constituents.hpp"
#include "src/core/tide.hpp"

namespace tasi {

/// The astronomical tide of a place: `Z0 + sum of f A cos(V + u - g)`, metres about mean sea level of the constants' epoch, with f and u at
/// the moment asked for. Schureman (1958, SP 98).
class HarmonicTide {
public:
    /// UnsafeError (4) naming the constituent: one that is not known or is there twice, a speed that is not its own (by more than 1e-5
    /// degree an hour), an amplitude below 0 or above 10 m (centimetres), amplitudes that add up to more than 12 m, a phase that is no
    /// angle, three phases or more that all lie within 2 pi (radians).
    explicit HarmonicTide(const std::vector<HarmonicConstant>& constants);

    double level_m(const Instant& time) const;

private:
    struct Wave {
        const Constituent* constituent;
        double amplitude_m, phase_deg;
    };
    std::vector<Wave> waves_;
};

/// What is unsettled about the constants, a sentence each: sources differ in what they call 3N2, which counts above 1 cm; one or
/// two phases within 2 pi may be radians.
std::vector<std::string> doubts_of(const std::vector<HarmonicConstant>& constants);

}  // namespace tasi
