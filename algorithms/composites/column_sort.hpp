#pragma once

#include <utility>
#include <vector>

namespace tasi {

/// The number of columns that are sorted together: two cache lines of floats.
inline constexpr int sort_lanes = 32;

/// The comparisons that sort any `count` values: (i, j) with i < j puts the smaller value first. Merge exchange of Batcher (Knuth, The Art
/// of Computer Programming 3, 5.2.2, algorithm M).
std::vector<std::pair<int, int>> sorting_network(int count);

/// Sorts each of `sort_lanes` columns; row k of column c is values[k * sort_lanes + c]. No value is NaN.
void sort_columns(float* values, const std::vector<std::pair<int, int>>& network);

}  // namespace tasi
