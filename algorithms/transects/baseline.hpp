#pragma once

#include <string>
#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// On which side of a line the sea lies, seen in the direction in which the line is drawn.
enum class Sea { right, left };

/// The line from which transects start; a closed one goes around an island.
struct Baseline {
    std::string id;
    Polyline line;
    int order = 0;  ///< its place among the baselines of a layer, from 0
};

/// UnsafeError (4), naming the baseline, for one that is empty, a single vertex, shorter than 0.1 m, not finite, or that
/// crosses or touches itself (the last vertex of a ring may meet the first).
void require_usable(const Baseline& baseline);

/// Reasons to think that some baselines were drawn against the others, in words; empty when there is none.
struct DirectionCheck {
    std::vector<std::string> doubts;
};

/// Looks at neighbours in the given order: open baselines follow each other end to start, so like ends nearest to each
/// other, or courses that differ by more than 120 degrees where no ends join, are doubts.
DirectionCheck check_directions(const std::vector<Baseline>& baselines);

}  // namespace tasi
