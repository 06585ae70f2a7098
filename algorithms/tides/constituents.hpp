#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "algorithms/tides/nodal.hpp"

namespace tasi {

/// One row of the table of harmonic constituents.
struct Constituent {
    std::string name;
    /// Multiples of tau, s, h, p, N' = -N, p' and of 90 degrees in the astronomical argument.
    std::array<int, 7> multiples;
    double speed_deg_h = 0;
    std::vector<NodalPower> nodal;  ///< f and u; none: f = 1, u = 0
    std::vector<std::string> aliases = {};
};

/// All 54 that are known. Schureman (1958, SP 98); IHO list of standard tidal constituents.
const std::vector<Constituent>& constituents();

/// The row of that name or alias, whatever its case; null when there is none.
const Constituent* find_constituent(std::string_view name);

/// V, degrees, 0..360 is not kept.
double astronomical_argument_deg(const Constituent& constituent, const MoonAndSun& sky);

}  // namespace tasi
