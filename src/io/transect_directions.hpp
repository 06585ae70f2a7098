#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "src/core/transect.hpp"

namespace tasi::io {

/// How the directions of neighbouring transects agree.
struct DirectionReport {
    std::optional<std::size_t> against_neighbours;  ///< the first transect that differs by more than 120 degrees from both neighbours
    long sharp_turns = 0;                           ///< pairs of neighbours that differ by more than 120 degrees
};

/// Compares each transect with those before and after it on its baseline (by `order`, else as they come); the first and the last
/// of a baseline with the two nearest. Only transects within three typical spacings are neighbours: coasts turn in between.
DirectionReport compare_directions(const std::vector<Transect>& transects);

}  // namespace tasi::io
