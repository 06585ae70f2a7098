#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/fraction_strip.hpp"

namespace tasi {

/// A line of half water, and where along it the colour of land was taken at the beach.
struct FractionTrace {
    TracedShoreline shoreline;
    std::vector<Verdict> at_beach;  ///< empty: nowhere
};

/// All rounds of `trace_fraction`, for slots of the bands that the scene has.
std::optional<FractionTrace> fraction_rounds(const CoastalPixels& scene, const std::vector<int>& slots, const TracedShoreline& preliminary,
                                             const FractionOptions& options);

/// Adds a line, or counts it as too short. `errors` are those of its vertices.
void keep_line(Polyline line, std::vector<VertexError> errors, double least_m, TracedShoreline& result);

/// What the image says of a preliminary line and not of its course: counts and flags, to be kept by a better line.
void inherit_counts(const TracedShoreline& preliminary, TracedShoreline& result);

}  // namespace tasi
