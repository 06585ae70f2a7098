#pragma once

#include <optional>
#include <string>

#include "src/core/position.hpp"

namespace tasi {

/// Slope of the beach face between the levels of the tide, tan beta.
struct BeachSlope {
    double tan_beta = 0.1;
    double run_error = 0;  ///< 1 sigma of 1 / tan beta, metres a metre of level

    /// From 1 sigma of tan beta itself.
    static BeachSlope with_error(double tan_beta, double tan_beta_error);
};

inline constexpr double flattest_slope = 0.005;   ///< up to here a level says nothing about a place
inline constexpr double gentle_slope = 0.02;      ///< below here positions get the flag `flat beach`
inline constexpr double steepest_slope = 1.0;     ///< beyond here the number is degrees or per cent
inline constexpr double usual_slope_error = 0.3;  ///< of the slope, where nothing better is known

/// What is wrong with it as a beach slope, or nothing.
std::optional<std::string> slope_fault(double tan_beta);

/// How far seaward the shore at level `reference_m` lies of where it was seen at `level_m` (metres): (z - z_ref) / tan beta.
double tidal_shift_m(double level_m, double reference_m, double tan_beta);

/// The level to which positions are moved, and how well levels are known.
struct TideReference {
    double level_m = 0;         ///< above the zero of the tides
    double tide_error_m = 0.1;  ///< 1 sigma
    bool with_setup = false;    ///< wave set-up is corrected as well
};

/// What the sea did at a date.
struct SeaState {
    std::optional<double> level_m;
    std::optional<double> setup_shift_m;  ///< see wave_setup.hpp
};

/// The position as it would be with the sea at the reference level, on a planar beach. `raw_m` is where it was seen; `tide_m` and `slope`
/// are what it was corrected with. The uncertainty grows by sigma_z / tan beta, |z - z_ref| sigma(1 / tan beta) and half the set-up, in
/// quadrature; it stays missing where it was. Without a level (flag `no tide`) or slope (`no slope`) the position is missing: uncorrected
/// ones never stand among corrected ones. Other flags: `flat beach`; `no wave`: set-up is not corrected at this date.
Position corrected_for_tide(Position position, const SeaState& sea, const std::optional<BeachSlope>& slope, const TideReference& reference);

}  // namespace tasi
