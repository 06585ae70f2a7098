#include "algorithms/tides/tidal_correction.hpp"

#include <cmath>

#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double setup_error = 0.5;  ///< of the set-up

double square(double x) { return x * x; }

}  // namespace

BeachSlope BeachSlope::with_error(double tan_beta, double tan_beta_error) { return {tan_beta, tan_beta_error / square(tan_beta)}; }

std::optional<std::string> slope_fault(double tan_beta)
{
    const std::string number = "a beach slope (tan beta) of " + format_number(tan_beta);
    if (!std::isfinite(tan_beta) || tan_beta <= 0) return number + " is none";
    if (tan_beta <= flattest_slope) return number + " is too flat: 10 cm of tide would move the line by 20 m or more";
    if (tan_beta > steepest_slope) return number + " is steeper than 45 degrees: it may be degrees or per cent";
    return std::nullopt;
}

double tidal_shift_m(double level_m, double reference_m, double tan_beta) { return (level_m - reference_m) / tan_beta; }

Position corrected_for_tide(Position position, const SeaState& sea, const std::optional<BeachSlope>& slope, const TideReference& reference)
{
    if (!position.distance_m) {
        position.tide_m = sea.level_m;
        return position;
    }
    position.raw_m = position.distance_m;
    position.tide_m = sea.level_m;
    if (slope) position.slope = slope->tan_beta;
    if (!sea.level_m) position.flags.push_back("no tide");
    if (!slope) position.flags.push_back("no slope");
    if (!sea.level_m || !slope) {
        position.distance_m.reset();
        return position;
    }
    if (slope->tan_beta < gentle_slope) position.flags.push_back("flat beach");
    if (reference.with_setup && !sea.setup_shift_m) position.flags.push_back("no wave");
    const double setup_m = reference.with_setup ? sea.setup_shift_m.value_or(0) : 0;
    const double above_m = *sea.level_m - reference.level_m;
    position.distance_m = *position.raw_m + tidal_shift_m(*sea.level_m, reference.level_m, slope->tan_beta) + setup_m;
    if (position.uncertainty_m)
        position.uncertainty_m = std::sqrt(square(*position.uncertainty_m) + square(reference.tide_error_m / slope->tan_beta) +
                                           square(above_m * slope->run_error) + square(setup_error * setup_m));
    return position;
}

}  // namespace tasi
