#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "algorithms/indices/water_index.hpp"

namespace tasi {

/// Some rows of an index, one after the other; good until their buffer is used again.
struct IndexStrip {
    const float* values;                    ///< NaN is missing
    const std::uint8_t* by_rule = nullptr;  ///< as in IndexImage; null: none
};

/// What the values that take part in statistics are, as far as it was counted while they were made.
struct IndexSummary {
    double min = 0, max = 0;
    long inside = 0, valid = 0, count = 0;  ///< as in Sample: of the area, usable, and of these not set by a rule
};

/// An index whose image need not stand in memory: rows are at hand a few at a time, from several threads with a buffer each.
struct IndexRows {
    int rows = 0, cols = 0;
    std::function<IndexStrip(int row, int rows, IndexImage& buffer)> read;
    /// The values of a window, row after row.
    std::function<void(int row, int col, int rows, int cols, float* out)> read_window = {};
    std::optional<IndexSummary> summary = {};  ///< under the mask of the image as it was made
};

/// Of an image in memory, which must live on.
IndexRows rows_of(const IndexImage& image);
/// The same of values alone.
IndexRows rows_of(const Pixels& values);

/// All rows in memory.
IndexImage image_of(const IndexRows& rows);

}  // namespace tasi
