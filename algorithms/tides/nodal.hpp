#pragma once

#include <vector>

#include "algorithms/tides/astronomy.hpp"

namespace tasi {

/// The terms from which the slow changes (18.6 and 8.85 years) of all constituents are made.
enum class NodalTerm { mm, mf, o1, k1, j1, m2, k2, m3, m1, l2 };

/// A factor on the amplitude and an addition to the phase, degrees.
struct NodalFactor {
    double f = 1;
    double u_deg = 0;
};

/// Schureman (1958, SP 98), in the harmonic form that the IHO's list of standard constituents gives.
NodalFactor nodal_factor(NodalTerm term, const MoonAndSun& sky);

/// A term to a power: f counts |power| times, u with the sign of `power`.
struct NodalPower {
    NodalTerm term;
    int power = 1;
};

/// The product of all; without any it is f = 1, u = 0.
NodalFactor nodal_factor(const std::vector<NodalPower>& rule, const MoonAndSun& sky);

}  // namespace tasi
