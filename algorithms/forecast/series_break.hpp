#pragma once

#include <cstddef>
#include <optional>

#include "algorithms/rates/change_point.hpp"
#include "algorithms/rates/fit.hpp"

namespace tasi {

/// When a series is taken as two: stricter than where the rates call it `unstable`, since memory makes false breaks more common.
struct BreakOptions {
    SegmentLimits segments;
    double least_jump_lse = 2;  ///< the jump is larger than this many standard errors of the one line
    double p = 0.005;           ///< that a series without a break looks like this
};

/// The index of the first observation after the `change_point` of `series`, where that is likely and the shoreline jumped there. Nothing
/// else is a break: a trend that bends without a jump is not. `line` is the one line through `series`.
std::optional<std::size_t> find_break(const Series& series, const LineFit& line, const BreakOptions& options = {});

}  // namespace tasi
