#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/transects/baseline.hpp"
#include "algorithms/transects/envelope.hpp"
#include "src/core/shoreline.hpp"

namespace tasi {

/// How baselines are drawn from shorelines. Lengths in metres.
struct BaselineOptions {
    double offset_m = 100;                 ///< from the reference shoreline, or from the outermost of all, > 0
    bool envelope = false;                 ///< set off from all shorelines together, not from the reference
    Beside place = Beside::land;           ///< on which side of them the baseline lies
    double smoothing_m = 500;              ///< length over which the reference shoreline or the envelope is averaged; 0: not
    double min_length_m = 1000;            ///< shorter lines of it get no baseline
    double simplify_m = 2;                 ///< by which a vertex may be moved to save others
    Sea sea = Sea::right;                  ///< of the shorelines, in the direction in which they are drawn; right for our own
    std::vector<Polygon> land;             ///< evidence for the side of the sea; empty: none
    std::optional<std::size_t> reference;  ///< number of the shoreline to follow; absent: see `make_baselines`

    /// UsageError (2) naming option and value.
    void validate() const;
};

struct BaselineResult {
    std::vector<Baseline> baselines;  ///< sea on their right; the longest first, called 1, 2, ...
    std::vector<std::string> doubts;
};

/// Draws baselines beside the reference shoreline: the newest date and scene whose lines are at least half as long as
/// those of the longest. Each of its lines is averaged and set off; islands give closed baselines (where one is too
/// small for the offset, it is halved until it fits, and said), lakes none. The evidence: transects every 100 m must meet the
/// nearest of each shoreline mostly seaward of the baseline (landward, where `place` is water); where `land` is given, most places
/// of which one side of the shoreline is land and the other is not must have it on the stated side. UnsafeError (4) if not, if
/// all rings hold water on the stated side, or if the shorelines of an envelope run against each other; NoResultError (5) without a line
/// long enough.
BaselineResult make_baselines(const std::vector<Shoreline>& shorelines, const BaselineOptions& options);

/// The baselines alone.
std::vector<Baseline> make_baseline(const std::vector<Shoreline>& shorelines, const BaselineOptions& options);

}  // namespace tasi
