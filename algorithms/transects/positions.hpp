#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/position.hpp"
#include "src/core/shoreline.hpp"
#include "src/core/transect.hpp"

namespace tasi {

/// How positions are taken from crossings.
struct CrossOptions {
    std::string rule = "seaward";         ///< a name of `crossing_rules()`
    double min_island_m2 = 50000;         ///< rings below this area in front of the main line are left out by `seaward`
    bool angle_uncertainty = false;       ///< divide the shoreline's uncertainty by the sine of its angle to the transect; DSAS
                                          ///< uses it as it is. Below 10 degrees the sine is that of 10, with flag `oblique`
    std::optional<double> uncertainty_m;  ///< 1 sigma of shorelines that state none; absent: theirs stays unknown
    double geolocation_m = 0;         ///< 1 sigma of where the image lies, along one direction, for shorelines whose own uncertainty does
                                      ///< not hold it: added in squares before the angle counts
    std::vector<Polyline> reference;  ///< of rule `reference`

    /// UsageError (2) naming option and value; also for rule `reference` without a reference line.
    void validate() const;
};

/// One row per transect (in the order given) and date with scene and sensor (in order of time, scene, sensor), also where
/// the shore was missed. Shorelines of one date, scene and sensor are one; `crossings` counts all points shared (see
/// cross.hpp). A position takes uncertainty and flags from the shoreline that it lies on. Its own flags:
/// - `no crossing`; or `beyond reach`: the transect's line meets the shoreline behind one of its ends, within 5 km or 10 times its
///   length, whichever is more;
/// - `multiple crossings`; `collinear`: a stretch of the shoreline lies on the transect, and is no position;
/// - `no choice`: the rule found no answer among the crossings;
/// - `island ignored`: `seaward` left out rings smaller than `min_island_m2`, seaward of the main line or where a main line
///   (open, or a larger ring) exists but does not cross; `island`: the chosen ring lies wholly seaward of a main line;
/// - `oblique`.
/// UnsafeError (4): `geolocation_m` for shorelines of ours, which hold theirs; a vertex that is not finite, a transect without length, two
/// transects of one id. LimitError (7): more than 100,000,000 rows.
std::vector<Position> cross_all(const std::vector<Transect>& transects, const std::vector<Shoreline>& shorelines,
                                const CrossOptions& options);

/// What came of it, in rows; `transects_without_hit` counts transects that have no position at any date.
struct CrossSummary {
    long rows = 0, found = 0, no_crossing = 0, beyond_reach = 0, multiple = 0, collinear = 0, no_choice = 0, island_ignored = 0;
    long transects = 0, transects_without_hit = 0;
    long water_ahead = 0, water_behind = 0;  ///< crossings with shorelines made by us whose water lies seaward of them, or landward
};

CrossSummary summary_of(const std::vector<Position>& positions);

}  // namespace tasi
