#pragma once

#include <cstddef>
#include <optional>

#include "algorithms/rates/fit.hpp"

namespace tasi {

/// When a series is taken as two.
struct BreakOptions {
    std::size_t least_segment = 5;  ///< observations on either side
    double least_jump_lse = 2;      ///< the jump is larger than this many standard errors of the one line
    double p = 0.01;                ///< of two lines against one, for all places where the break could be
};

/// The index of the first observation after the shoreline jumped: the place where two lines leave the smallest sum of squares, when
/// they are better than one by an F test with the effective number of observations, and the jump between them is large. Nothing else
/// is a break: a trend that bends without a jump is not.
/// The memory that shortens the effective number is that about the two lines, corrected for what five fitted numbers hide of it.
/// `line` is the one line through `series`. Time is linear in the number of observations.
/// Chow 1960, doi:10.2307/1910133, for the test; its p is multiplied by the number of places (Bonferroni).
std::optional<std::size_t> find_break(const Series& series, const LineFit& line, const BreakOptions& options = {});

}  // namespace tasi
