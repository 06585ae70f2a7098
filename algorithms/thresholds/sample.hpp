#pragma once

#include <cmath>
#include <limits>
#include <memory>

#include "algorithms/indices/index_rows.hpp"
#include "algorithms/thresholds/histogram.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// The index values that take part in statistics: finite, without any flag of `mask`, not set by a domain rule. All
/// functions visit the image in blocks of rows, merged in order, so no figure depends on the number of threads.
class Sample {
public:
    /// Keeps references: both arguments must live on. An empty mask flags nothing. BugError when sizes differ.
    Sample(const IndexImage& image, const Mask& mask);
    /// The same of an image that comes by rows. Its summary, where it has one, must be that under `mask`.
    Sample(IndexRows rows, const Mask& mask);

    ValueRange range() const;
    Histogram histogram(double min, double max, int bins) const;

    /// Pixels inside the area of interest (without PixelFlag::outside).
    long inside() const;
    /// Of these, pixels with a usable value, certain water included.
    long valid() const;

    /// More values than are worth going through again and again: statistics beyond the histogram are then taken from `fine`.
    bool is_large() const { return summary().count > most_values_to_visit; }
    /// Counts in 65536 bins over the range, made once. Every histogram over the range in a number of bins that divides that follows
    /// from it to the last pixel: edges of the coarse bins are edges of the fine ones, digit by digit.
    const Histogram& fine() const;

    /// Calls `visit(part, value)` for every value, row after row, and merges the parts in order.
    template <class Part, class Visit, class Merge>
    Part reduce(const Part& start, Visit&& visit, Merge&& merge) const;

    static constexpr long most_values_to_visit = 10'000'000;
    static constexpr int fine_bins = 65536;

private:
    struct Row {
        const float* values;
        const std::uint8_t *flags, *by_rule;  ///< null: none

        bool inside(int col) const { return !flags || !(flags[col] & PixelFlag::outside); }
        bool valid(int col) const { return std::isfinite(values[col]) && !(flags && flags[col]); }
        /// All of these columns take part.
        bool is_clear(int first, int end) const
        {
            unsigned all = 0;
            int finite = 0;
            for (int col = first; flags && col < end; ++col) all |= flags[col];
            for (int col = first; by_rule && col < end; ++col) all |= by_rule[col];
            for (int col = first; col < end; ++col) finite += static_cast<int>(std::abs(values[col]) <= std::numeric_limits<float>::max());
            return all == 0 && finite == end - first;
        }
        bool takes_part(int col) const { return valid(col) && !(by_rule && by_rule[col]); }
    };
    const IndexSummary& summary() const;
    Histogram count_fine() const;
    template <class Part, class Visit, class Merge>
    Part over_rows(const Part& start, Visit&& visit, Merge&& merge) const;

    IndexRows rows_;
    const Mask& mask_;
    mutable std::shared_ptr<const IndexSummary> summary_;
    mutable std::shared_ptr<const Histogram> fine_;
};

}  // namespace tasi

#include "algorithms/thresholds/sample_reduce.hpp"
