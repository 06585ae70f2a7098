#pragma once

#include <vector>

namespace tasi {

/// One row of a scenario: sea level above that of the base year of the scenario, metres, with its 17-83 % range.
struct SeaLevel {
    double year = 0, rise_m = 0, low_m = 0, high_m = 0;
};

/// Retreat by the rise of the sea beyond the pace that the record already holds: R = (S(Y) - past rate x years) / slope of the
/// active profile (Bruun 1962, doi:10.1061/JWHEAU.0000252). Holds for sandy, closed, two-dimensional profiles; not for reefs,
/// mangroves, cliffs, engineered coasts and deltas (Cooper and Pilkey 2004, doi:10.1016/j.gloplacha.2004.07.001).
struct SeaLevelRise {
    std::vector<SeaLevel> scenario;  ///< years ascending
    double slope = 0;                ///< of the active profile: (berm height + closure depth) / its length
    double past_m_per_year = 0;      ///< rise within the record of the shorelines
    double base_year = 2025;         ///< of the present shoreline

    /// Metres landward `years` from the base year; levels between rows are interpolated, and counted from that of the base year.
    double retreat_m(double years) const;
    /// 1 sigma: half the range of the scenario, and half of the retreat for the error of the model.
    double retreat_sd_m(double years) const;
    /// The scenario says nothing after this year.
    double last_year() const { return scenario.back().year; }
    /// UnsafeError (4) for rows that cannot be: unordered or crossed ranges, a base year before the scenario.
    void validate() const;

private:
    SeaLevel at(double year) const;
};

}  // namespace tasi
