#pragma once

#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/shoreline.hpp"

namespace tasi {

/// A line with the error of every vertex.
struct LineWithErrors {
    Polyline line;
    std::vector<VertexError> errors;
};

/// How far a refined line may lie from the line that it refines.
struct SettleOptions {
    double most_shift_m = 0;   ///< in any case
    double room_share = 0.45;  ///< of the distance to the next other part of the lines: more would join or cross them
    double most_jump_m = 0;    ///< between a vertex and the median of those around it
    double unknown_sd_m = 0;   ///< of a vertex that has no place of its own
};

/// `refined[i]` as a shift of `before[i]` along its normals, at steps of `step_m`.
///
/// A vertex takes the place where the refined line crosses its normal, the nearest one. Where there is none within reach, or where it jumps
/// away from those beside it, it takes the shift between its neighbours', at the end of a line that of its neighbour, or stays on the line
/// before where there are none nearby; its error is then `unknown_sd_m`. At last, vertices go back until no two pieces of any lines meet.
/// So lines that do not cross stay so, rings stay rings, and no narrow strip of land or water is lost. `kept`, where given, counts vertices
/// without a place of their own.
std::vector<LineWithErrors> settle(const std::vector<Polyline>& before, const std::vector<LineWithErrors>& refined, double step_m,
                                   const SettleOptions& options, long* without_place = nullptr);

}  // namespace tasi
