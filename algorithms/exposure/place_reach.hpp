#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/assessed_coast.hpp"
#include "algorithms/exposure/reach.hpp"

namespace tasi {

struct ExposureOptions {
    double base_year = 2025;                   ///< calendar year of the present shoreline
    std::vector<int> years{2030, 2050, 2100};  ///< horizons
    double point_sd_m = 50;                    ///< sigma_D of settlements given as points (gazetteers)
    double polygon_sd_m = 10;                  ///< sigma_D of settlements given as polygons, of buildings, other assets and cells of people
    double at_risk_probability = 0.10;         ///< by the last horizon
    double within_m = 5000;                    ///< farther from the shore: not assessed
    double last_year = 2200;                   ///< of reach years
    std::optional<SeaLevelRise> sea_level;     ///< none: the rate of the past goes on unchanged

    double years_to(int year) const { return year > base_year ? year - base_year : 0; }
    /// UsageError (2) naming the option.
    void validate() const;
};

/// What the sea means to one place.
struct PlaceReach {
    std::optional<Approach> approach;  ///< nothing: not assessed, see `reason`
    AssessedCoast::Linked linked;      ///< the transects that decide
    std::size_t leading = 0;           ///< of them the one with the greatest weight
    std::string reason;                ///< why it was not assessed, or what to know about it
    bool at_sea = false;  ///< not assessed because it is drawn so far seaward of the line that no error of its place explains it
    bool assessed() const { return approach.has_value(); }
};

/// Seaward of the present line by more than any error of a place explains: it is drawn wrongly, or belongs to another shore.
constexpr double seaward_limit_m(double place_sd_m) { return 3 * place_sd_m > 500 ? 3 * place_sd_m : 500; }

/// Transects combined as AssessedCoast::link says. Rate, distance and spreads are weighted means; spreads are not divided, because
/// neighbouring transects err together. Transects that were not assessed drop out unless they hold more than half of the weight: then
/// the place was not assessed, nor is one farther seaward of the line than `seaward_limit_m`. Of two shores (a spit, an island) the one
/// from which the place is likelier reached by the last horizon. `options` must outlive the result.
PlaceReach reach_of(const Point& place, const AssessedCoast& coast, const ExposureOptions& options, double place_sd_m);

/// The probability at each horizon; empty when not assessed.
std::vector<double> probabilities_of(const PlaceReach& reach, const ExposureOptions& options);

/// `own_share` at each horizon; empty when not assessed.
std::vector<double> own_shares_of(const PlaceReach& reach, const ExposureOptions& options);

/// Sea-level rise does not act on rock by the rule of sand.
bool takes_sea_level_rise(const AssessedTransect& transect);

/// The approach to a place on the present line of one transect that was assessed, for zones and setbacks.
Approach approach_from_line(const AssessedTransect& transect, const ExposureOptions& options);

}  // namespace tasi
