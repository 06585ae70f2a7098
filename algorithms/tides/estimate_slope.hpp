#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "src/core/position.hpp"

namespace tasi {

/// Where the shore was seen, not corrected for the tide, and the level of the sea at that moment.
struct LevelledPosition {
    double t_yr = 0;  ///< Julian years
    double x_m = 0;
    double level_m = 0;
};

struct SlopeOptions {
    std::string method = "regression";  ///< a name of `slope_methods()`
    int min_dates = 50;
    double confidence_pct = 95;  ///< of the interval of `regression`

    void validate() const;  ///< UsageError (2) naming option and value
};

/// The slope of the beach face of one transect, tan beta. Without a slope `flags` say why:
/// - `few dates`;
/// - `no tide range`: levels vary by less than 5 cm (standard deviation);
/// - `not identifiable`: the interval holds a shore that does not follow the tide;
/// - `wrong sign`: the shore lies farther seaward at high tide;
/// - `implausible slope`: flatter than 0.005 or steeper than 1.
/// Beside a slope: `weak tide signal`, where the tide moves the shore by less than half of what else moves it (standard deviations).
struct SlopeEstimate {
    std::string transect;
    long n = 0;
    std::optional<double> slope, lower, upper;
    std::string method;
    std::vector<std::string> flags;
    std::optional<double> run_m_per_m;       ///< 1 / tan beta; also where no slope is given
    std::optional<double> peak_period_days;  ///< of the tide as it was sampled; of `spectral`
};

/// One row per method.
struct SlopeMethod {
    std::string name, summary;
    SlopeEstimate (*estimate)(std::span<const LevelledPosition> series, const SlopeOptions& options);
};
const std::vector<SlopeMethod>& slope_methods();

/// x regressed on 1, t, a yearly and a half-yearly harmonic, and the level z; 1 / tan beta is minus the coefficient of z, with Student's
/// interval, inverted.
SlopeEstimate regression_slope(std::span<const LevelledPosition> series, const SlopeOptions& options);

/// The slope that leaves least energy in the corrected series around the strongest tidal period below 30 days that the dates alias to (Vos
/// et al. 2020, doi:10.1029/2020GL088365), found exactly: the energy is a parabola in 1 / tan beta. `lower` and `upper` bound the slopes
/// with up to 5 % more than the least energy: not a confidence interval.
SlopeEstimate spectral_slope(std::span<const LevelledPosition> series, const SlopeOptions& options);

/// Of one transect, with the rules above.
SlopeEstimate estimate_slope(std::span<const LevelledPosition> series, const SlopeOptions& options);

/// Of every transect, in order of appearance, from rows with a level and an uncorrected place (`raw_m`; or `distance_m` where no slope is
/// stated). UnsafeError (4): a corrected distance whose raw place is not there.
std::vector<SlopeEstimate> estimate_slopes(const std::vector<Position>& positions, const SlopeOptions& options);

}  // namespace tasi
