#pragma once

#include "algorithms/indices/water_index.hpp"
#include "algorithms/masking/missing.hpp"
#include "algorithms/thresholds/histogram.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// The index values that take part in statistics: finite, without any flag of `mask`, not set by a domain rule. All
/// functions visit the image in blocks of rows, merged in order, so no figure depends on the number of threads.
class Sample {
public:
    /// Keeps references: both arguments must live on. An empty mask flags nothing. BugError when sizes differ.
    Sample(const IndexImage& image, const Mask& mask);

    ValueRange range() const;
    Histogram histogram(double min, double max, int bins) const;

    /// Pixels inside the area of interest (without PixelFlag::outside).
    long inside() const;
    /// Of these, pixels with a usable value, certain water included.
    long valid() const;

    /// Calls `visit(part, value)` for every value, row after row, and merges the parts in order.
    template <class Part, class Visit, class Merge>
    Part reduce(const Part& start, Visit&& visit, Merge&& merge) const;

private:
    bool is_inside(Eigen::Index row, Eigen::Index col) const { return mask_.size() == 0 || !(mask_(row, col) & PixelFlag::outside); }
    bool takes_part(Eigen::Index row, Eigen::Index col) const
    {
        return !is_missing(image_.values, mask_, row, col) && (image_.by_rule.size() == 0 || !image_.by_rule(row, col));
    }
    template <class Part, class Visit, class Merge>
    Part over_pixels(const Part& start, Visit&& visit, Merge&& merge) const;

    const IndexImage& image_;
    const Mask& mask_;
};

}  // namespace tasi

#include "algorithms/thresholds/sample_reduce.hpp"
