#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/trace.hpp"

namespace tasi {

/// How a line lies at one of its vertices, smoothed.
struct VertexFrame {
    Point at;
    double along_m;          ///< from the start of the line
    Vector seaward;          ///< unit normal to the right
    double curvature_per_m;  ///< 1 / radius; positive where the line turns left (land within the curve), negative right
};

/// Frames of the vertices of a line. The direction is that of the chord of `smoothing_m` around the vertex, the curvature the change
/// of direction from half of it before to half of it behind.
std::vector<VertexFrame> vertex_frames(const Polyline& line, double smoothing_m);

/// A better place for a vertex on its normal.
struct VertexMove {
    double seaward_m;
    VertexError error;
};

using LineMoves = std::vector<std::optional<VertexMove>>;

/// Moves vertices of all lines along their normals; one without a move, or whose move would make lines cross or touch, keeps its
/// place and error. Sets length, `errors` and the medians sigma_contour_m and sigma_threshold_m; returns the share of vertices kept.
double move_vertices(TracedShoreline& shoreline, const std::vector<std::vector<VertexFrame>>& frames, const std::vector<LineMoves>& moves,
                     double pixel_m);

}  // namespace tasi
