#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "algorithms/shorelines/base_line.hpp"
#include "algorithms/shorelines/explain_shore.hpp"
#include "algorithms/shorelines/shift_shore.hpp"
#include "algorithms/shorelines/trace.hpp"

namespace tasi {

/// 1 sigma of a vertex of the preliminary line where nothing better was found, pixels.
inline constexpr double unexplained_sd_px = 0.5;

/// A stretch of a line with what is known of it.
struct StretchOfLine {
    double centre_px;  ///< alongshore
    std::optional<ShoreStretch> shore = {};
    std::optional<ShoreSample> sample = {};  ///< where there is memory to keep it
};

/// A line on its way to the waterline.
struct ShoreLine {
    std::size_t number;  ///< of the preliminary line
    BaseLine base;
    std::vector<StretchOfLine> stretches = {};
    std::vector<ShoreShift> shifts = {};     ///< by vertex; waterline NaN where unknown
    std::vector<double> stretch_sd_px = {};  ///< by vertex

    double shift_px(std::size_t vertex) const;  ///< 0 where unknown
};

/// The lines with their vertices moved; those whose move would make lines cross or touch stay, and their shifts become unknown.
std::vector<Polyline> moved_lines(std::vector<ShoreLine>& lines, double pixel_m);

/// `preliminary` with `lines` in place of its own. A line that crosses itself or another all the same, or a ring that turned inside out, is
/// that of `preliminary` again (flag `no endmember`). Lines shorter than `least_m` are dropped.
TracedShoreline shoreline_of(std::vector<ShoreLine>& lines, const TracedShoreline& preliminary, double pixel_m, double least_m);

}  // namespace tasi
