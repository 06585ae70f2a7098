#pragma once

#include <string>
#include <vector>

#include "algorithms/transects/baseline.hpp"
#include "src/core/shoreline.hpp"
#include "src/core/transect.hpp"

namespace tasi {

/// How transects are cast. Lengths in metres.
struct TransectOptions {
    double spacing_m = 50;     ///< between stations along the baseline
    double landward_m = 200;   ///< reach behind the baseline, >= 0
    double seaward_m = 300;    ///< reach in front of the baseline, >= 0; both together > 0
    double smoothing_m = 500;  ///< length of baseline that gives the direction; 0: the segment's own
    double start_m = 0;        ///< first station
    Sea sea = Sea::right;      ///< of the baseline, in the direction in which it is drawn
    bool repair = true;        ///< turn or shorten transects that meet each other

    /// UsageError (2) naming option and value.
    void validate() const;
};

/// A transect that repair changed, and how it was cast.
struct Adjustment {
    std::string transect;
    double cast_azimuth_deg = 0;
    double azimuth_deg = 0;
    std::string how;  ///< `smoothed`, `turned` or `shortened`; the last step that changed it
};

struct CastResult {
    std::vector<Transect> transects;
    std::vector<Adjustment> adjusted;
    std::vector<std::string> doubts;  ///< of `check_directions`
};

/// Transects at the stations start, start + spacing, ... of every baseline up to its end, the end included (a closed one
/// stops before its first station comes again), each drawn from land to sea and named `<baseline>-<0001>` (a
/// baseline without id is called by its number, from 1). Distance 0 is the landward end whatever the sea's side. With `repair`,
/// see repair.hpp; without it, those that meet a neighbour have the flag `crosses its neighbour`; `shorelines` tell it which part of a
/// transect is used: up to 1.2 times the farthest crossing. UnsafeError (4) for an unusable baseline, doubled ids or a start beyond its
/// end; NoResultError (5) without baselines; LimitError (7) for more than 1,000,000 transects.
CastResult cast(const std::vector<Baseline>& baselines, const TransectOptions& options, const std::vector<Shoreline>& shorelines = {});

/// The transects alone.
std::vector<Transect> cast_transects(const std::vector<Baseline>& baselines, const TransectOptions& options);

}  // namespace tasi
