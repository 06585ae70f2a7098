#pragma once

#include <string>
#include <vector>

#include "algorithms/transects/arc_length.hpp"
#include "algorithms/transects/cast.hpp"
#include "algorithms/transects/segment_index.hpp"

namespace tasi {

/// A transect while it is being cast: it stands on its baseline and may still turn and shrink.
struct Ray {
    int baseline = 0;       ///< number of the baseline
    double station_m = 0;   ///< along it
    Point origin;           ///< on it
    Vector seaward;         ///< unit
    Vector cast_seaward;    ///< before any repair
    double landward_m = 0;  ///< reach behind the origin
    double seaward_m = 0;   ///< reach in front of it
    double used_m = 0;      ///< reach in front of it that counts for conflicts, <= seaward_m
    std::string how;        ///< what repair did last; empty: nothing
    bool crosses = false;   ///< still meets another after repair

    Point landward_end() const { return origin - landward_m * seaward; }
    Point used_end() const { return origin + used_m * seaward; }
};

/// Seaward unit vector of a baseline at a station.
Vector seaward_at(const ArcLength& along, double station_m, double smoothing_m, Sea sea);

/// Removes meetings of the used parts of rays (sorted by baseline and station), always in the same order: (1) doubles the
/// smoothing of each run of rays that meet, up to 8 times the given; (2) turns what remains like a fan between the nearest
/// rays without a conflict, if none turns by more than 60 degrees; (3) shortens both at their meeting point, if no
/// crossing with a known shoreline is lost; (4) else keeps both and sets `crosses`. A run includes the rays between two that
/// meet, if these are not farther apart along the baseline than half a circle of their length. `shore` may hold no segment:
/// then rays are used over their whole length.
std::vector<Ray> repair(std::vector<Ray> rays, const std::vector<ArcLength>& lines, const TransectOptions& options,
                        const SegmentIndex& shore);

}  // namespace tasi
